package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.text.KeyWatch;
import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.declaration.Action;
import io.crumbless.kernel.declaration.AdmissionBar;
import io.crumbless.kernel.declaration.ErasureRequest;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.RawStatement;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.declaration.Verdict;
import io.crumbless.kernel.merge.Arrival;
import io.crumbless.kernel.merge.Position;
import io.crumbless.kernel.merge.StatementBin;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.GarbledText;
import io.crumbless.kernel.profile.StandIn;
import io.crumbless.night.delivery.DeclarationReader;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.Delivers;
import io.crumbless.night.delivery.DeliveryPart;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.delivery.RecordEnd;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.intake.Erasures;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Stage;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import io.crumbless.warehouse.dataset.EvidenceLogReader;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.Manifest;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Scatter, second half: holds every delivered statement against the admission bar, and spills what passes beside the
 * evidence log so far and the requests to be erased.
 */
public final class AdmitStage implements Stage {
    public static final String PREFIX = "admit-";
    private static final String DELIVERED = PREFIX + "delivery-";
    private static final String LOGGED = PREFIX + "log-";
    private static final String ERASURES = PREFIX + "erasure-";
    private static final String PASSED = "admitted";
    private static final String REFUSED = "refused";
    private static final String DECLARE = Action.DECLARE.word();

    /** Withdrawals of what the policy does not know; a word of the counts. */
    public static final String WITHDREW_UNKNOWN = "withdrew what is unknown";

    /** Withdrawals that bear a time later than the night; a word of the counts. */
    public static final String WITHDRAWS_LATER = "withdraws later";

    private static final long PART_BYTES = 32L << 20;
    private static final int RECORDS_BETWEEN_STOPS = 1024;

    private final LocalWork<Deliveries> work;
    private final List<LocalWork<Deliveries>> all;
    private final Cut cut;
    private final List<List<Part>> delivered;
    private final List<List<Delivery<ErasureSource>>> erasures;
    private final List<Manifest.Output> logged;
    private final Map<String, Long> read = new ConcurrentHashMap<>();

    /**
     * A part of a delivery.
     *
     * @param sharers parts of the delivery
     */
    private record Part(Delivery<DeclarationSource> delivery, DeliveryPart part, int sharers) {
        /** The pieces of a file that is cut are large. */
        long bytes() {
            return sharers > 1 ? SmallFiles.GROUP_BYTES : delivery.file().size();
        }

        long records() {
            return delivery.records() / sharers;
        }

        boolean isOfSourceOf(Part other) {
            return delivery.sourceName().equals(other.delivery.sourceName());
        }
    }

    public AdmitStage(LocalWork<Deliveries> work) {
        this(List.of(work));
    }

    /**
     * @param all that differ in their policies alone: what was delivered is read once and held against the bar of each. What
     *     no policy changes is kept for the first alone; see {@link #dependsOnPolicy}
     */
    public AdmitStage(List<LocalWork<Deliveries>> all) {
        this(all, Cut.of(all.get(0).facts()));
    }

    private AdmitStage(List<LocalWork<Deliveries>> all, Cut cut) {
        this.all = List.copyOf(all);
        this.work = all.get(0);
        this.cut = cut;
        this.delivered = cut.delivered();
        this.erasures = cut.erasures();
        this.logged = cut.logged();
    }

    /** The same parts, worked on elsewhere. */
    public AdmitStage in(LocalWork<Deliveries> other) {
        return new AdmitStage(List.of(other), cut);
    }

