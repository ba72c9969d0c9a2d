/**
 * Parquet files, and nothing about what is in them: columns read through {@link io.crumbless.columnar.parquet.read.ParquetTable}, part
 * files written through {@link io.crumbless.columnar.parquet.write.PartWriter}. Built on parquet-java's pages, footers and indexes;
 * levels and values are encoded and decoded here in batches, never as records.
 */
@NullMarked
package io.crumbless.columnar.parquet;

import org.jspecify.annotations.NullMarked;
