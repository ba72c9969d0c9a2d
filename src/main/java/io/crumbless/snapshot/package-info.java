/**
 * What is published: the datasets and their columns, the manifest that chains one snapshot to the last, and the pointer
 * readers follow. Begin with {@link io.crumbless.snapshot.Warehouse}.
 */
@NullMarked
package io.crumbless.snapshot;

import org.jspecify.annotations.NullMarked;