    /** What is read, in groups that are parts. */
    private record Cut(
            List<List<Part>> delivered, List<List<Delivery<ErasureSource>>> erasures, List<Manifest.Output> logged) {
        static Cut of(Deliveries facts) {
            List<Part> parts = new ArrayList<>();
            for (Delivery<DeclarationSource> delivery : facts.intake().declarations()) {
                List<DeliveryPart> cut = delivery.source().place() instanceof DeliveryPlace.Files files
                        ? DeliveryPart.of(delivery.file(), files.format(), PART_BYTES, delivery.parts())
                        : List.of(DeliveryPart.whole(delivery.file()));
                cut.forEach(part -> parts.add(new Part(delivery, part, cut.size())));
            }
            return new Cut(
                    SmallFiles.grouped(parts, Part::bytes, Part::isOfSourceOf),
                    SmallFiles.grouped(
                            facts.intake().erasures(),
                            delivery -> delivery.file().size(),
                            (first, other) -> first.sourceName().equals(other.sourceName())),
                    facts.log().map(log -> log.files(Layout.DECLARATIONS)).orElse(List.of()));
        }
    }

    @Override
    public String name() {
        return "admit declarations";
    }

    @Override
    public List<String> parts() {
        List<String> parts = new ArrayList<>();
        addParts(parts, LOGGED, logged.size());
        addParts(parts, DELIVERED, delivered.size());
        addParts(parts, ERASURES, erasures.size());
        return parts.isEmpty() ? List.of(PREFIX + "nothing") : parts;
    }

    private static void addParts(List<String> parts, String prefix, int count) {
        for (int i = 0; i < count; i++) {
            parts.add(String.format(Locale.ROOT, "%s%05d", prefix, i));
        }
    }

    @Override
    public long size(String part) {
        if (part.startsWith(LOGGED)) {
            return logged.get(number(part, LOGGED)).rows();
        }
        if (part.startsWith(DELIVERED)) {
            return delivered.get(number(part, DELIVERED)).stream()
                    .mapToLong(Part::records)
                    .sum();
        }
        return 0;
    }

    @Override
    public long done(String part) {
        return read.getOrDefault(part, 0L);
    }

    @Override
    public String unit() {
        return "statements";
    }

