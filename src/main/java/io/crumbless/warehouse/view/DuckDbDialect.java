package io.crumbless.warehouse.view;

import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.warehouse.view.ViewedType.ListOf;
import io.crumbless.warehouse.view.ViewedType.Scalar;
import java.util.List;
import java.util.stream.Collectors;

/**
 * For DuckDB 1.1 and later. Views read the variable {@code crumbless_warehouse} when they are queried, so they still
 * work after the warehouse was moved.
 */
final class DuckDbDialect implements Dialect {
    @Override
    public String head(ViewedSnapshot snapshot) {
        return """
            -- Views over the current snapshot, for DuckDB. Other engines have files of their own.
            -- Where the warehouse is elsewhere: SET VARIABLE crumbless_warehouse = '/its/new/place';
            """;
    }

    @Override
    public String dataset(ViewedSnapshot snapshot, ViewedDataset dataset) {
        return "CREATE OR REPLACE VIEW " + dataset.view() + " AS SELECT * FROM read_parquet("
                + files(snapshot, snapshot.current() + "/" + dataset.folder()) + ");\n"
                + comment(dataset.view(), dataset.description())
                + dataset.columns().stream()
                        .filter(column -> !column.description().isEmpty())
                        .map(column -> "COMMENT ON COLUMN " + dataset.view() + "." + column(column.name()) + " IS "
                                + literal(column.description()) + ";\n")
                        .collect(Collectors.joining());
    }

    private String files(ViewedSnapshot snapshot, String folder) {
        return "coalesce(getvariable('crumbless_warehouse'), " + literal(snapshot.place()) + ") || "
                + literal("/" + folder + "/*.parquet");
    }

    private String history(ViewedSnapshot snapshot) {
        return snapshot.listed()
                ? snapshot.kept().stream()
                        .map(kept -> files(snapshot, kept.folder() + "/profiles"))
                        .collect(Collectors.joining(", ", "[", "]"))
                : files(snapshot, "snapshots/*/profiles");
    }

    private String comment(String view, String description) {
        return "COMMENT ON VIEW " + view + " IS " + literal(description) + ";\n";
    }

    @Override
    public String history(ViewedSnapshot snapshot, String name, String description) {
        return "CREATE OR REPLACE VIEW " + name + " AS SELECT * FROM read_parquet(" + history(snapshot)
                + ", union_by_name = true);\n" + comment(name, description);
    }

    @Override
    public String view(String name, String description, List<String> columns, String query) {
        return "CREATE OR REPLACE VIEW " + name + " ("
                + columns.stream().map(this::column).collect(Collectors.joining(", "))
                + ") AS\n" + query + ";\n" + comment(name, description);
    }

    @Override
    public String name(String plain) {
        return plain;
    }

    @Override
    public String text(ViewedColumn value) {
        return value.type() instanceof ListOf
                ? "array_to_string(CAST(" + column(value.name()) + " AS VARCHAR[]), ', ')"
                : "CAST(" + column(value.name()) + " AS VARCHAR)";
    }

    @Override
    public String none(Scalar type) {
        return "CAST(NULL AS " + (type.kind() == ColumnKind.DATE ? "DATE" : "VARCHAR") + ")";
    }
}
