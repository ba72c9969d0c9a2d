/** Delta Lake tables, read by Delta Kernel. The only package that uses that library. */
@NullMarked
package io.crumbless.columnar.table.delta;

import org.jspecify.annotations.NullMarked;
