/** ORC files, read by Apache ORC. The only package that uses that library. */
@NullMarked
package io.crumbless.columnar.table.orc;

import org.jspecify.annotations.NullMarked;
