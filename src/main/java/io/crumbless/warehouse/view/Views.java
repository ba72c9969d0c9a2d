package io.crumbless.warehouse.view;

import io.crumbless.columnar.storage.Location;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The current snapshot as SQL views and tables, in one file per engine, since their SQL differs. */
public final class Views {
    private Views() {}

    /**
     * Writes the views of the current snapshot, unless they exist already. Without links, the statements contain the
     * name of the snapshot, so they must be rewritten after the pointer moves and before the old snapshot is deleted.
     *
     * @param keep how many snapshots are kept
     */
    public static void write(Warehouse warehouse, int keep) {
        ViewedSnapshot viewed = ViewedSnapshot.of(warehouse, keep);
        for (SqlEngine engine : SqlEngine.values()) {
            write(warehouse, engine.file(), ViewText.of(viewed, engine.dialect()));
        }
    }

    /**
     * The statements for one engine.
     *
     * @param place the warehouse as seen by that engine, if not its own path
     */
    public static String of(Warehouse warehouse, int keep, SqlEngine engine, Optional<String> place) {
        ViewedSnapshot viewed = ViewedSnapshot.of(warehouse, keep);
        return ViewText.of(place.map(viewed::at).orElse(viewed), engine.dialect());
    }

    private static void write(Warehouse warehouse, String name, String text) {
        byte[] views = text.getBytes(StandardCharsets.UTF_8);
        Location file = warehouse.root().resolve(name);
        if (!Arrays.equals(views, warehouse.storage().readIfThere(file).orElse(new byte[0]))) {
            warehouse.storage().replaceAtomically(file, views);
        }
    }
}
