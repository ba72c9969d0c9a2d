/**
 * Reads Parquet files of any writer, column by column. Begin with {@link
 * io.crumbless.columnar.parquet.read.ParquetTable}.
 */
@NullMarked
package io.crumbless.columnar.parquet.read;

import org.jspecify.annotations.NullMarked;
