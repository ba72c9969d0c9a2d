/** Tables of Delta Lake, by Delta Kernel. Nothing else names a class of that library. */
@NullMarked
package io.crumbless.columnar.table.delta;

import org.jspecify.annotations.NullMarked;
