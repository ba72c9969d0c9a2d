package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Hashes of the evidence of a snapshot, including the manifest: the manifest contains the hashes of the data, this file
 * those of what describes the data. In the format of {@code sha256sum}, which can verify it without this program.
 */
public final class EvidenceSums {
    /** Files that it cannot contain: itself, signatures, and what erasures add later with a seal of its own. */
    private static final Set<String> LEFT_OUT =
            Set.of(Warehouse.SUMS, Amendment.FILE, Warehouse.MANIFEST_SIGNATURE, Warehouse.SUMS_SIGNATURE);

    private static final String FOLDER = "_evidence/";

    private EvidenceSums() {}

    /** One line per file, sorted by name. */
    public static byte[] of(Location snapshot) {
        SortedMap<String, String> sums = new TreeMap<>();
        add(snapshot, FOLDER, sums);
        StringBuilder text = new StringBuilder();
        sums.forEach((file, sum) -> text.append(sum).append("  ").append(file).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void add(Location snapshot, String folder, SortedMap<String, String> sums) {
        for (FileEntry entry : Storage.of(snapshot).list(snapshot.resolve(folder))) {
            String path = folder + entry.location().name();
            if (!entry.isFile()) {
                add(snapshot, path + "/", sums);
            } else if (!LEFT_OUT.contains(path)) {
                sums.put(path.substring(FOLDER.length()), Sha256.ofFile(entry.location()));
            }
        }
    }
}
