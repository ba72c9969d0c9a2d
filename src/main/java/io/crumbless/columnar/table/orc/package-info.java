/** ORC files, by Apache ORC. Nothing else names a class of that library. */
@NullMarked
package io.crumbless.columnar.table.orc;

import org.jspecify.annotations.NullMarked;
