package io.crumbless.warehouse.view;

import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.warehouse.view.ViewedType.ListOf;
import io.crumbless.warehouse.view.ViewedType.Scalar;
import io.crumbless.warehouse.view.ViewedType.StructOf;
import java.util.List;
import java.util.stream.Collectors;

/** For Hive 3 and later: external tables of the database {@code crumbless}, which are dropped without their files. */
final class HiveDialect implements Dialect {
    private static final String DATABASE = "crumbless.";
    private static final String PLACE = "${hivevar:warehouse}";

    @Override
    public String head(ViewedSnapshot snapshot) {
        return "-- Tables over the current snapshot, for Hive. Run the file again after each night where current is no link.\n"
                + "-- Where the warehouse is elsewhere, change the next line, and no other.\n"
                + "SET hivevar:warehouse=" + escaped(snapshot.uri()) + ";\n"
                + "CREATE DATABASE IF NOT EXISTS crumbless;\n";
    }

    @Override
    public String dataset(ViewedSnapshot snapshot, ViewedDataset dataset) {
        return table(
                dataset.view(),
                dataset.columns(),
                " COMMENT " + literal(dataset.description()),
                snapshot.current() + "/" + dataset.folder());
    }

    private String table(String name, List<ViewedColumn> columns, String rest, String folder) {
        return "DROP TABLE IF EXISTS " + name(name) + ";\nCREATE EXTERNAL TABLE " + name(name) + " (\n"
                + columns.stream().map(this::described).collect(Collectors.joining(",\n")) + "\n)" + rest
                + " STORED AS PARQUET LOCATION '" + PLACE + "/" + folder + "'"
                + " TBLPROPERTIES ('external.table.purge' = 'false');\n";
    }

    private String described(ViewedColumn column) {
        String defined = "  " + column(column.name()) + " " + type(column.type());
        return column.description().isEmpty() ? defined : defined + " COMMENT " + literal(column.description());
    }

    private String type(ViewedType type) {
        if (type instanceof StructOf struct) {
            return "struct<"
                    + struct.fields().stream()
                            .map(field -> column(field.name()) + ":" + type(field.type()))
                            .collect(Collectors.joining(", "))
                    + ">";
        }
        return type instanceof ListOf list ? "array<" + scalar(list.items()) + ">" : scalar((Scalar) type);
    }

    private static String scalar(Scalar type) {
        return switch (type.kind()) {
            case TEXT -> "string";
            case BOOLEAN -> "boolean";
            case WHOLE -> "bigint";
            case DECIMAL -> "decimal(" + type.precision() + ", " + type.scale() + ")";
            case DATE -> "date";
            case TIMESTAMP -> "timestamp";
            case FRACTION, TIME, UNSUPPORTED -> throw new IllegalStateException("No snapshot holds a " + type.kind());
        };
    }

    @Override
    public String history(ViewedSnapshot snapshot, String name, String description) {
        return table(
                        name,
                        snapshot.profiles().columns(),
                        " COMMENT " + literal(description) + " PARTITIONED BY (`snapshot` string)",
                        "snapshots")
                + snapshot.kept().stream()
                        .map(kept ->
                                "ALTER TABLE " + name(name) + " ADD PARTITION (`snapshot` = " + literal(kept.runId())
                                        + ") LOCATION '" + PLACE + "/" + kept.folder() + "/profiles';\n")
                        .collect(Collectors.joining());
    }

    @Override
    public String view(String name, String description, List<String> columns, String query) {
        return "DROP VIEW IF EXISTS " + name(name) + ";\nCREATE VIEW " + name(name) + " ("
                + columns.stream().map(this::column).collect(Collectors.joining(", "))
                + ") COMMENT " + literal(description) + " AS\n" + query + ";\n";
    }

    @Override
    public String name(String plain) {
        return DATABASE + plain;
    }

    @Override
    public String column(String plain) {
        return "`" + plain + "`";
    }

    /** Only lists of texts can be joined. */
    @Override
    public String text(ViewedColumn value) {
        if (value.type() instanceof ListOf list) {
            return list.items().kind() == ColumnKind.TEXT
                    ? "concat_ws(', ', " + column(value.name()) + ")"
                    : "CAST(NULL AS string)";
        }
        return "CAST(" + column(value.name()) + " AS string)";
    }

    @Override
    public String literal(String text) {
        return "'" + escaped(text) + "'";
    }

    /**
     * Escapes text in a literal. Hive substitutes variables there, a backslash begins an escape, and a semicolon would
     * end the statement even inside a literal.
     */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'").replace(";", "\\;");
    }

    @Override
    public String none(Scalar type) {
        return "CAST(NULL AS " + scalar(type) + ")";
    }
}
