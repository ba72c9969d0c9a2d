/**
 * What is reported to people, as a page: a {@link io.crumbless.answers.page.Document} of sections and blocks, written once as
 * plain text and once as HTML. The templates are in {@code src/main/jte}; nothing but this package knows of them.
 */
@NullMarked
package io.crumbless.answers.page;

import org.jspecify.annotations.NullMarked;
