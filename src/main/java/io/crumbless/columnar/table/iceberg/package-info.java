/** Tables of Apache Iceberg, by its own generic readers. Nothing else names a class of that library. */
@NullMarked
package io.crumbless.columnar.table.iceberg;

import org.jspecify.annotations.NullMarked;
