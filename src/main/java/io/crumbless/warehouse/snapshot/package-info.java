/**
 * What is published: snapshots, the manifest that chains one to the last, and the pointer readers follow. Begin with {@link io.crumbless.warehouse.snapshot.Warehouse}.
 */
@NullMarked
package io.crumbless.warehouse.snapshot;

import org.jspecify.annotations.NullMarked;
