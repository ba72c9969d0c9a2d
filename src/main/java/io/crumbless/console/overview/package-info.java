/** The overview: nights, books, refusals, the retirement of the legacy, and tasks. */
@NullMarked
package io.crumbless.console.overview;

import org.jspecify.annotations.NullMarked;
