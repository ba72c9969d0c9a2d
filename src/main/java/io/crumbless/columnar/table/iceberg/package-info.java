/** Apache Iceberg tables, read by its generic readers. The only package that uses that library. */
@NullMarked
package io.crumbless.columnar.table.iceberg;

import org.jspecify.annotations.NullMarked;
