/**
 * Answers for the legal team and for the person: what is held, where it came from, what it was used for. Begin with
 * {@link io.crumbless.answers.explain.Explainer}.
 */
@NullMarked
package io.crumbless.answers.explain;

import org.jspecify.annotations.NullMarked;
