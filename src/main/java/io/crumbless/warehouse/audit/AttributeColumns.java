package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Place;
import java.util.Arrays;
import java.util.function.ToIntFunction;

/**
 * The columns of one attribute's value and lineage, in the profiles or in an extract. Rows without a value are skipped.
 */
class AttributeColumns {
    final int position;
    final String name;
    private final Walk walk;
    private final Findings.Tally tally;
    private final AuditedColumn value;
    private final AuditedColumn origin;
    private final long[] nextRows;

    /**
     * @param nextRows by index of the attribute, the row of its next value at or after the row where it was last looked
     *     up. Kept in one array, because for almost all attributes of a row nothing else is read
     */
    AttributeColumns(Walk walk, int position, long[] nextRows, PolicyTables tables, Findings.Tally tally) {
        Attribute attribute = tables.attributes.get(position);
        this.nextRows = nextRows;
        this.walk = walk;
        this.tally = tally;
        this.position = position;
        this.name = attribute.name().value();
        this.value = walk.field(name);
        this.origin = coded("origin", tables::origin);
        walk.onOpen(() -> nextRows[position] = -1);
    }

    final AuditedColumn coded(String column, ToIntFunction<String> codes) {
        return walk.field(name + Layout.LINEAGE_SUFFIX + "." + column, codes);
    }

    final AuditedColumn lineage(String column) {
        return walk.field(name + Layout.LINEAGE_SUFFIX + "." + column);
    }

    final Walk walk() {
        return walk;
    }

    final Findings.Tally tally() {
        return tally;
    }

    final Place place() {
        return walk.place().attribute(name);
    }

    /** Whether the current row has a value of the attribute. */
    final boolean isHere() {
        long row = walk.row();
        if (walk.onRow() && nextRows[position] < row) {
            find(row);
        }
        return walk.onRow() && nextRows[position] == row;
    }

    private void find(long wanted) {
        long rows = walk.rows();
        long ofValue = value.nextValue(rows);
        long ofLineage = origin.nextStruct(rows);
        while (ofValue != ofLineage || ofValue < Math.min(wanted, rows)) {
            long passed = Math.min(ofValue, ofLineage);
            if (ofValue != ofLineage) {
                Code alone = ofValue < ofLineage ? Code.VALUE_WITHOUT_LINEAGE : Code.LINEAGE_WITHOUT_VALUE;
                tally.found(Rule.LINEAGE_COMPLETE, walk.place(passed).attribute(name), alone);
            }
            ofValue = ofValue == passed ? value.nextValue(rows) : ofValue;
            ofLineage = ofLineage == passed ? origin.nextStruct(rows) : ofLineage;
        }
        nextRows[position] = ofValue;
    }

    /** The cursor at the value; valid only if {@link #isHere()}. */
    final ColumnCursor value() {
        return value.cursor();
    }

    /** The cursor at the origin; valid only if {@link #isHere()}. */
    final ColumnCursor origin() {
        return origin.cursor();
    }

    final int originCode() {
        return origin.cursor().isNull() ? PolicyTables.UNKNOWN : origin.code();
    }

    /** Whether two cursors are at equal values of the same type. */
    static boolean same(ColumnCursor left, ColumnCursor right) {
        if (!left.info().list()) {
            return sameItem(left, right);
        }
        int size = left.listSize();
        if (size != right.listSize()) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            left.item(i);
            right.item(i);
            if (!sameItem(left, right)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameItem(ColumnCursor left, ColumnCursor right) {
        boolean isNull = left.isNull();
        if (isNull || right.isNull()) {
            return isNull == right.isNull();
        }
        return switch (left.info().kind()) {
            case BOOLEAN, WHOLE, DATE, DECIMAL, TIMESTAMP, TIME, FRACTION -> left.whole() == right.whole();
            case TEXT, UNSUPPORTED ->
                Arrays.equals(
                        left.bytesArray(),
                        left.bytesOffset(),
                        left.bytesOffset() + left.bytesLength(),
                        right.bytesArray(),
                        right.bytesOffset(),
                        right.bytesOffset() + right.bytesLength());
        };
    }
}
