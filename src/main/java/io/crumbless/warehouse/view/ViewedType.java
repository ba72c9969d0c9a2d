package io.crumbless.warehouse.view;

import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ColumnKind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The type of a column of a view; only types that occur in snapshots. */
sealed interface ViewedType {
    /**
     * One value.
     *
     * @param precision digits of a decimal, 0 for other types
     * @param scale digits after the decimal point
     */
    record Scalar(ColumnKind kind, int precision, int scale) implements ViewedType {
        private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");

        static Scalar of(ColumnInfo column) {
            Matcher decimal = DECIMAL.matcher(column.type());
            return decimal.find()
                    ? new Scalar(column.kind(), Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)))
                    : new Scalar(column.kind(), 0, 0);
        }
    }

    /** A list of one type. */
    record ListOf(Scalar items) implements ViewedType {}

    /** A struct, whose fields are not structs. */
    record StructOf(List<ViewedColumn> fields) implements ViewedType {
        public StructOf {
            fields = List.copyOf(fields);
        }
    }
}
