package io.crumbless.columnar.parquet.read;

import org.apache.parquet.column.ColumnDescriptor;

/**
 * One stored column and what its levels mean.
 *
 * @param repeatedLevel for a list, the definition level from which on an entry is an item; one below it the list is
 *     empty, further below it is null. 0 for a column that is no list
 * @param structLevel definition level from which on the struct that holds the field is present; 0 if always
 */
record Leaf(ColumnInfo info, ColumnDescriptor descriptor, int repeatedLevel, int structLevel) {
    boolean isList() {
        return repeatedLevel > 0;
    }
}
