/**
 * Ed25519 signatures of evidence: keys as PEM, signatures as small files beside what they sign. Begin with
 * {@link io.crumbless.warehouse.signature.SigningKey}.
 */
@NullMarked
package io.crumbless.warehouse.signature;

import org.jspecify.annotations.NullMarked;
