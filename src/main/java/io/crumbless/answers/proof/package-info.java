/** Certificates of audits, and proofs of consent. Begin with {@link io.crumbless.answers.proof.AuditCertificate}. */
@NullMarked
package io.crumbless.answers.proof;

import org.jspecify.annotations.NullMarked;
