/**
 * The language of documents and pages: sentences, citations of laws, legal bases, reasons. Begin with {@link
 * io.crumbless.answers.wording.Sentences} and {@link io.crumbless.answers.wording.Wording}.
 */
@NullMarked
package io.crumbless.answers.wording;

import org.jspecify.annotations.NullMarked;
