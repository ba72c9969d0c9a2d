package io.crumbless.warehouse.view;

import io.crumbless.warehouse.view.ViewedType.ListOf;
import io.crumbless.warehouse.view.ViewedType.Scalar;
import io.crumbless.warehouse.view.ViewedType.StructOf;
import java.util.List;
import java.util.stream.Collectors;

/** For Trino: external tables of the schema {@code crumbless} in the Hive connector's catalogue of the session. */
final class TrinoDialect implements Dialect {
    private static final String SCHEMA = "crumbless.";

    @Override
    public String head(ViewedSnapshot snapshot) {
        return """
            -- Tables over the current snapshot, for Trino with a catalogue of the Hive connector:
            --   trino --catalog hive --file views-trino.sql
            -- The catalogue needs hive.non-managed-table-writes-enabled=true, and for the history
            -- hive.allow-register-partition-procedure=true. Run the file again after each night where current is no link.
            CREATE SCHEMA IF NOT EXISTS crumbless;
            """;
    }

    @Override
    public String dataset(ViewedSnapshot snapshot, ViewedDataset dataset) {
        return "DROP TABLE IF EXISTS " + name(dataset.view()) + ";\nCREATE TABLE " + name(dataset.view()) + " (\n"
                + dataset.columns().stream().map(this::described).collect(Collectors.joining(",\n"))
                + "\n) COMMENT " + literal(dataset.description()) + " WITH (format = 'PARQUET', external_location = "
                + literal(snapshot.uri() + "/" + snapshot.current() + "/" + dataset.folder()) + ");\n";
    }

    private String described(ViewedColumn column) {
        String defined = "  " + column(column.name()) + " " + type(column.type());
        return column.description().isEmpty() ? defined : defined + " COMMENT " + literal(column.description());
    }

    private String type(ViewedType type) {
        if (type instanceof StructOf struct) {
            return "row("
                    + struct.fields().stream()
                            .map(field -> column(field.name()) + " " + type(field.type()))
                            .collect(Collectors.joining(", "))
                    + ")";
        }
        return type instanceof ListOf list ? "array(" + scalar(list.items()) + ")" : scalar((Scalar) type);
    }

    /** Timestamps must have the precision that the connector uses by default; others are refused. */
    private static String scalar(Scalar type) {
        return switch (type.kind()) {
            case TEXT -> "varchar";
            case BOOLEAN -> "boolean";
            case WHOLE -> "bigint";
            case DECIMAL -> "decimal(" + type.precision() + ", " + type.scale() + ")";
            case DATE -> "date";
            case TIMESTAMP -> "timestamp(3)";
            case FRACTION, TIME, UNSUPPORTED -> throw new IllegalStateException("No snapshot holds a " + type.kind());
        };
    }

    @Override
    public String history(ViewedSnapshot snapshot, String name, String description) {
        return "DROP TABLE IF EXISTS " + name(name) + ";\nCREATE TABLE " + name(name) + " (\n"
                + snapshot.profiles().columns().stream()
                        .map(column -> "  " + column(column.name()) + " " + type(column.type()))
                        .collect(Collectors.joining(",\n"))
                + ",\n  \"snapshot\" varchar\n) COMMENT " + literal(description)
                + " WITH (format = 'PARQUET', partitioned_by = ARRAY['snapshot'], external_location = "
                + literal(snapshot.uri() + "/snapshots") + ");\n"
                + snapshot.kept().stream()
                        .map(kept -> "CALL system.register_partition('crumbless', " + literal(name)
                                + ", ARRAY['snapshot'], ARRAY[" + literal(kept.runId()) + "], "
                                + literal(snapshot.uri() + "/" + kept.folder() + "/profiles") + ");\n")
                        .collect(Collectors.joining());
    }

    @Override
    public String view(String name, String description, List<String> columns, String query) {
        return "CREATE OR REPLACE VIEW " + name(name) + " COMMENT " + literal(description) + " AS\nSELECT * FROM (\n"
                + query + "\n) AS named (" + columns.stream().map(this::column).collect(Collectors.joining(", "))
                + ");\n";
    }

    @Override
    public String name(String plain) {
        return SCHEMA + plain;
    }

    @Override
    public String text(ViewedColumn value) {
        return value.type() instanceof ListOf
                ? "array_join(" + column(value.name()) + ", ', ')"
                : "CAST(" + column(value.name()) + " AS varchar)";
    }

    @Override
    public String none(Scalar type) {
        return "CAST(NULL AS " + scalar(type) + ")";
    }
}
