package io.crumbless.warehouse.snapshot;

import io.crumbless.warehouse.snapshot.ViewedDataset.Described;
import java.util.List;
import java.util.stream.Collectors;

/** Views in the SQL of one engine, with what the catalogue says of each column as its comment. */
final class ViewText {
    private static final String ADVICE = """
        -- Begin with the extract of the purpose you work for: profiles hold more than any one purpose may use.
        """;

    private ViewText() {}

    /** For DuckDB 1.1 and later. */
    static String duckDb(String snapshot, List<ViewedDataset> datasets) {
        StringBuilder sql =
                new StringBuilder("-- Views over the current snapshot, for DuckDB. Spark has a file of its own.\n");
        sql.append(ADVICE);
        for (ViewedDataset dataset : datasets) {
            String view = dataset.view();
            sql.append("CREATE OR REPLACE VIEW ")
                    .append(view)
                    .append(" AS SELECT * FROM read_parquet(")
                    .append(quoted(snapshot + "/" + dataset.folder() + "/*.parquet"))
                    .append(");\nCOMMENT ON VIEW ")
                    .append(view)
                    .append(" IS ")
                    .append(quoted(dataset.description()))
                    .append(";\n");
            dataset.columns().stream()
                    .filter(column -> !column.description().isEmpty())
                    .forEach(column -> sql.append("COMMENT ON COLUMN ")
                            .append(view)
                            .append(".\"")
                            .append(column.name())
                            .append("\" IS ")
                            .append(quoted(column.description()))
                            .append(";\n"));
        }
        return sql.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /**
     * For Spark 3.4 and later: views of the session that runs the file. A folder without scheme would be looked for on the
     * cluster's default file system, so one on the local disk is named as that.
     */
    static String spark(String snapshot, List<ViewedDataset> datasets) {
        String folder = snapshot.startsWith("/") ? "file://" + snapshot : snapshot;
        StringBuilder sql =
                new StringBuilder("-- Views over the current snapshot, for Spark SQL. DuckDB has a file of its own.\n");
        sql.append(ADVICE);
        for (ViewedDataset dataset : datasets) {
            sql.append("CREATE OR REPLACE TEMPORARY VIEW ")
                    .append(dataset.view())
                    .append(" (\n")
                    .append(dataset.columns().stream()
                            .map(ViewText::sparkColumn)
                            .collect(Collectors.joining(",\n")))
                    .append("\n) COMMENT ")
                    .append(sparkQuoted(dataset.description()))
                    .append(" AS SELECT\n  ")
                    .append(dataset.columns().stream()
                            .map(column -> "`" + column.name() + "`")
                            .collect(Collectors.joining(", ")))
                    .append("\nFROM parquet.`")
                    .append((folder + "/" + dataset.folder()).replace("`", "``"))
                    .append("`;\n");
        }
        return sql.toString();
    }

    private static String sparkColumn(Described column) {
        String name = "  `" + column.name() + "`";
        return column.description().isEmpty() ? name : name + " COMMENT " + sparkQuoted(column.description());
    }

    /** In Spark a backslash begins an escape, and a quote is doubled by none of its versions. */
    private static String sparkQuoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
