package io.crumbless.night.scatter;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a part whose spill files are kept for later nights.
 *
 * @param decides {@link PartKey#decides}
 * @param businessDate of the night that created it
 * @param dated whether it contains facts at the cut-off or later, so that it is valid for this business date only
 * @param labels {@link PartKey#labels}, if it lists records; null otherwise
 * @param erasedThrough time of the last erasure before; people erased later may be in it
 * @param files in their order
 * @param notes books, counts and sets
 */
record KeptSpill(
        String decides,
        LocalDate businessDate,
        boolean dated,
        @Nullable String labels,
        String erasedThrough,
        List<KeptFile> files,
        PartNotes notes) {
    /** One kept spill file. */
    record KeptFile(long bytes, String sha256) {}

    KeptSpill {
        files = List.copyOf(files);
    }

    /** Whether a part with this key would have the same content. */
    boolean isOf(PartKey key) {
        return decides.equals(key.decides())
                && (dated ? businessDate.equals(key.businessDate()) : !businessDate.isAfter(key.businessDate()))
                && (labels == null || labels.equals(key.labels()));
    }

    long bytes() {
        return files.stream().mapToLong(KeptFile::bytes).sum();
    }
}
