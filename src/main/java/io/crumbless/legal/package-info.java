/**
 * Answers for the legal team and for the person: what is held, where it came from, what became of it. Begin with
 * {@link io.crumbless.legal.Explainer}.
 */
@NullMarked
package io.crumbless.legal;

import org.jspecify.annotations.NullMarked;
