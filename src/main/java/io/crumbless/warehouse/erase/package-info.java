/**
 * Erases people from published snapshots, and proves it. Begin with {@link io.crumbless.warehouse.erase.Eraser}; the
 * reasons for the design are in docs/decisions/0005-erasing-from-published-snapshots.md.
 */
@NullMarked
package io.crumbless.warehouse.erase;

import org.jspecify.annotations.NullMarked;
