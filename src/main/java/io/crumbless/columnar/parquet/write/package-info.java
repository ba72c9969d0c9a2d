/** Writes part files, column by column. Begin with {@link io.crumbless.columnar.parquet.write.PartWriter}. */
@NullMarked
package io.crumbless.columnar.parquet.write;

import org.jspecify.annotations.NullMarked;
