package io.crumbless.night.scatter;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a part became, beside its spill files.
 *
 * @param decides {@link PartKey#decides}
 * @param businessDate of the night that made it
 * @param dated whether something in it lies at the cut-off or later, so that it holds for this business date alone
 * @param labels {@link PartKey#labels}, where records of it are listed; null where none is
 * @param erasedThrough when the last person was erased by then; whoever is erased later may be in it
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
    /** One spill file. */
    record KeptFile(long bytes, String sha256) {}

    KeptSpill {
        files = List.copyOf(files);
    }

    /** Whether a part of that key becomes the same. */
    boolean isOf(PartKey key) {
        return decides.equals(key.decides())
                && (dated ? businessDate.equals(key.businessDate()) : !businessDate.isAfter(key.businessDate()))
                && (labels == null || labels.equals(key.labels()));
    }

    long bytes() {
        return files.stream().mapToLong(KeptFile::bytes).sum();
    }
}
