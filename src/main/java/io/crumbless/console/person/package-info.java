/**
 * Pages about one person: search, explanation, nights, and the statement. Begin with {@link
 * io.crumbless.console.person.People}. Paths contain no ids.
 */
@NullMarked
package io.crumbless.console.person;

import org.jspecify.annotations.NullMarked;
