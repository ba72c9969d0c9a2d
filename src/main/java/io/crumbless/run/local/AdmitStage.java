package io.crumbless.run.local;

import io.crumbless.balance.Account;
import io.crumbless.balance.Books;
import io.crumbless.balance.Unit;
import io.crumbless.declaration.AdmissionBar;
import io.crumbless.declaration.ErasureRequest;
import io.crumbless.declaration.EvidenceLogReader;
import io.crumbless.declaration.RawStatement;
import io.crumbless.declaration.Refusal;
import io.crumbless.declaration.Verdict;
import io.crumbless.declaration.delivery.DeclarationReader;
import io.crumbless.declaration.delivery.DeclarationSource;
import io.crumbless.declaration.delivery.DeliveryPart;
import io.crumbless.declaration.delivery.DeliveryPlace;
import io.crumbless.declaration.delivery.ErasureSource;
import io.crumbless.merge.Arrival;
import io.crumbless.merge.Position;
import io.crumbless.merge.StatementBin;
import io.crumbless.profile.Failure;
import io.crumbless.run.Count;
import io.crumbless.run.Delivery;
import io.crumbless.run.RunStopped;
import io.crumbless.run.Stage;
import io.crumbless.snapshot.Layout;
import io.crumbless.snapshot.Manifest;
import io.crumbless.spill.SpillWriter;
import io.crumbless.storage.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Scatter, second half: holds every delivered statement against the admission bar, and spills what passes beside the
 * evidence log so far and the requests to be erased.
 */
final class AdmitStage implements Stage {
    static final String PREFIX = "admit-";
    private static final String DELIVERED = PREFIX + "delivery-";
    private static final String LOGGED = PREFIX + "log-";
    private static final String ERASURES = PREFIX + "erasure-";
    private static final String PASSED = "passed the bar";
    private static final long PART_BYTES = 32L << 20;
    private static final int RECORDS_BETWEEN_STOPS = 1024;

    private final NightWork work;
    private final List<Part> delivered;
    private final List<Manifest.Output> logged;
    private final Map<String, Long> read = new ConcurrentHashMap<>();

    /** A part of a delivery. */
    private record Part(Delivery<DeclarationSource> delivery, DeliveryPart part) {}

    AdmitStage(NightWork work) {
        this.work = work;
        List<Part> parts = new ArrayList<>();
        for (Delivery<DeclarationSource> delivery : work.intake().declarations()) {
            if (delivery.source().place() instanceof DeliveryPlace.Files files) {
                DeliveryPart.of(delivery.file(), files.format(), PART_BYTES, delivery.parts())
                        .forEach(part -> parts.add(new Part(delivery, part)));
            } else {
                parts.add(new Part(delivery, DeliveryPart.whole(delivery.file())));
            }
        }
        this.delivered = List.copyOf(parts);
        this.logged = work.base().stream()
                .flatMap(base -> work.warehouse().manifest(base).outputs().stream())
                .filter(output -> output.dataset().equals(Layout.DECLARATIONS))
                .toList();
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
        addParts(parts, ERASURES, work.intake().erasures().size());
        return parts.isEmpty() ? List.of(PREFIX + "nothing") : parts;
    }

    private static void addParts(List<String> parts, String prefix, int count) {
        for (int i = 0; i < count; i++) {
            parts.add(String.format("%s%05d", prefix, i));
        }
    }

