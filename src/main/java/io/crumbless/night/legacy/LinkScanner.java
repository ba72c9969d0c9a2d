package io.crumbless.night.legacy;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import io.crumbless.night.delivery.RowFilter;
import io.crumbless.night.delivery.RowFilter.Answer;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of identity links into a {@link LinkSink}. Thread-safe: several files may be read at once.
 *
 * <p>Every row is counted in exactly one bin, which is known when the table is finished: {@link #LINKED},
 * {@link #REPEATED}, {@link #AMBIGUOUS}, {@link #UNTRUSTED_METHOD}, {@link #FUTURE}, left out, or
 * {@link LegacyRefusal#bin()}.
 */
public final class LinkScanner {
    /** The first trusted link of a cookie that reaches one subject. */
    public static final String LINKED = "linked";

    /** A further link of the cookie to the same subject. */
    public static final String REPEATED = "repeated";

    /** Any trusted link of a cookie that reaches two subjects. */
    public static final String AMBIGUOUS = "ambiguous";

    public static final String UNTRUSTED_METHOD = "untrusted_method";

    /** Made at the cut-off or later. */
    public static final String FUTURE = "future";

    /** Larger batches would only delay other threads. */
    static final int BATCH_BYTES = 1 << 18;

    private static final int ROWS_BETWEEN_WORDS = 1 << 12;

    private final LinkSource source;
    private final Policy policy;
    private final long asOfMicros;
    private final List<WantedColumn> wanted = new ArrayList<>();
    private final int method;
    private final int linkedAt;
    private final RowFilter filter;
    private final List<Integer> where = new ArrayList<>();

    public LinkScanner(LinkSource source, Policy policy, Night night) {
        this.source = source;
        this.policy = policy;
        this.asOfMicros = night.asOfMicros();
        wanted.add(new WantedColumn("cookie-id", source.cookieId()));
        wanted.add(new WantedColumn("subject-id", source.subjectId()));
        this.method = want("method", source.method().orElse(null));
        this.linkedAt = want("linked-at", source.linkedAt().orElse(null));
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

    /** Reads one file. */
    public void scan(FileEntry file, LinkSink links, QuarantineSink sink) {
        LinkBatch batch = new LinkBatch(source.files().name());
        LegacyTimes times = new LegacyTimes(source.files());
        try (DeliveredRows rows = DeliveredRows.of(source.files(), file, wanted)) {
            long count = 0;
            while (rows.next()) {
                batch.row();
                if (++count % ROWS_BETWEEN_WORDS == 0) {
                    sink.advanced(count);
                }
                read(rows, times, batch, sink);
                if (batch.weight() > BATCH_BYTES) {
                    links.add(batch);
                    batch.clear();
                }
            }
        } catch (IOException e) {
            throw unreadable(source.files(), file, e);
        }
        links.add(batch);
    }

    static Failure unreadable(LegacyFiles source, FileEntry file, IOException e) {
        return new Failure(
                ErrorCategory.ENVIRONMENT,
                "Cannot read " + file.location() + " of legacy source '" + source.name() + "': "
                        + e.getClass().getSimpleName() + "; look at the file system and run again",
                e);
    }

    private void read(DeliveredRows rows, LegacyTimes times, LinkBatch batch, QuarantineSink sink) {
        LegacyRefusal refusal = rows.refusal();
        if (refusal != null) {
            quarantine(rows, refusal, batch, sink);
            return;
        }
        Answer answer = filter.of(i -> rows.value(where.get(i)));
        if (answer == Answer.LEFT_OUT) {
            batch.bin(MembershipTally.LEFT_OUT);
            return;
        } else if (answer == Answer.UNCLEAR) {
            quarantine(rows, LegacyRefusal.FLAG_UNCLEAR, batch, sink);
            return;
        }
        String cookie = DeliveredText.id(rows.value(0));
        String subject = DeliveredText.id(rows.value(1));
        String by = method < 0 ? source.allBy().orElse(null) : rows.value(method);
        if (cookie == null || subject == null || by == null) {
            LegacyRefusal reason = cookie == null
                    ? LegacyRefusal.COOKIE_MISSING
                    : subject == null ? LegacyRefusal.SUBJECT_MISSING : LegacyRefusal.METHOD_MISSING;
            quarantine(rows, reason, batch, sink);
        } else if (!policy.provenance().trustsLink(by)) {
            batch.bin(UNTRUSTED_METHOD);
        } else {
            trusted(rows, cookie, subject, times, batch, sink);
        }
    }

    private void trusted(
            DeliveredRows rows,
            String cookie,
            String subject,
            LegacyTimes times,
            LinkBatch batch,
            QuarantineSink sink) {
        byte[] cookieBytes = DeliveredText.bytes(source.files().ids().cookies().key(cookie));
        byte[] subjectBytes =
                DeliveredText.bytes(source.files().ids().subjects().key(subject));
        if (Math.max(cookieBytes.length, subjectBytes.length) > DeliveredText.LONGEST_ID_BYTES) {
            quarantine(rows, LegacyRefusal.ID_TOO_LONG, batch, sink);
            return;
        }
        if (subject.indexOf('\0') >= 0) {
            quarantine(rows, LegacyRefusal.NUL, batch, sink);
            return;
        }
        if (linkedAt >= 0) {
            long at = rows.micros(linkedAt, times);
            if (!LegacyTimes.isTime(at)) {
                quarantine(rows, LegacyTimes.refusal(at), batch, sink);
                return;
            }
            if (at >= asOfMicros) {
                batch.bin(FUTURE);
                return;
            }
        }
        batch.add(LinkBatch.Kind.LINK, cookieBytes, 0, cookieBytes.length, subjectBytes, 0, subjectBytes.length);
    }

    private static void quarantine(DeliveredRows rows, LegacyRefusal reason, LinkBatch batch, QuarantineSink sink) {
        batch.bin(reason.bin());
        sink.quarantined(rows.position(), reason);
    }
}
