/**
 * Parts of the Parquet format that readers and writers share: bytes, levels, page headers, zstd frames. Not used
 * outside of {@code columnar.parquet}. Begin with {@link io.crumbless.columnar.parquet.format.PageHead}.
 */
@NullMarked
package io.crumbless.columnar.parquet.format;

import org.jspecify.annotations.NullMarked;
