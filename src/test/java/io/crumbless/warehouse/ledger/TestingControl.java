package io.crumbless.warehouse.ledger;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An empty control database: the scripts run once for all tests, for they take a fifth of a small night. */
public final class TestingControl {
    private static final Map<String, byte[]> EMPTY = make();

    private TestingControl() {}

    /** Has a folder that is not there yet hold one, as the first command would have left it. */
    public static void place(Path folder) {
        if (Files.exists(folder)) {
            return;
        }
        try {
            FileModes.PRIVATE.createFolders(folder);
            for (Map.Entry<String, byte[]> file : EMPTY.entrySet()) {
                FileModes.PRIVATE.write(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> make() {
        try {
            Path folder = Files.createTempDirectory("control");
            Path database = folder.resolve("crumbless.mv.db");
            H2Upgrade.of(database, Duration.ofSeconds(10));
            Map<String, byte[]> files = new TreeMap<>();
            for (Path file : List.of(database, folder.resolve(H2Account.FILE))) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
            Storage.of(Location.of(folder)).deleteRecursively(Location.of(folder));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
