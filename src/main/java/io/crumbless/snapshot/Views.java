package io.crumbless.snapshot;

import java.util.List;
import java.util.Locale;

/** The current snapshot as SQL views, for DuckDB and, with the same text, for Spark. */
public final class Views {
    public static final String FILE = "views.sql";

    private Views() {}

    /** @param folders of the datasets, {@code profiles}, {@code extracts/personal_offers} */
    public static String of(Warehouse warehouse, List<String> folders) {
        String current = warehouse.storage().links().isPresent()
                ? absolute(warehouse) + "/current"
                : warehouse.snapshot(warehouse.current().orElseThrow()).text();
        StringBuilder sql = new StringBuilder("""
                -- Views over the current snapshot; written anew whenever one is published.
                -- DuckDB: as it is. Spark SQL: put USING parquet OPTIONS (path '...') for SELECT * FROM read_parquet('...').
                -- Begin with the extract of the purpose you work for; profiles hold more than any one purpose may use.
                """);
        for (String folder : folders) {
            sql.append(String.format(
                    Locale.ROOT,
                    "CREATE OR REPLACE VIEW %s AS SELECT * FROM read_parquet('%s/%s/*.parquet');\n",
                    folder.replace('/', '_'),
                    current.replace("'", "''"),
                    folder));
        }
        return sql.toString();
    }

    private static String absolute(Warehouse warehouse) {
        return warehouse
                .root()
                .localPath()
                .map(path -> path.toAbsolutePath().normalize().toString().replace('\\', '/'))
                .orElseGet(() -> warehouse.root().text());
    }
}
