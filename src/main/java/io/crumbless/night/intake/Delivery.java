package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.warehouse.snapshot.Manifest;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One delivered file of a night, found, counted and hashed.
 *
 * @param source settings of its source
 * @param sourceName name of its source
 * @param kind what it is read as, as in the manifest
 * @param label its name in refusals, messages and the manifest: the path relative to the job file's folder, or the
 *     table
 * @param date the date in its path; null if there is none
 * @param records counted independently of the reader
 * @param sha256 hash of its content; for a database, one that does not depend on the order of rows
 * @param staged whether the file is our own copy of a database table
 * @param parts parts into which a text file may be split for reading
 */
public record Delivery<S>(
        S source,
        String sourceName,
        String kind,
        FileEntry file,
        String label,
        @Nullable LocalDate date,
        long records,
        String sha256,
        boolean staged,
        List<TextPart> parts) {
    public static final String MEMBERSHIPS = "memberships";
    public static final String LINKS = "links";
    public static final String OPT_OUTS = "opt_outs";
    public static final String DECLARATIONS = "declarations";
    public static final String ERASURES = "erasures";
    public static final String REQUESTS = "requests";

    public Delivery {
        parts = List.copyOf(parts);
    }

    /** Its line in the manifest. */
    Manifest.Input input() {
        return new Manifest.Input(sourceName, kind, label, staged ? 0 : file.size(), sha256, records, date);
    }
}
