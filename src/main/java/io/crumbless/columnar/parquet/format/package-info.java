/**
 * The parts of the Parquet format that readers and writers share: bytes, levels, page headers, zstd frames. Nothing outside
 * of {@code columnar.parquet} uses it. Begin with {@link io.crumbless.columnar.parquet.format.PageHead}.
 */
@NullMarked
package io.crumbless.columnar.parquet.format;

import org.jspecify.annotations.NullMarked;
