package io.crumbless.night.scatter;

import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.merge.Arrival;
import io.crumbless.kernel.merge.Position;
import io.crumbless.kernel.merge.ProvidedBin;
import io.crumbless.kernel.merge.Removal;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.provenance.ProvidedValue;
import io.crumbless.night.plan.KeptLog;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Stage;
import io.crumbless.warehouse.dataset.EvidenceLogReader;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.dataset.RefusalRows;
import io.crumbless.warehouse.dataset.RemovalRows;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.PublishedSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Scatter for an older snapshot: in place of deliveries it reads the snapshot (its evidence log, provided values that
 * still exist, its removals and refusals) and the withdrawals since. The kernel then decides as on any night.
 */
public final class RestoreStage implements Stage {
    private static final String PREFIX = "restore-";
    private static final String WITHDRAWALS = PREFIX + "withdrawals";
    private static final String CARRIED = "withdrawals carried over";

    private final LocalWork<KeptLog> work;
    private final PublishedSnapshot kept;
    private final PublishedSnapshot current;
    private final Restored what;
    private final List<Manifest.Output> files;
    private @Nullable ProvidedBefore provided;

    /** What the snapshot is restored for. */
    public enum Restored {
        /** For a new snapshot as of tonight: ends reported since are kept. */
        ROLLBACK(WithdrawalsSince.Whose.OF_EVERYBODY),
        /** For the same snapshot, as of its own night; subjects that it did not contain are not added. */
        SAME_NIGHT(WithdrawalsSince.Whose.OF_KNOWN_SUBJECTS);

        private final WithdrawalsSince.Whose whose;

        Restored(WithdrawalsSince.Whose whose) {
            this.whose = whose;
        }
    }

    public RestoreStage(LocalWork<KeptLog> work, Restored what) {
        this.work = work;
        this.kept = work.facts().kept();
        this.current = work.facts().current();
        this.what = what;
        this.files = kept.manifest().outputs().stream()
                .filter(output -> Set.of(Layout.DECLARATIONS, Layout.PROFILES, Layout.REMOVALS, Layout.REFUSALS)
                        .contains(output.dataset()))
                .toList();
    }

    @Override
    public String name() {
        return "restore log";
    }

    @Override
    public List<String> parts() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            parts.add(String.format(Locale.ROOT, "%s%05d", PREFIX, i));
        }
        parts.add(WITHDRAWALS);
        return parts;
    }

    @Override
    public void run(String part) throws IOException {
        try (SpillWriter spill = work.spillWriter(part)) {
            Books books = new Books();
            long carried = 0;
            if (part.equals(WITHDRAWALS)) {
                carried = carry(spill, books);
            } else {
                read(files.get(Integer.parseInt(part.substring(PREFIX.length()))), spill, books);
            }
            spill.finish();
            work.workspace().keep(part, books, new TreeMap<>(Map.of(CARRIED, carried)));
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private void read(Manifest.Output output, SpillWriter spill, Books books) throws IOException {
        Location file = kept.location().resolve(output.file());
        switch (output.dataset()) {
            case Layout.DECLARATIONS -> readLog(file, spill, books);
            case Layout.PROFILES ->
                provided().read(file, (subject, value, held) -> restore(spill, books, subject, value, held));
            case Layout.REMOVALS -> readRemovals(ParquetTable.open(file), spill);
            default -> readRefusals(ParquetTable.open(file), spill);
        }
    }

    private void readLog(Location file, SpillWriter spill, Books books) {
        List<Location> since = what == Restored.ROLLBACK ? current.parts(Layout.DECLARATIONS) : List.of();
        try (EndsSince ends = new EndsSince(since, current.manifest().businessDate())) {
            new EvidenceLogReader().read(file, entry -> {
                try {
                    books.count(new Account(entry.statement().source(), Unit.LOGGED), 1);
                    FactCodec.writeLogged(spill, ends.applyTo(entry));
                    if (!entry.statement().declares()) {
                        FactCodec.writeWithdrawer(spill, entry.statement());
                    }
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        }
    }

    /** Opened once for all parts. */
    private synchronized ProvidedBefore provided() {
        if (provided == null) {
            provided = ProvidedBefore.of(work.policy(), work.facts());
        }
        return provided;
    }

    private void restore(SpillWriter spill, Books books, String subject, ProvidedValue value, boolean held) {
        Account account = new Account(value.source(), Unit.LEGACY_VALUES);
        books.count(account, 1);
        try {
            if (held) {
                FactCodec.writeProvided(spill, FactCodec.key(subject), value, work.policy());
            } else {
                books.put(account, ProvidedBin.PROVIDED_GONE.word(), 1);
                Removal removal = new Removal(value.source(), Origin.PROVIDED, 1);
                FactCodec.writeRemoval(spill, FactCodec.key(subject), removal);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void readRemovals(ParquetTable table, SpillWriter spill) throws IOException {
        RemovalRows.read(table, (subject, removal) -> FactCodec.writeRemoval(spill, FactCodec.key(subject), removal));
    }

    private static void readRefusals(ParquetTable table, SpillWriter spill) throws IOException {
        RefusalRows.read(
                table,
                row -> FactCodec.writeRefused(
                        spill, row.subject(), new RefusedRecord(row.position(), row.reason(), row.declarationId())));
    }

    /** Withdrawals made since the older snapshot stay in effect. */
    private long carry(SpillWriter spill, Books books) throws IOException {
        long carried = 0;
        try (WithdrawalsSince since = WithdrawalsSince.of(work.facts(), what.whose)) {
            while (since.next()) {
                Statement withdrawal = since.entry().statement();
                books.count(new Account(withdrawal.source(), Unit.STATEMENTS), 1);
                Position position = new Position(withdrawal.source(), "log of " + current.runId(), ++carried);
                FactCodec.writeArrival(
                        spill, new Arrival(withdrawal, since.entry().deliveredOnEpochDay(), position));
                FactCodec.writeWithdrawer(spill, withdrawal);
            }
        }
        return carried;
    }

    @Override
    public List<Count> counts() {
        Books books = work.workspace().books(PREFIX);
        long carried = work.workspace().counts(PREFIX).getOrDefault(CARRIED, 0L);
        long gone = books.lines().stream()
                .mapToLong(line -> line.bins().getOrDefault(ProvidedBin.PROVIDED_GONE.word(), 0L))
                .sum();
        return List.of(
                new Count(books.counted(Unit.LOGGED), "statements", "statement"),
                new Count(carried, CARRIED, "withdrawal carried over"),
                new Count(gone, "provided values gone", "provided value gone"));
    }
}