    @Override
    public long size(String part) {
        if (part.startsWith(LOGGED)) {
            return logged.get(number(part, LOGGED)).rows();
        }
        if (part.startsWith(DELIVERED)) {
            Part one = delivered.get(number(part, DELIVERED));
            long sharers = delivered.stream()
                    .filter(other -> other.delivery() == one.delivery())
                    .count();
            return one.delivery().records() / sharers;
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
        try (SpillWriter spill = work.spillWriter(part)) {
            Books books = new Books();
            long passed = 0;
            if (part.startsWith(LOGGED)) {
                readLog(logged.get(number(part, LOGGED)), spill, books);
            } else if (part.startsWith(DELIVERED)) {
                passed = admit(part, delivered.get(number(part, DELIVERED)), spill, books);
            } else if (part.startsWith(ERASURES)) {
                readErasures(work.intake().erasures().get(number(part, ERASURES)), spill, books);
            }
            spill.finish();
            work.workspace().keep(part, books, new TreeMap<>(Map.of(PASSED, passed)));
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private static int number(String part, String prefix) {
        return Integer.parseInt(part.substring(prefix.length()));
    }

    private void readLog(Manifest.Output output, SpillWriter spill, Books books) {
        Location file = work.warehouse().snapshot(work.base().orElseThrow()).resolve(output.file());
        new EvidenceLogReader().read(file, entry -> {
            try {
                books.count(new Account(entry.statement().source(), Unit.LOGGED), 1);
                FactCodec.writeLogged(spill, entry);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private long admit(String name, Part part, SpillWriter spill, Books books) {
        Delivery<DeclarationSource> delivery = part.delivery();
        if (part.part().isFirst()) {
            books.count(new Account(delivery.sourceName(), Unit.STATEMENTS), delivery.records());
        }
        Admission admission = new Admission(name, delivery, spill);
        DeclarationReader reader = delivery.source().place() instanceof DeliveryPlace.Files files
                ? DeclarationReader.of(files, delivery.source().columns(), part.part())
                : DeclarationReader.ofStaged(part.part());
        reader.read(admission);
        admission.refusals.forEach((reason, records) ->
                books.put(new Account(delivery.sourceName(), Unit.STATEMENTS), StatementBin.refused(reason), records));
        return admission.passed;
    }

    private void readErasures(Delivery<ErasureSource> delivery, SpillWriter spill, Books books) {
        Account account = new Account(delivery.sourceName(), Unit.ERASURE_REQUESTS);
        books.count(account, delivery.records());
        Erasures.reader(delivery).read(request -> {
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
        });
    }

    /** A list that names everybody who ever asked does not undo what a person decided later. */
    private boolean isFromBeforeReadmission(ErasureRequest request) {
        Instant requestedAt = Instant.EPOCH.plus(request.requestedAtMicros(), ChronoUnit.MICROS);
        return work.erasedBefore()
                .readmittedAt(request.subject())
                .filter(requestedAt::isBefore)
                .isPresent();
    }

    @Override
    public List<Count> counts() {
        Books books = work.workspace().books(PREFIX);
        long passed = work.workspace().counts(PREFIX).getOrDefault(PASSED, 0L);
        long statements = books.counted(Unit.STATEMENTS);
        return List.of(
                new Count(statements, "statements"),
                new Count(passed, PASSED),
                new Count(statements - passed, "refused"));
    }

    /** Judges the records of one part. */
    private final class Admission implements DeclarationReader.Sink {
        private final String part;
        private final Delivery<DeclarationSource> delivery;
        private final SpillWriter spill;
        private final AdmissionBar bar;
        private final @Nullable Integer deliveredOn;
        private final TreeMap<Refusal, Long> refusals = new TreeMap<>();
        private long passed;
        private long seen;

        Admission(String part, Delivery<DeclarationSource> delivery, SpillWriter spill) {
            this.part = part;
            this.delivery = delivery;
            this.spill = spill;
            this.bar = new AdmissionBar(
                    work.policy(), delivery.source().intakeRules(work.night().zone()));
            this.deliveredOn = delivery.date() == null
                    ? null
                    : Math.toIntExact(delivery.date().toEpochDay());
        }

        @Override
        public void record(long position, RawStatement raw) {
            if (++seen % RECORDS_BETWEEN_STOPS == 0) {
                read.put(part, seen);
                RunStopped.ifAsked("admitting declarations");
            }
            Verdict verdict = bar.judge(raw);
            if (verdict instanceof Verdict.Admitted admitted) {
                passed++;
                spillArrival(new Arrival(admitted.statement(), deliveredOn, place(position)));
            } else if (verdict instanceof Verdict.Refused refused) {
                refuse(position, refused.refusal(), raw.namedSubject(), raw.namedDeclaration());
            } else if (verdict instanceof Verdict.Stop stop) {
                throw stop(position, stop.refusal());
            }
        }

        @Override
        public void malformed(long position, Refusal reason, boolean mayWithdraw) {
            if (mayWithdraw) {
                throw stop(position, reason);
            }
            refuse(position, reason, null, null);
        }

        private Position place(long position) {
            return new Position(delivery.sourceName(), delivery.label(), position);
        }

        private void spillArrival(Arrival arrival) {
            try {
                FactCodec.writeArrival(spill, arrival);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private void refuse(long position, Refusal reason, @Nullable String subject, @Nullable String declarationId) {
            refusals.merge(reason, 1L, Long::sum);
            try {
                FactCodec.writeRefused(
                        spill,
                        FactCodec.key(subject),
                        new RefusedRecord(place(position), reason.word(), declarationId));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /** A withdrawal nobody understands must not be passed over: somebody wanted something to end. */
        private Failure stop(long position, Refusal reason) {
            return new Failure(
                    Failure.Actor.SUPPLIER,
                    "Cannot admit " + delivery.label() + ": the record at " + position
                            + " may be a withdrawal and is not" + " understood (" + reason.word()
                            + "); have the source correct it, then run again");
        }
    }
}
