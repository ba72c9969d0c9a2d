/**
 * Ed25519 signatures of evidence: keys as PEM, signatures as small files beside what they sign. Begin with
 * {@link io.crumbless.signature.SigningKey}.
 */
@NullMarked
package io.crumbless.signature;

import org.jspecify.annotations.NullMarked;
