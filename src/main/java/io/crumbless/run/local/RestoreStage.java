package io.crumbless.run.local;

import io.crumbless.balance.Account;
import io.crumbless.balance.Books;
import io.crumbless.balance.Unit;
import io.crumbless.declaration.EvidenceLogReader;
import io.crumbless.declaration.LogEntry;
import io.crumbless.declaration.Statement;
import io.crumbless.legacy.ProvidedValue;
import io.crumbless.merge.Arrival;
import io.crumbless.merge.Position;
import io.crumbless.merge.Removal;
import io.crumbless.parquet.ColumnCursor;
import io.crumbless.parquet.ParquetTable;
import io.crumbless.parquet.RowGroupReader;
import io.crumbless.policy.Attribute;
import io.crumbless.profile.AttributeType;
import io.crumbless.profile.Origin;
import io.crumbless.profile.Value;
import io.crumbless.run.Count;
import io.crumbless.run.Stage;
import io.crumbless.snapshot.Layout;
import io.crumbless.snapshot.Manifest;
import io.crumbless.spill.SpillWriter;
import io.crumbless.storage.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Scatter of a rollback: in place of deliveries it reads an older snapshot (its evidence log, what people had provided,
 * its removals and refusals) and every withdrawal that has come since. The kernel then decides as on any night.
 */
final class RestoreStage implements Stage {
    private static final String PREFIX = "restore-";
    private static final String WITHDRAWALS = PREFIX + "withdrawals";
    private static final String CARRIED = "withdrawals carried over";

    private final NightWork work;
    private final Manifest restored;
    private final Manifest current;
    private final List<Manifest.Output> files;

    /** @param current whose log holds the withdrawals since */
    RestoreStage(NightWork work, Manifest restored, Manifest current) {
        this.work = work;
        this.restored = restored;
        this.current = current;
        this.files = restored.outputs().stream()
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
            parts.add(String.format("%s%05d", PREFIX, i));
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
        Location file = work.warehouse().snapshot(restored.runId()).resolve(output.file());
        switch (output.dataset()) {
            case Layout.DECLARATIONS ->
                new EvidenceLogReader().read(file, entry -> {
                    try {
                        books.count(new Account(entry.statement().source(), Unit.LOGGED), 1);
                        FactCodec.writeLogged(spill, entry);
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                });
            case Layout.PROFILES -> readProvided(ParquetTable.open(file), spill, books);
            case Layout.REMOVALS -> readRemovals(ParquetTable.open(file), spill);
            default -> readRefusals(ParquetTable.open(file), spill);
        }
    }

    private void readProvided(ParquetTable table, SpillWriter spill, Books books) throws IOException {
        for (int group = 0; group < table.rowGroups(); group++) {
            for (int i = 0; i < work.policy().attributes().size(); i++) {
                readProvided(table, group, i, spill, books);
            }
        }
    }

    private void readProvided(ParquetTable table, int group, int index, SpillWriter spill, Books books)
            throws IOException {
        Attribute attribute = work.policy().attributes().get(index);
        String name = attribute.name().value();
        String lineage = name + Layout.LINEAGE_SUFFIX + ".";
        List<String> columns = List.of(
                Layout.SUBJECT_ID,
                name,
                lineage + "origin",
                lineage + "source",
                lineage + "rule",
                lineage + "declared_at");
        try (RowGroupReader rows = table.rowGroup(group, columns)) {
            List<ColumnCursor> cursors = columns.stream().map(rows::column).toList();
            while (next(cursors)) {
                ColumnCursor origin = cursors.get(2);
                if (!origin.isNull() && Origin.PROVIDED.word().equals(origin.text())) {
                    String source = text(cursors.get(3));
                    ProvidedValue value = new ProvidedValue(
                            source,
                            text(cursors.get(4)),
                            index,
                            value(attribute.type(), cursors.get(1)),
                            cursors.get(5).micros());
                    books.count(new Account(source, Unit.LEGACY_VALUES), 1);
                    FactCodec.writeProvided(spill, FactCodec.key(text(cursors.get(0))), value, work.policy());
                }
            }
        }
    }

    private static Value value(AttributeType type, ColumnCursor cursor) {
        if (!(type instanceof AttributeType.ListType list)) {
            return type.parse(text(cursor)).orElseThrow();
        }
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < cursor.listSize(); i++) {
            cursor.item(i);
            items.add(list.element().parse(text(cursor)).orElseThrow());
        }
        return new Value.Items(items);
    }

