package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The current snapshot as SQL views: a file for DuckDB, and one for Spark, whose SQL is another. */
public final class Views {
    /** For DuckDB. */
    public static final String FILE = "views.sql";

    /** For Spark SQL. */
    public static final String SPARK_FILE = "views-spark.sql";

    /** Both. */
    public static final List<String> FILES = List.of(FILE, SPARK_FILE);

    private Views() {}

    /**
     * Writes the views of what is current now, unless they are there already. Where there are no links the texts name the
     * snapshot, so they have to follow the pointer before the snapshot they named goes.
     */
    public static void write(Warehouse warehouse) {
        List<ViewedDataset> datasets = ViewedDataset.ofCurrent(warehouse);
        write(warehouse, FILE, ViewText.duckDb(current(warehouse), datasets));
        write(warehouse, SPARK_FILE, ViewText.spark(current(warehouse), datasets));
    }

    private static void write(Warehouse warehouse, String name, String text) {
        byte[] views = text.getBytes(StandardCharsets.UTF_8);
        Location file = warehouse.root().resolve(name);
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
            throw new Failure(Failure.ErrorCategory.ENVIRONMENT, "Cannot read " + file, failure);
        }
    }

    /** The folder of the current snapshot: by its link, where the file system has links, else by its name. */
    private static String current(Warehouse warehouse) {
        return warehouse.storage().links().isPresent()
                ? absolute(warehouse) + "/current"
                : warehouse.snapshot(warehouse.current().orElseThrow()).text();
    }

    private static String absolute(Warehouse warehouse) {
        return warehouse
                .root()
                .localPath()
                .map(path -> path.toAbsolutePath().normalize().toString().replace('\\', '/'))
                .orElseGet(() -> warehouse.root().text());
    }
}
