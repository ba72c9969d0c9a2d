/**
 * The control database: what the program records between nights, such as attempts, tombstones, accesses and requests.
 * Begin with {@link io.crumbless.warehouse.ledger.ControlDatabase}.
 */
@NullMarked
package io.crumbless.warehouse.ledger;

import org.jspecify.annotations.NullMarked;
