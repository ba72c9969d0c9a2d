package io.crumbless.night.legacy;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.OutputParts;
import io.crumbless.kernel.merge.Position;
import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.SeveralIds;
import io.crumbless.night.delivery.AsDelivered;
import io.crumbless.night.delivery.RowFilter;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of legacy opt-outs into an {@link OptOutSink}. An opt-out counts no matter when it was made. Thread-safe:
 * several files may be read at once.
 *
 * <p>Every row is counted in one bin: {@link #APPLIED}, {@link #MATCHED_NOBODY}, or left out if the job file says so. A
 * row that cannot be read stops the run, since otherwise a person's opt-out would be lost.
 */
public final class OptOutScanner {
    /** The opt-out took effect; for a shared device, for everybody it reaches. */
    public static final String APPLIED = "applied";

    /** The cookie is in no trusted link, and the subject is in no source. */
    public static final String MATCHED_NOBODY = "matched_nobody";

    private static final byte[] NONE = {};

    private final OptOutSource source;
    private final List<WantedColumn> wanted = new ArrayList<>();
    private final int cookie;
    private final int subject;
    private final int optedOutAt;
    private final RowFilter filter;
    private final List<Integer> where = new ArrayList<>();

    public OptOutScanner(OptOutSource source) {
        this.source = source;
        this.cookie = want("cookie-id", source.cookieId().orElse(null));
        this.subject = want("subject-id", source.subjectId().orElse(null));
        this.optedOutAt =
                want(OptOutTerms.OPTED_OUT_AT, source.terms().optedOutAt().orElse(null));
        this.filter = source.files().columns().where();
        filter.columns().forEach(column -> where.add(want(WantedColumn.WHERE, column)));
    }

    private int want(String key, @Nullable String name) {
        if (name == null) {
            return -1;
        }
        wanted.add(new WantedColumn(key, name));
        return wanted.size() - 1;
    }

    /**
     * What is known about a delivery as a whole.
     *
     * @param label the name of the file in messages
     * @param undatedAtMicros the time used for rows without a time, in microseconds since the epoch, UTC
     * @param dated whether that time comes from the file, as opposed to the time of this run
     */
    public record Delivered(String label, long undatedAtMicros, boolean dated) {}

    /**
     * Reads one file whose opt-outs cover legacy values only.
     *
     * @throws Failure see {@link #scan(FileEntry, Delivered, OptOutSink)}
     */
    public void scan(FileEntry file, OptOutSink sink) {
        scan(file, new Delivered(file.location().name(), 0, false), sink);
    }

    /**
     * Reads one file.
     *
     * @throws Failure for the supplier if a row cannot be read, or if the file is entirely empty: a truncated file does
     *     not mean that nobody opted out
     */
    public void scan(FileEntry file, Delivered delivered, OptOutSink sink) {
        LegacyTimes times = LegacyTimes.ofOptOuts(source.files());
        LinkBatch batch = new LinkBatch(source.files().name());
        try (DeliveredRows rows = DeliveredRows.of(source.files(), file, wanted)) {
            if (rows.holdNothing() && !OutputParts.isBesideFull(file)) {
                throw new Failure(
                        ErrorCategory.INPUT,
                        "Cannot read the opt-outs in " + file.location() + " (legacy source '"
                                + source.files().name()
                                + "'): the file is empty, so it may have been truncated; where nobody opted out, deliver "
                                + ofNobody() + " or no file, and run again");
            }
            long blank = 0;
            long read = 0;
            while (rows.next()) {
                batch.row();
                read++;
                blank += isBlank(rows) ? 1 : 0;
                read(rows, file, delivered, times, batch, sink);
                if (batch.weight() > LinkScanner.BATCH_BYTES) {
                    sink.add(batch);
                    batch.clear();
                }
            }
            requireAny(file, read, blank);
        } catch (IOException e) {
            throw LinkScanner.unreadable(source.files(), file, e);
        }
        sink.add(batch);
    }

    /** Describes a valid file without opt-outs, for messages. */
    private String ofNobody() {
        boolean header = source.files().format() == Format.CSV
                && source.files().csv().columns().isEmpty();
        return header
                ? "the header alone (" + wanted.stream().map(WantedColumn::name).collect(Collectors.joining(", ")) + ")"
                : "an empty line";
    }

    /** Whether the row is blank, as spreadsheets export trailing rows. */
    private boolean isBlank(DeliveredRows rows) {
        return rows.refusal() == null
                && (cookie < 0 || rows.value(cookie) == null)
                && (subject < 0 || rows.value(subject) == null)
                && rows.isBlank();
    }

    private void requireAny(FileEntry file, long rows, long blank) {
        if (blank > 0 && blank == rows) {
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read the opt-outs in " + file.location() + " (legacy source '"
                            + source.files().name()
                            + "'): every record is blank, so what stood in them may have been lost; where nobody opted out, deliver "
                            + ofNobody() + " or no file, and run again");
        }
    }

    private void read(
            DeliveredRows rows,
            FileEntry file,
            Delivered delivered,
            LegacyTimes times,
            LinkBatch batch,
            OptOutSink sink) {
        LegacyRefusal refusal = rows.refusal();
        if (refusal != null) {
            throw unreadable(rows, file, refusal.word());
        }
        switch (filter.of(i -> rows.value(where.get(i)))) {
            case LEFT_OUT -> {
                batch.bin(MembershipTally.LEFT_OUT);
                return;
            }
            case UNCLEAR -> throw unreadable(rows, file, LegacyRefusal.FLAG_UNCLEAR.word());
            case COUNTS -> {}
        }
        if (isBlank(rows)) {
            batch.bin(MembershipTally.EMPTY);
            return;
        }
        byte[] cookieBytes = bytes(rows, file, cookie, source.files().ids().cookies());
        byte[] subjectBytes = bytes(rows, file, subject, source.files().ids().subjects());
        if (cookieBytes.length + subjectBytes.length == 0) {
            throw unreadable(rows, file, "it names neither cookie nor subject");
        }
        OptOutTerms terms = source.terms();
        if (terms.ofLegacy()) {
            batch.add(LinkBatch.Kind.OPT_OUT, cookieBytes, 0, cookieBytes.length, subjectBytes, 0, subjectBytes.length);
        }
        if (!terms.scopes().isEmpty()) {
            sink.add(new ScopedOptOut(
                    source.files().name(),
                    terms.scopes(),
                    cookieBytes,
                    subjectBytes,
                    when(rows, file, delivered, times),
                    terms.ofLegacy(),
                    new Position(source.files().name(), delivered.label(), rows.position())));
        }
    }

    /**
     * The time of the row. An unreadable time stops the run; a row without a time counts for as long as the list names
     * the person.
     */
    private ScopedOptOut.When when(DeliveredRows rows, FileEntry file, Delivered delivered, LegacyTimes times) {
        long at = optedOutAt < 0 ? LegacyTimes.MISSING : rows.micros(optedOutAt, times);
        if (at == LegacyTimes.MISSING) {
            return new ScopedOptOut.When(delivered.undatedAtMicros(), delivered.dated());
        } else if (!LegacyTimes.isTime(at)) {
            throw unreadable(rows, file, LegacyTimes.refusal(at).word());
        }
        return new ScopedOptOut.When(at, true);
    }

    private byte[] bytes(DeliveredRows rows, FileEntry file, int column, IdFold fold) {
        String text = column < 0 ? null : DeliveredText.id(rows.value(column));
        boolean joinedIds = source.files().columns().meant().contains(AsDelivered.JOINED_IDS);
        if (text != null && !joinedIds && SeveralIds.isOne(text)) {
            throw unreadable(
                    rows,
                    file,
                    "an id seems to hold several, or a number with separators; as-delivered: ["
                            + AsDelivered.JOINED_IDS.word() + "] says that it is one person's");
        }
        return text == null ? NONE : DeliveredText.bytes(fold.key(text));
    }

    private Failure unreadable(DeliveredRows rows, FileEntry file, String why) {
        return new Failure(
                ErrorCategory.INPUT,
                "Cannot read the opt-out at position " + rows.position() + " of " + file.location()
                        + " (legacy source '"
                        + source.files().name() + "'): " + why
                        + "; nobody who opted out may be missed, so correct the record and run again");
    }
}
