/**
 * Published snapshots, the chain of their manifests, and the pointer that readers follow. Begin with {@link
 * io.crumbless.warehouse.snapshot.Warehouse}.
 */
@NullMarked
package io.crumbless.warehouse.snapshot;

import org.jspecify.annotations.NullMarked;
