package io.crumbless.columnar.parquet.read;

import org.apache.parquet.column.ColumnDescriptor;

/**
 * One stored column, and the meaning of its levels.
 *
 * @param repeatedLevel for a list, the minimum definition level of an item; one below it the list is empty, further
 *     below it is null. 0 for a column that is not a list
 * @param structLevel minimum definition level at which the struct that contains the field is present; 0 if always
 */
record Leaf(ColumnInfo info, ColumnDescriptor descriptor, int repeatedLevel, int structLevel) {
    boolean isList() {
        return repeatedLevel > 0;
    }
}
