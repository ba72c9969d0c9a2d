package io.crumbless.warehouse.view;

import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.warehouse.view.ViewedType.ListOf;
import io.crumbless.warehouse.view.ViewedType.Scalar;
import java.util.List;
import java.util.stream.Collectors;

/**
 * For Spark 3.4 and later: temporary views of the session that runs the file. A folder without scheme would be resolved
 * on the default file system of the cluster, so a local one is written with its scheme.
 */
final class SparkDialect implements Dialect {
    private static final String PLACE = "${crumbless.warehouse}";

    @Override
    public String head(ViewedSnapshot snapshot) {
        return "-- Views over the current snapshot, for Spark SQL. Other engines have files of their own.\n"
                + "-- Where the warehouse is elsewhere, change the next line, and no other.\n"
                + "SET crumbless.warehouse=" + snapshot.uri().replace("`", "``") + ";\n";
    }

    @Override
    public String dataset(ViewedSnapshot snapshot, ViewedDataset dataset) {
        return "CREATE OR REPLACE TEMPORARY VIEW " + dataset.view() + " (\n"
                + dataset.columns().stream().map(this::described).collect(Collectors.joining(",\n"))
                + "\n) COMMENT " + literal(dataset.description()) + " AS SELECT\n  "
                + dataset.columns().stream()
                        .map(column -> column(column.name()))
                        .collect(Collectors.joining(", "))
                + "\nFROM parquet.`" + PLACE + "/" + snapshot.current() + "/" + dataset.folder() + "`;\n";
    }

    private String described(ViewedColumn column) {
        String name = "  " + column(column.name());
        return column.description().isEmpty() ? name : name + " COMMENT " + literal(column.description());
    }

    /** Snapshots may differ in columns, which a relation by path alone would not show. */
    @Override
    public String history(ViewedSnapshot snapshot, String name, String description) {
        return "CREATE OR REPLACE TEMPORARY VIEW " + name + "\n  USING parquet OPTIONS (path "
                + literal(placeInText(snapshot) + "/" + history(snapshot) + "/profiles") + ", mergeSchema 'true');\n";
    }

    private static String history(ViewedSnapshot snapshot) {
        return snapshot.listed()
                ? snapshot.kept().stream().map(ViewedSnapshot.Kept::folder).collect(Collectors.joining(",", "{", "}"))
                : "snapshots/*";
    }

    /**
     * The variable is escaped like a name, so a location whose characters are escaped differently in a text is written
     * as a literal.
     */
    private static String placeInText(ViewedSnapshot snapshot) {
        return snapshot.uri().matches(".*[`'\\\\].*") ? snapshot.uri() : PLACE;
    }

    @Override
    public String view(String name, String description, List<String> columns, String query) {
        return "CREATE OR REPLACE TEMPORARY VIEW " + name + " ("
                + columns.stream().map(this::column).collect(Collectors.joining(", "))
                + ") COMMENT " + literal(description) + " AS\n" + query + ";\n";
    }

    @Override
    public String name(String plain) {
        return plain;
    }

    @Override
    public String column(String plain) {
        return "`" + plain + "`";
    }

    @Override
    public String text(ViewedColumn value) {
        return value.type() instanceof ListOf
                ? "array_join(CAST(" + column(value.name()) + " AS ARRAY<STRING>), ', ')"
                : "CAST(" + column(value.name()) + " AS STRING)";
    }

    /** A backslash begins an escape, and no version of Spark supports doubled quotes. */
    @Override
    public String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    public String none(Scalar type) {
        return "CAST(NULL AS " + (type.kind() == ColumnKind.DATE ? "DATE" : "STRING") + ")";
    }
}
