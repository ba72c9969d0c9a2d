/**
 * How things are said to people in their language: sentences, citations of laws, legal bases, why a value is lost. Begin
 * with {@link io.crumbless.answers.wording.Sentences} and {@link io.crumbless.answers.wording.Wording}.
 */
@NullMarked
package io.crumbless.answers.wording;

import org.jspecify.annotations.NullMarked;
