/**
 * Parquet files, and nothing about what is in them: columns read through {@link io.crumbless.parquet.ParquetTable}, part
 * files written through {@link io.crumbless.parquet.PartWriter}. Built on parquet-java's pages, footers and indexes;
 * levels and values are encoded and decoded here in batches, never as records.
 */
@NullMarked
package io.crumbless.parquet;

import org.jspecify.annotations.NullMarked;
