package io.crumbless.night.scatter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.parquet.write.PartSettings;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.Action;
import io.crumbless.kernel.declaration.DeclaredBy;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.scatter.WithdrawalsSince.Whose;
import io.crumbless.warehouse.dataset.EvidenceLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Later withdrawals are found person by person, without keeping the log in memory. */
@Tag("unit")
class WithdrawalsSinceTest {
    @TempDir
    private Path folder;

    @Tag("differential")
    @Test
    void theyAreThoseOfTheCurrentLogThatTheOlderLacks() {
        Random random = new Random(17);
        for (int round = 0; round < 20; round++) {
            List<LogEntry> all = sorted(random, 400);
            List<LogEntry> older = share(all, random, random.nextInt(40));
            List<LogEntry> current = share(all, random, -1);
            List<LogEntry> expected = withdrawals(current).stream()
                    .filter(entry -> !older.contains(entry))
                    .toList();

            List<LogEntry> ofThoseHeard = expected.stream()
                    .filter(entry -> older.stream().anyMatch(before -> before.statement()
                            .subject()
                            .key()
                            .equals(entry.statement().subject().key())))
                    .toList();
            List<Location> olderParts = twoParts("older-" + round, older);
            List<Location> currentParts = twoParts("current-" + round, current);

            assertThat(read(olderParts, currentParts, Whose.OF_EVERYBODY))
                    .isNotEmpty()
                    .isEqualTo(expected);
            assertThat(read(olderParts, currentParts, Whose.OF_KNOWN_SUBJECTS))
                    .hasSizeBetween(1, expected.size() - 1)
                    .containsExactlyInAnyOrderElementsOf(ofThoseHeard);
        }
    }

    @Test
    void allAreNewBesideALogWithoutAny() {
        List<LogEntry> current = sorted(new Random(3), 50);

        assertThat(read(twoParts("none", List.of()), twoParts("some", current), Whose.OF_EVERYBODY))
                .isEqualTo(withdrawals(current));
    }

    /** The second part is missing, which is noticed after all of the first has come. */
    @Test
    void onePartIsReadAfterAnother() {
        List<LogEntry> first = sorted(new Random(5), 100);
        List<Location> current = List.of(part("first", first), Location.of(folder.resolve("missing.parquet")));
        List<LogEntry> found = new ArrayList<>();

        try (WithdrawalsSince since = new WithdrawalsSince(List.of(), current, Whose.OF_EVERYBODY)) {
            assertThatThrownBy(() -> {
                        while (since.next()) {
                            found.add(since.entry());
                        }
                    })
                    .hasMessageContaining("missing.parquet");
        }

        assertThat(found).isNotEmpty().isEqualTo(withdrawals(first));
    }

    private static List<LogEntry> read(List<Location> older, List<Location> current, Whose whose) {
        List<LogEntry> found = new ArrayList<>();
        try (WithdrawalsSince since = new WithdrawalsSince(older, current, whose)) {
            while (since.next()) {
                found.add(since.entry());
            }
        }
        return found;
    }

    private static List<LogEntry> withdrawals(List<LogEntry> entries) {
        return entries.stream().filter(entry -> !entry.statement().declares()).toList();
    }

    /** Several statements a person; the order of some ids is another in UTF-16, and some are two spellings of one. */
    private static List<LogEntry> sorted(Random random, int statements) {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < statements; i++) {
            String person = List.of("C-", "z-", "\uFF3A-", "\uD83D\uDC76-").get(random.nextInt(4)) + random.nextInt(40);
            entries.add(entry("d" + i, person, random.nextBoolean() ? Action.DECLARE : Action.WITHDRAW));
        }
        entries.sort(Comparator.comparing(entry -> entry.statement().subject()));
        return entries;
    }

    private static LogEntry entry(String id, String subject, Action action) {
        Statement statement = Statement.builder()
                .with(StatementField.SOURCE, "store")
                .with(StatementField.DECLARATION_ID, id)
                .with(StatementField.SUBJECT_ID, new SubjectId(subject))
                .with(StatementField.ACTION, action)
                .with(StatementField.ATTRIBUTE, "language")
                .with(StatementField.PURPOSES, List.of())
                .with(StatementField.DECLARED_BY, DeclaredBy.SELF)
                .with(StatementField.CONFIRMED, false)
                .with(StatementField.DECLARED_AT, 1_700_000_000_000_000L)
                .build();
        return new LogEntry(statement, null, action == Action.WITHDRAW ? Fate.IN_FORCE : Fate.WITHDRAWN);
    }

    /** Most of them; of people of one number, none. */
    private static List<LogEntry> share(List<LogEntry> all, Random random, int without) {
        return all.stream()
                .filter(entry -> !entry.statement().subject().value().endsWith("-" + without))
                .filter(any -> random.nextInt(4) > 0)
                .toList();
    }

    /** Cut wherever it falls, through a person too. */
    private List<Location> twoParts(String name, List<LogEntry> entries) {
        int middle = entries.size() / 2;
        return List.of(
                part(name + "-0", entries.subList(0, middle)),
                part(name + "-1", entries.subList(middle, entries.size())));
    }

    private Location part(String name, List<LogEntry> entries) {
        Location part = Location.of(folder.resolve(name + ".parquet"));
        PartSettings settings = PartSettings.DEFAULT.withRowGroup(60, 1L << 20);
        try (PartWriter writer = PartWriter.create(part, EvidenceLog.SCHEMA, settings)) {
            entries.forEach(entry -> EvidenceLog.write(writer, entry));
            writer.finish();
        }
        return part;
    }
}
