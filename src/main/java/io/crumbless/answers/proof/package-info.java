/**
 * What a published snapshot can be shown to hold and not to hold, as a certificate. Begin with
 * {@link io.crumbless.answers.proof.AuditCertificate}.
 */
@NullMarked
package io.crumbless.answers.proof;

import org.jspecify.annotations.NullMarked;
