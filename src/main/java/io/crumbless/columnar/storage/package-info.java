/**
 * Where bytes are: the local disk, or any Hadoop file system. Begin with {@link io.crumbless.columnar.storage.Location} and
 * {@link io.crumbless.columnar.storage.Storage}. The only package, with {@code parquet}, that may know Hadoop.
 */
@NullMarked
package io.crumbless.columnar.storage;

import org.jspecify.annotations.NullMarked;
