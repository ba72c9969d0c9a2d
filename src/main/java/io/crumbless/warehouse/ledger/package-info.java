/**
 * What the program remembers between nights: attempts, erased people, who looked at whom. Begin with
 * {@link io.crumbless.warehouse.ledger.ControlDatabase}.
 */
@NullMarked
package io.crumbless.warehouse.ledger;

import org.jspecify.annotations.NullMarked;
