package io.crumbless;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The state of an earlier version, named by the schema version of its control database: job, policy, deliveries,
 * warehouse and control database of the nights of 21 and 22 November 2026. C-1 to C-4 declared their language; C-2
 * withdrew everything about it, and C-3 was erased.
 */
public final class EarlierState {
    private EarlierState() {}

    /** @param state {@code schema-11}, {@code schema-26} or {@code schema-30} */
    public static void unpack(String state, Path folder) throws IOException {
        try (InputStream packed =
                        Objects.requireNonNull(EarlierState.class.getResourceAsStream("upgrade/" + state + ".tar.gz"));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path place = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(place);
                } else if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(place.getParent());
                    Files.copy(tar, place);
                }
            }
        }
    }
}
