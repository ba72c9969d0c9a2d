/**
 * Takes people out of snapshots that are published already, and proves it. Begin with {@link io.crumbless.warehouse.erase.Eraser};
 * why it is done so stands in docs/decisions/0005-erasing-from-published-snapshots.md.
 */
@NullMarked
package io.crumbless.warehouse.erase;

import org.jspecify.annotations.NullMarked;
