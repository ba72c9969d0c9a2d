package io.crumbless.snapshot;

import io.crumbless.profile.Failure;
import io.crumbless.storage.Location;
import io.crumbless.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The current snapshot as SQL views, for DuckDB and, with the same text, for Spark. */
public final class Views {
    public static final String FILE = "views.sql";

    private Views() {}

    /**
     * Writes the views of what is current now, unless they are there already. Where there are no links the text names the
     * snapshot, so it has to follow the pointer before the snapshot it named goes.
     */
    public static void write(Warehouse warehouse) {
        byte[] views = of(warehouse).getBytes(StandardCharsets.UTF_8);
        Location file = warehouse.root().resolve(FILE);
        if (!Arrays.equals(views, written(warehouse.storage(), file))) {
            warehouse.storage().replaceAtomically(file, views);
        }
    }

    private static byte[] written(Storage storage, Location file) {
        if (!storage.exists(file)) {
            return new byte[0];
        }
        try (InputStream in = storage.open(file)) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new Failure(Failure.Actor.ENVIRONMENT, "Cannot read " + file, failure);
        }
    }

    private static String of(Warehouse warehouse) {
        String runId = warehouse.current().orElseThrow();
        List<String> folders = warehouse.manifest(runId).outputs().stream()
                .map(Manifest.Output::dataset)
                .distinct()
                .toList();
        String current = warehouse.storage().links().isPresent()
                ? absolute(warehouse) + "/current"
                : warehouse.snapshot(runId).text();
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