    @Override
    public void run(String part) throws IOException {
        try {
            if (part.startsWith(DELIVERED)) {
                admit(part);
            } else {
                takeOver(part);
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    /** Whether a part, or a spill file by its name, may be another under another policy. */
    public static boolean dependsOnPolicy(String part) {
        return part.startsWith(DELIVERED);
    }

    private void admit(String part) throws IOException {
        try (Bench bench = new Bench()) {
            for (LocalWork<Deliveries> each : all) {
                bench.add(new Admission(each, part));
            }
            for (Part one : delivered.get(number(part, DELIVERED))) {
                bench.begin(one);
                read(one, bench.sink());
            }
            bench.finish();
        }
    }

    /** The evidence log so far, and requests to be erased. */
    private void takeOver(String part) throws IOException {
        try (SpillWriter spill = work.spillWriter(part)) {
            Books books = new Books();
            if (part.startsWith(LOGGED)) {
                readLog(logged.get(number(part, LOGGED)), spill, books);
            } else if (part.startsWith(ERASURES)) {
                for (Delivery<ErasureSource> delivery : erasures.get(number(part, ERASURES))) {
                    readErasures(delivery, spill, books);
                }
            }
            spill.finish();
            work.workspace().keep(part, books);
        }
    }

    private static int number(String part, String prefix) {
        return Integer.parseInt(part.substring(prefix.length()));
    }

    private void readLog(Manifest.Output output, SpillWriter spill, Books books) {
        Location file = work.facts().log().orElseThrow().location().resolve(output.file());
        new EvidenceLogReader().read(file, work.facts().share(), logged -> {
            try {
                LogEntry entry =
                        logged.spelt(work.facts().ids().apply(logged.statement().source()));
                books.count(new Account(entry.statement().source(), Unit.LOGGED), 1);
                FactCodec.writeLogged(spill, entry);
                if (!entry.statement().declares()) {
                    FactCodec.writeWithdrawer(spill, entry.statement());
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private void read(Part part, DeclarationReader.Sink sink) {
        DeclarationSource source = part.delivery().source();
        DeclarationReader.of(source, part.part()).read(work.facts().share(), sink);
    }

    private void readErasures(Delivery<ErasureSource> delivery, SpillWriter spill, Books books) {
        Account account = new Account(delivery.sourceName(), Unit.ERASURE_REQUESTS);
        books.count(account, delivery.records());
        Erasures.reader(delivery)
                .read(
                        request -> {
                            if (request.requestedAtMicros() >= work.night().asOfMicros()) {
                                books.put(account, StatementBin.FUTURE.word(), 1);
                                return;
                            }
                            if (isFromBeforeReadmission(request)) {
                                books.put(account, StatementBin.REPEATED.word(), 1);
                                return;
                            }
                            try {
                                FactCodec.writeErasure(spill, request.subject(), delivery.sourceName());
                            } catch (IOException failure) {
                                throw new UncheckedIOException(failure);
                            }
                        },
                        () -> books.put(account, RecordEnd.LEFT_OUT.word(), 1));
    }

    /** A list that names everybody who ever asked does not undo what a person decided later. */
    private boolean isFromBeforeReadmission(ErasureRequest request) {
        return work.erased()
                .readmittedAt(request.subject())
                .filter(request.requestedAt()::isBefore)
                .isPresent();
    }

    @Override
    public List<Count> counts() {
        Map<String, Long> counts = work.workspace().counts(PREFIX);
        return List.of(
                new Count(work.workspace().books(PREFIX).counted(Unit.STATEMENTS), "statements", "statement"),
                new Count(counts.getOrDefault(PASSED, 0L), PASSED),
                new Count(counts.getOrDefault(REFUSED, 0L), REFUSED));
    }

    /** Hands the records of one part to each who judges them. */
    private static final class Bench implements DeclarationReader.Sink, Closeable {
        private final List<Admission> judges = new ArrayList<>();

        void add(Admission judge) {
            judges.add(judge);
        }

        void begin(Part next) {
            judges.forEach(judge -> judge.begin(next));
        }

        /** One who judges alone is asked directly. */
        DeclarationReader.Sink sink() {
            return judges.size() == 1 ? judges.get(0) : this;
        }

        @Override
        public void record(long position, RawStatement raw) {
            judges.forEach(judge -> judge.record(position, raw));
        }

        @Override
        public void malformed(long position, Refusal reason, boolean mayWithdraw) {
            judges.forEach(judge -> judge.malformed(position, reason, mayWithdraw));
        }

        @Override
        public void refused(long position, RawStatement raw, Refusal reason) {
            judges.forEach(judge -> judge.refused(position, raw, reason));
        }

        @Override
        public void unanswered(long position, RawStatement raw) {
            judges.forEach(judge -> judge.unanswered(position, raw));
        }

        @Override
        public void itemLeftOut() {
            judges.forEach(Admission::itemLeftOut);
        }

        @Override
        public void recordEnds(RecordEnd end) {
            judges.forEach(judge -> judge.recordEnds(end));
        }

        @Override
        public void keys(KeyWatch watch) {
            judges.forEach(judge -> judge.keys(watch));
        }

        void finish() throws IOException {
            for (Admission judge : judges) {
                judge.finish();
            }
        }

        @Override
        public void close() throws IOException {
            for (Admission judge : judges) {
                judge.close();
            }
        }
    }

    /** Judges the records of one part, a file after the other; nothing is left of it unless it is finished. */
    private final class Admission implements DeclarationReader.Sink, Closeable {
        private final LocalWork<Deliveries> work;
        private final String part;
        private final DeclarationSource source;
        private final SpillWriter spill;
        private final AdmissionBar bar;
        private final TreeMap<Refusal, Long> refusals = new TreeMap<>();
        private final SortedMap<String, Long> counts = new TreeMap<>();
        private Delivery<DeclarationSource> delivery;

        /** Of the file that is read. */
        private long unread;

        private long unused;
        private @Nullable Integer deliveredOn;
        /** Of statements that are made of records: where those ended. */
        private final SortedMap<String, Long> records = new TreeMap<>();

        /** Attributes that the mapping asks for and no statement was about yet. */
        private final Set<String> unanswered = new HashSet<>();

        private final boolean made;
        private long passedBefore;
        private long itemsLeftOut;
        private long counted;
        private long passed;
        private long withdrewUnknown;
        private long withdrawsLater;
        private long standIns;
        private long garbled;
        private long seen;

        Admission(LocalWork<Deliveries> work, String part) throws IOException {
            this.work = work;
            this.part = part;
            this.delivery = delivered.get(number(part, DELIVERED)).get(0).delivery();
            this.source = delivery.source();
            this.made = source.mapping().isPresent();
            source.mapping().ifPresent(mapping -> unanswered.addAll(mapping.attributes()));
            this.spill = work.spillWriter(part);
            this.bar = new AdmissionBar(
                    work.policy(), source.intakeRules(work.night().zone()));
        }

        /** What comes next is of this file. */
        void begin(Part next) {
            countUnread();
            delivery = next.delivery();
            deliveredOn = delivery.date() == null
                    ? null
                    : Math.toIntExact(delivery.date().toEpochDay());
            counted += next.part().isFirst() ? delivery.records() : 0;
        }

        private void countUnread() {
            UnreadRecords.count(counts, delivery, unread, unused);
            unread = 0;
            unused = 0;
        }

        void finish() throws IOException {
            Books books = new Books();
            Account account = new Account(source.name(), Unit.STATEMENTS);
            long refused = refusals.values().stream().mapToLong(Long::longValue).sum();
            if (made) {
                Set<String> answered =
                        new HashSet<>(source.mapping().orElseThrow().attributes());
                answered.removeAll(unanswered);
                MappedRecords.count(counts, source.name(), answered);
                Account ofRecords = new Account(source.name(), Unit.DECLARATION_RECORDS);
                books.count(ofRecords, counted);
                records.forEach((end, number) -> books.put(ofRecords, end, number));
                books.put(account, RecordEnd.LEFT_OUT.word(), itemsLeftOut);
            }
            books.count(account, made ? passed + refused + itemsLeftOut : counted);
            refusals.forEach((reason, records) -> books.put(account, StatementBin.refused(reason), records));
            spill.finish();
            countUnread();
            counts.putAll(Map.of(
                    PASSED,
                    passed,
                    REFUSED,
                    refused,
                    WITHDREW_UNKNOWN,
                    withdrewUnknown,
                    WITHDRAWS_LATER,
                    withdrawsLater));
            Misreadings.count(counts, delivery, standIns);
            Misreadings.garbled(
                    counts, delivery, garbled, source.columns().allowed().meant());
            work.workspace().keep(part, books, counts);
        }

        @Override
        public void close() throws IOException {
            spill.close();
        }

        @Override
        public void record(long position, RawStatement raw) {
            if (++seen % RECORDS_BETWEEN_STOPS == 0) {
                read.put(part, seen);
                Stopped.ifAsked("Stopped while admitting declarations; the same command continues the night");
            }
            answered(raw);
            Verdict verdict = bar.judge(raw);
            if (verdict instanceof Verdict.Admitted admitted) {
                passed++;
                withdrewUnknown += namesUnknown(admitted.statement()) ? 1 : 0;
                withdrawsLater += waits(admitted.statement()) ? 1 : 0;
                standIns += isStandIn(admitted.statement()) ? 1 : 0;
                garbled += isGarbled(admitted.statement()) ? 1 : 0;
                spillArrival(new Arrival(admitted.statement(), deliveredOn, place(position)));
            } else if (verdict instanceof Verdict.Refused refused) {
                refuse(position, refused.refusal(), subject(raw), raw.namedDeclaration());
            } else if (verdict instanceof Verdict.Stop stop) {
                throw stop(position, stop.refusal());
            }
        }

        private void answered(RawStatement raw) {
            if (!unanswered.isEmpty()) {
                unanswered.remove(raw.text(StatementField.ATTRIBUTE));
            }
        }

        private @Nullable String subject(RawStatement raw) {
            String named = raw.namedSubject();
            return named == null ? null : delivery.source().ids().key(named);
        }

        @Override
        public void malformed(long position, Refusal reason, boolean mayWithdraw) {
            if (mayWithdraw) {
                throw stop(position, reason);
            }
            unread += made ? 1 : 0;
            refuse(position, reason, null, null);
        }

        /** What is no declaration beyond doubt may be a withdrawal. */
        @Override
        public void refused(long position, RawStatement raw, Refusal reason) {
            if (!DECLARE.equals(raw.text(StatementField.ACTION))) {
                throw stop(position, reason);
            }
            answered(raw);
            refuse(position, reason, subject(raw), raw.namedDeclaration());
        }

        /** In a source that delivers everything, what the log holds of it is said no more. */
        @Override
        public void unanswered(long position, RawStatement raw) {
            String subject = subject(raw);
            String declaration = raw.namedDeclaration();
            if (source.delivers() == Delivers.SNAPSHOT && subject != null && declaration != null) {
                spillRefused(subject, new RefusedRecord(place(position), RefusedRecord.UNANSWERED, declaration));
            }
        }

        @Override
        public void itemLeftOut() {
            itemsLeftOut++;
        }

        @Override
        public void recordEnds(RecordEnd end) {
            records.merge(end.word(), 1L, Long::sum);
            unused += end == RecordEnd.EXPANDED && passed == passedBefore ? 1 : 0;
            passedBefore = passed;
        }

        @Override
        public void keys(KeyWatch watch) {
            RenamedKeys.count(
                    counts, delivery, watch, source.columns().allowed().ignored());
        }

        /** A free text alone: a choice among others may well be called None. */
        private boolean isStandIn(Statement statement) {
            String value = statement.value();
            return value != null
                    && StandIn.isOne(value)
                    && work.policy()
                            .attribute(statement.attribute())
                            .filter(attribute -> attribute.type() instanceof AttributeType.StringType)
                            .isPresent();
        }

        private static boolean isGarbled(Statement statement) {
            String value = statement.value();
            return value != null && GarbledText.isOne(value);
        }

        private boolean waits(Statement statement) {
            return !statement.declares()
                    && statement.declaredAtMicros() >= work.night().withdrawalsUntilMicros();
        }

        private boolean namesUnknown(Statement statement) {
            return !statement.declares()
                    && (!(statement.attribute().equals(Statement.EVERYTHING)
                                    || work.policy()
                                            .attribute(statement.attribute())
                                            .isPresent())
                            || statement.purposes().stream()
                                    .anyMatch(id -> work.policy().purpose(id).isEmpty()));
        }

        private Position place(long position) {
            return new Position(delivery.sourceName(), delivery.label(), position);
        }

        private void spillArrival(Arrival arrival) {
            try {
                FactCodec.writeArrival(spill, arrival);
                if (!arrival.statement().declares()) {
                    FactCodec.writeWithdrawer(spill, arrival.statement());
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private void refuse(long position, Refusal reason, @Nullable String subject, @Nullable String declarationId) {
            refusals.merge(reason, 1L, Long::sum);
            // Of records that are statements; of others, where they end.
            unread += !made && reason == Refusal.MALFORMED ? 1 : 0;
            unused += made ? 0 : 1;
            spillRefused(subject, new RefusedRecord(place(position), reason.word(), declarationId));
        }

        private void spillRefused(@Nullable String subject, RefusedRecord refused) {
            try {
                FactCodec.writeRefused(spill, subject, refused);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /** A withdrawal nobody understands must not be passed over: somebody wanted something to end. */
        private Failure stop(long position, Refusal reason) {
            return new Failure(
                    Failure.ErrorCategory.INPUT,
                    "Cannot admit " + delivery.label() + ": the record at " + position
                            + " may be a withdrawal and is not" + " understood (" + reason.word()
                            + "); " + remedy(reason) + ", then run again");
        }

        private String remedy(Refusal reason) {
            return switch (reason) {
                case TIME_WITHOUT_ZONE ->
                    "have declared_at delivered with its offset, or set the zone of source '" + delivery.sourceName()
                            + "'";
                case MALFORMED ->
                    "have the source correct the record in a new version of the file (delimiter, quotes, encoding)";
                default -> "have the source correct it";
            };
        }
    }
}
