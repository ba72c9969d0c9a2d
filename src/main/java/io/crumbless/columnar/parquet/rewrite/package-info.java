/**
 * Concatenates part files, and rewrites them without some of their rows. Begin with {@link
 * io.crumbless.columnar.parquet.rewrite.RowRemoval}.
 */
@NullMarked
package io.crumbless.columnar.parquet.rewrite;

import org.jspecify.annotations.NullMarked;
