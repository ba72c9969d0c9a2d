/** How things stand: nights, books, refusals, the retirement of the legacy, and what is due. */
@NullMarked
package io.crumbless.console.overview;

import org.jspecify.annotations.NullMarked;
