/**
 * Where bytes are: the local disk, or any Hadoop file system. Begin with {@link io.crumbless.storage.Location} and
 * {@link io.crumbless.storage.Storage}. The only package, with {@code parquet}, that may know Hadoop.
 */
@NullMarked
package io.crumbless.storage;

import org.jspecify.annotations.NullMarked;
