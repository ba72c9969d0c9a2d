/**
 * Sorted files between the two passes of a run (external merge sort): records with a key, written in any order, read
 * back merged in the order of their keys, with bounded memory. Independent of the meaning of records. Begin with {@link
 * io.crumbless.columnar.spill.SpillWriter} and {@link io.crumbless.columnar.spill.SpillMerge}.
 */
@NullMarked
package io.crumbless.columnar.spill;

import org.jspecify.annotations.NullMarked;
