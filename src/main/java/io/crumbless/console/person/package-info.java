/**
 * One person: found by id, explained, over the nights, and the statement for them. Begin with
 * {@link io.crumbless.console.person.People}. No path holds an id.
 */
@NullMarked
package io.crumbless.console.person;

import org.jspecify.annotations.NullMarked;
