/**
 * File systems: the local disk, Hadoop file systems and object stores. Begin with {@link
 * io.crumbless.columnar.storage.Location} and {@link io.crumbless.columnar.storage.Storage}. Besides {@code parquet},
 * the only package that uses Hadoop.
 */
@NullMarked
package io.crumbless.columnar.storage;

import org.jspecify.annotations.NullMarked;
