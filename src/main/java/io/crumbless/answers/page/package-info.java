/**
 * Documents for people: a {@link io.crumbless.answers.page.Document} of sections and blocks, rendered as plain text and
 * as HTML. The templates are in {@code src/main/jte}; only this package uses them.
 */
@NullMarked
package io.crumbless.answers.page;

import org.jspecify.annotations.NullMarked;
