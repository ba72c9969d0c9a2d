/**
 * Explains to the legal team and to the person what is stored, where it came from, and how it was used. Begin with
 * {@link io.crumbless.answers.explain.Explainer}.
 */
@NullMarked
package io.crumbless.answers.explain;

import org.jspecify.annotations.NullMarked;