    private static void readRemovals(ParquetTable table, SpillWriter spill) throws IOException {
        List<String> columns = List.of(Layout.SUBJECT_ID, "source", "origin", "values");
        for (int group = 0; group < table.rowGroups(); group++) {
            try (RowGroupReader rows = table.rowGroup(group, columns)) {
                List<ColumnCursor> cursors = columns.stream().map(rows::column).toList();
                while (next(cursors)) {
                    Removal removal = new Removal(
                            text(cursors.get(1)),
                            Origin.ofWord(text(cursors.get(2))).orElse(Origin.UNKNOWN),
                            cursors.get(3).whole());
                    FactCodec.writeRemoval(spill, FactCodec.key(text(cursors.get(0))), removal);
                }
            }
        }
    }

    private static void readRefusals(ParquetTable table, SpillWriter spill) throws IOException {
        List<String> columns = List.of(Layout.SUBJECT_ID, "source", "file", "position", "reason", "declaration_id");
        for (int group = 0; group < table.rowGroups(); group++) {
            try (RowGroupReader rows = table.rowGroup(group, columns)) {
                List<ColumnCursor> cursors = columns.stream().map(rows::column).toList();
                while (next(cursors)) {
                    ColumnCursor subject = cursors.get(0);
                    ColumnCursor declaration = cursors.get(5);
                    RefusedRecord refused = new RefusedRecord(
                            new Position(
                                    text(cursors.get(1)),
                                    text(cursors.get(2)),
                                    cursors.get(3).whole()),
                            text(cursors.get(4)),
                            declaration.isNull() ? null : text(declaration));
                    FactCodec.writeRefused(spill, FactCodec.key(subject.isNull() ? null : text(subject)), refused);
                }
            }
        }
    }

    private static boolean next(List<ColumnCursor> cursors) {
        boolean more = true;
        for (ColumnCursor cursor : cursors) {
            more &= cursor.next();
        }
        return more;
    }

    private static String text(ColumnCursor cursor) {
        return Objects.requireNonNull(cursor.text(), "a published file holds text that is none");
    }

    /** What people took back since the snapshot gone back to stays taken back. */
    private long carry(SpillWriter spill, Books books) throws IOException {
        long carried = 0;
        for (LogEntry entry : withdrawalsSince(work, restored, current)) {
            Statement withdrawal = entry.statement();
            books.count(new Account(withdrawal.source(), Unit.STATEMENTS), 1);
            Position position = new Position(withdrawal.source(), "log of " + current.runId(), ++carried);
            FactCodec.writeArrival(spill, new Arrival(withdrawal, entry.deliveredOnEpochDay(), position));
        }
        return carried;
    }

    static List<LogEntry> withdrawalsSince(NightWork work, Manifest restored, Manifest current) {
        Set<Statement> known = new HashSet<>();
        read(work, restored, entry -> known.add(entry.statement()));
        List<LogEntry> since = new ArrayList<>();
        read(work, current, entry -> {
            if (!known.contains(entry.statement())) {
                since.add(entry);
            }
        });
        return since;
    }

    private static void read(NightWork work, Manifest manifest, Consumer<LogEntry> withdrawals) {
        EvidenceLogReader reader = new EvidenceLogReader();
        manifest.outputs().stream()
                .filter(output -> output.dataset().equals(Layout.DECLARATIONS))
                .forEach(output ->
                        reader.read(work.warehouse().snapshot(manifest.runId()).resolve(output.file()), entry -> {
                            if (!entry.statement().declares()) {
                                withdrawals.accept(entry);
                            }
                        }));
    }

    @Override
    public List<Count> counts() {
        Books books = work.workspace().books(PREFIX);
        long carried = work.workspace().counts(PREFIX).getOrDefault(CARRIED, 0L);
        return List.of(new Count(books.counted(Unit.LOGGED), "statements", "statement"), new Count(carried, CARRIED));
    }
}
