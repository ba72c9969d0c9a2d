/** Proofs: the chain of manifests, amendments, audits, destruction certificates, the access log. */
@NullMarked
package io.crumbless.console.proof;

import org.jspecify.annotations.NullMarked;
