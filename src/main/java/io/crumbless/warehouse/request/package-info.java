/**
 * What people ask for under data protection law, and what may be done about it: kinds, deadlines, history and the rules of each
 * step. Begin with {@link io.crumbless.warehouse.request.PrivacyRequest}; the register is kept by
 * {@code warehouse.ledger.RequestLedger}.
 */
@NullMarked
package io.crumbless.warehouse.request;

import org.jspecify.annotations.NullMarked;
