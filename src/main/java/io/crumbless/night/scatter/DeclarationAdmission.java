package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.columnar.text.KeyWatch;
import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.declaration.Action;
import io.crumbless.kernel.declaration.AdmissionBar;
import io.crumbless.kernel.declaration.RawStatement;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.declaration.Verdict;
import io.crumbless.kernel.merge.Arrival;
import io.crumbless.kernel.merge.Position;
import io.crumbless.kernel.merge.StatementBin;
import io.crumbless.kernel.profile.SeveralIds;
import io.crumbless.night.delivery.AsDelivered;
import io.crumbless.night.delivery.DeclarationReader;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.Delivers;
import io.crumbless.night.delivery.RecordEnd;
import io.crumbless.night.delivery.StatementMapping;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks the records of one part against the admission bar of one policy, file by file, and spills what is admitted and
 * what is refused. Nothing of a part is kept unless it is {@linkplain #finish finished}.
 */
final class DeclarationAdmission implements DeclarationReader.Sink, Closeable {
    /** Names of counts of the part. */
    static final String ADMITTED = "admitted";

    static final String REFUSED = "refused";

    private static final String DECLARE = Action.DECLARE.word();
    private static final int RECORDS_BETWEEN_STOPS = 1024;

    private final LocalWork<Deliveries> work;
    private final String part;
    private final LongConsumer progress;
    private final DeclarationSource source;
    private final SpillWriter spill;
    private final AdmissionBar bar;
    private final AdmittedTally tally;
    private final boolean joinedIds;
    private final TreeMap<Refusal, Long> refusals = new TreeMap<>();
    private final SortedMap<String, Long> counts = new TreeMap<>();

    /** Counts records from which a mapping creates statements; null if records are statements. */
    private final @Nullable MadeRecords made;

    private DeclaredPart current;
    private @Nullable Integer deliveredOn;

    /** For the current file. */
    private long unread;

    /** For the current file. */
    private long unused;

    private long delivered;
    private long seen;

    /**
     * @param first the first piece of the part
     * @param progress receives the number of records read so far, at intervals
     */
    DeclarationAdmission(LocalWork<Deliveries> work, String part, DeclaredPart first, LongConsumer progress)
            throws IOException {
        this.work = work;
        this.part = part;
        this.progress = progress;
        this.current = first;
        this.source = first.delivery().source();
        this.made = source.mapping().map(MadeRecords::new).orElse(null);
        this.spill = work.spillWriter(part);
        this.bar =
                new AdmissionBar(work.policy(), source.intakeRules(work.night().zone()));
        this.joinedIds = source.columns().allowed().meant().contains(AsDelivered.JOINED_IDS);
        this.tally = new AdmittedTally(work.policy(), work.night());
    }

    /** Begins a piece: the following records are from its file. */
    void begin(DeclaredPart next) {
        countUnread();
        current = next;
        deliveredOn = next.delivery().date() == null
                ? null
                : Math.toIntExact(next.delivery().date().toEpochDay());
        delivered += next.part().isFirst() ? next.delivery().records() : 0;
    }

    private void countUnread() {
        UnreadRecords.count(counts, delivery(), unread, unused);
        unread = 0;
        unused = 0;
    }

    private Delivery<DeclarationSource> delivery() {
        return current.delivery();
    }

    /** Stores the spill, the books and the counts of the part. */
    void finish() throws IOException {
        spill.finish();
        countUnread();
        Books books = books();
        counts.put(ADMITTED, tally.admitted());
        counts.put(REFUSED, refused());
        counts.put(AdmitStage.WITHDREW_UNKNOWN, tally.withdrewUnknown());
        counts.put(AdmitStage.WITHDRAWS_LATER, tally.withdrawsLater());
        Misreadings.count(counts, delivery(), tally.standIns());
        Misreadings.garbled(
                counts, delivery(), tally.garbled(), source.columns().allowed().meant());
        Misreadings.ofPrograms(
                counts,
                delivery(),
                tally.ofPrograms(),
                source.columns().allowed().meant());
        tally.numbers().count(counts, source.name());
        tally.days().count(counts, source.name(), source.columns().allowed().meant());
        work.workspace().keep(part, books, counts);
    }

    private Books books() {
        Books books = new Books();
        Account account = new Account(source.name(), Unit.STATEMENTS);
        if (made == null) {
            books.count(account, delivered);
        } else {
            made.keep(source.name(), delivered, books, counts);
            books.count(account, tally.admitted() + refused() + made.itemsLeftOut());
        }
        refusals.forEach((reason, records) -> books.put(account, StatementBin.refused(reason), records));
        return books;
    }

    private long refused() {
        return refusals.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() throws IOException {
        spill.close();
    }

    @Override
    public void record(long position, RawStatement raw) {
        if (++seen % RECORDS_BETWEEN_STOPS == 0) {
            progress.accept(seen);
            Stopped.ifAsked("Stopped while admitting declarations; the same command continues the night");
        }
        answered(raw);
        requireOnePerson(position, raw);
        Verdict verdict = bar.judge(raw);
        if (verdict instanceof Verdict.Admitted admitted) {
            tally.delivered(raw);
            tally.count(admitted.statement());
            spill(new Arrival(admitted.statement(), deliveredOn, place(position)));
        } else if (verdict instanceof Verdict.Refused refused) {
            if (refused.refusal() == Refusal.VALUE_INVALID) {
                tally.delivered(raw);
            }
            refuse(position, refused.refusal(), subject(raw), raw.namedDeclaration());
        } else if (verdict instanceof Verdict.Stop stop) {
            throw stop(position, stop.refusal());
        }
    }

    /** A withdrawal of several people at once would reach none of them. */
    private void requireOnePerson(long position, RawStatement raw) {
        String subject = raw.text(StatementField.SUBJECT_ID);
        boolean withdraws = Action.WITHDRAW.word().equals(raw.text(StatementField.ACTION));
        if (withdraws && subject != null && !joinedIds && SeveralIds.isOne(subject)) {
            throw stop(
                    position,
                    "its id seems to hold several, or a number with separators",
                    "have one record delivered for each person, or" + " say as-delivered: ["
                            + AsDelivered.JOINED_IDS.word() + "] where it is one person's");
        }
    }

    private void answered(RawStatement raw) {
        if (made != null) {
            made.answered(raw.text(StatementField.ATTRIBUTE));
        }
    }

    private @Nullable String subject(RawStatement raw) {
        String named = raw.namedSubject();
        return named == null ? null : source.ids().key(named);
    }

    @Override
    public void malformed(long position, Refusal reason, boolean mayWithdraw) {
        if (mayWithdraw) {
            throw stop(position, reason);
        }
        unread += made != null ? 1 : 0;
        refuse(position, reason, null, null);
    }

    /** Unless it is certainly a declaration, it may be a withdrawal. */
    @Override
    public void refused(long position, RawStatement raw, Refusal reason) {
        if (!DECLARE.equals(raw.text(StatementField.ACTION))) {
            throw stop(position, reason);
        }
        answered(raw);
        refuse(position, reason, subject(raw), raw.namedDeclaration());
    }

    /** In a source that delivers everything, a statement that its record no longer contains is withdrawn. */
    @Override
    public void unanswered(long position, RawStatement raw) {
        String subject = subject(raw);
        String declaration = raw.namedDeclaration();
        if (source.delivers() == Delivers.SNAPSHOT && subject != null && declaration != null) {
            spill(subject, new RefusedRecord(place(position), RefusedRecord.UNANSWERED, declaration));
        }
    }

    @Override
    public void itemLeftOut() {
        if (made != null) {
            made.itemLeftOut();
        }
    }

    @Override
    public void recordEnds(RecordEnd end) {
        if (made != null) {
            unused += made.recordEnds(end, tally.admitted()) ? 0 : 1;
        }
    }

    @Override
    public void keys(KeyWatch watch) {
        RenamedKeys.count(counts, delivery(), watch, source.columns().allowed().ignored());
    }

    @Override
    public void otherThanFolder(String column) {
        Misreadings.otherThanFolder(counts, delivery(), column);
    }

    private Position place(long position) {
        return new Position(delivery().sourceName(), delivery().label(), position);
    }

    private void refuse(long position, Refusal reason, @Nullable String subject, @Nullable String declarationId) {
        refusals.merge(reason, 1L, Long::sum);
        if (made == null) {
            unused++;
            unread += reason == Refusal.MALFORMED ? 1 : 0;
        }
        spill(subject, new RefusedRecord(place(position), reason.word(), declarationId));
    }

    private void spill(Arrival arrival) {
        try {
            Statement statement = arrival.statement();
            FactCodec.writeArrival(spill, arrival);
            if (!statement.declares()) {
                FactCodec.writeWithdrawer(spill, statement);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void spill(@Nullable String subject, RefusedRecord refused) {
        try {
            FactCodec.writeRefused(spill, subject, refused);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** An unreadable withdrawal must not be ignored: somebody wanted a value to be deleted. */
    private Failure stop(long position, Refusal reason) {
        return stop(position, reason.word(), remedy(reason));
    }

    private Failure stop(long position, String reason, String remedy) {
        return new Failure(
                Failure.ErrorCategory.INPUT,
                "Cannot admit " + delivery().label() + ": the record at " + position
                        + " may be a withdrawal and is not understood (" + reason + "); " + remedy
                        + ", then run again");
    }

    /** Hint about settings in the job file for a column. */
    private static String meanings(String column) {
        return ", say under words.action what its word means, or where records with nothing in '" + column
                + "' neither declare nor withdraw, leave them out with where: { \"" + column + "\": { not: [\"\"] } }";
    }

    private String remedy(Refusal reason) {
        return switch (reason) {
            case TIME_WITHOUT_ZONE ->
                "have declared_at delivered with its offset, or set the zone of source '" + source.name() + "'";
            case MALFORMED ->
                "have the source correct the record in a new version of the file (delimiter, quotes, encoding)";
            case ACTION_UNKNOWN ->
                "have the source correct it"
                        + meanings(source.mapping()
                                .flatMap(StatementMapping::actionColumn)
                                .orElse("action"));
            case ATTRIBUTE_UNKNOWN -> "have the source name the attribute that is withdrawn, or * for everything";
            case PURPOSE_NOT_ALLOWED -> "have the source name the purposes that are withdrawn, or none where all are";
            default -> "have the source correct it";
        };
    }
}
