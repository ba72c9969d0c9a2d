/**
 * Proves that files, control database and history are those that this installation wrote: signatures, the signed state
 * of a warehouse, an anchor outside of it. Begin with {@link io.crumbless.warehouse.evidence.Attestation}, which writes
 * it, and {@link io.crumbless.warehouse.evidence.EvidenceAudit}, which checks it.
 */
@NullMarked
package io.crumbless.warehouse.evidence;

import org.jspecify.annotations.NullMarked;
