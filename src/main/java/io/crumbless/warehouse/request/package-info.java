/**
 * Requests of people under data protection law: kinds, deadlines, history and the rules of each step. Begin with {@link
 * io.crumbless.warehouse.request.PrivacyRequest}; the register is {@code warehouse.ledger.RequestLedger}.
 */
@NullMarked
package io.crumbless.warehouse.request;

import org.jspecify.annotations.NullMarked;
