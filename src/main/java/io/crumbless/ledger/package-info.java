/**
 * What the program remembers between nights: attempts, erased people, who looked at whom. Begin with
 * {@link io.crumbless.ledger.ControlDatabase}.
 */
@NullMarked
package io.crumbless.ledger;

import org.jspecify.annotations.NullMarked;
