package io.crumbless.warehouse.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.write.PartSettings;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.Action;
import io.crumbless.kernel.declaration.DeclaredBy;
import io.crumbless.kernel.declaration.EveryField;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: what is logged is read back as it was, by us and by others, and what is gone is not in the file. */
@Tag("unit")
class EvidenceLogTest {
    private static final PartSettings SETTINGS = PartSettings.DEFAULT.withBloomFilter("subject_id");

    @TempDir
    private Path folder;

    private Location write(List<LogEntry> entries, PartSettings settings) {
        Location part = Location.of(folder.resolve("part-00000.parquet"));
        try (PartWriter out = PartWriter.create(part, EvidenceLog.SCHEMA, settings)) {
            entries.forEach(entry -> EvidenceLog.write(out, entry));
            out.finish();
        }
        return part;
    }

    private static List<LogEntry> read(Location part) {
        List<LogEntry> entries = new ArrayList<>();
        new EvidenceLogReader().read(part, entries::add);
        return entries;
    }

    private static List<LogEntry> random(int count, long seed) {
        Random random = new Random(seed);
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Fate fate = Fate.values()[random.nextInt(Fate.values().length)];
            boolean declares = random.nextInt(5) > 0;
            entries.add(new LogEntry(
                    io.crumbless.kernel.declaration.Statement.builder()
                            .with(StatementField.SOURCE, random.nextBoolean() ? "web" : "store")
                            .with(StatementField.DECLARATION_ID, "d-" + i)
                            .with(StatementField.SUBJECT_ID, new SubjectId("S-" + String.format("%06d", i / 3)))
                            .with(StatementField.ACTION, declares ? Action.DECLARE : Action.WITHDRAW)
                            .with(
                                    StatementField.ATTRIBUTE,
                                    declares ? "preferred_name" : io.crumbless.kernel.declaration.Statement.EVERYTHING)
                            .with(
                                    StatementField.VALUE,
                                    declares && fate.keepsValue() ? "Zoë \uD83D\uDC76 " + random.nextInt(50) : null)
                            .with(
                                    StatementField.PURPOSES,
                                    declares || random.nextBoolean()
                                            ? List.of("personal_offers", "recommend_products")
                                            : List.of())
                            .withNotice(
                                    declares
                                            ? new NoticeRef("family-club", "3", random.nextBoolean() ? "de" : "en")
                                            : null)
                            .with(StatementField.CHANNEL, maybe(random, "app"))
                            .with(StatementField.ELICITATION, maybe(random, "volunteered"))
                            .with(
                                    StatementField.DECLARED_BY,
                                    random.nextInt(9) == 0 ? DeclaredBy.GUARDIAN : DeclaredBy.SELF)
                            .with(StatementField.RECORDED_BY, maybe(random, "assoc-" + random.nextInt(40)))
                            .with(StatementField.CONFIRMED, random.nextBoolean())
                            .with(StatementField.DECLARED_AT, 1_700_000_000_000_000L + random.nextInt())
                            .with(
                                    StatementField.VALID_UNTIL,
                                    random.nextBoolean() ? null : 20_000 + random.nextInt(2000))
                            .with(StatementField.JURISDICTION, maybe(random, "DE"))
                            .with(StatementField.LEGAL_BASIS, maybe(random, "eu-gdpr:A9-2-a"))
                            .with(StatementField.EVIDENCE_REF, maybe(random, "form-" + i))
                            .with(
                                    StatementField.REVISED_AT,
                                    random.nextBoolean() ? null : 1_700_000_000_000_000L + random.nextInt())
                            .build(),
                    random.nextInt(4) == 0 ? null : 20_700 + random.nextInt(9),
                    fate,
                    random.nextBoolean() ? null : 20_700 + random.nextInt(900),
                    random.nextBoolean() ? null : Period.ofDays(random.nextInt(3))));
        }
        return entries;
    }

    private static @Nullable String maybe(Random random, String text) {
        return random.nextInt(3) == 0 ? null : text;
    }

    @Test
    void readsBackWhatWasWritten() {
        List<LogEntry> entries = random(5000, 3);
        assertThat(read(write(entries, SETTINGS))).isEqualTo(entries);
    }

    /** Every field has a different value, so a missing or swapped one is detected. */
    @Test
    void everyFieldIsReadBack() {
        LogEntry entry = new LogEntry(EveryField.of("C-1"), 20_002, Fate.FUTURE, 20_003, Period.ofDays(4));
        assertThat(read(write(List.of(entry), SETTINGS))).containsExactly(entry);
    }

    @Test
    void readsRowGroupByRowGroup() {
        List<LogEntry> entries = random(2500, 4);
        ParquetTable part = ParquetTable.open(write(entries, SETTINGS.withRowGroup(1000, 1L << 20)));
        assertThat(part.rowGroups()).isEqualTo(3);
        List<LogEntry> second = new ArrayList<>();
        new EvidenceLogReader().read(part, 1, second::add);
        assertThat(second).isEqualTo(entries.subList(1000, 2000));
    }

    @Test
    void anEmptyLogIsAFileWithoutRows() {
        assertThat(read(write(List.of(), SETTINGS))).isEmpty();
    }

    @Test
    void textsOfWhichThereAreFewAreOneObject() {
        List<LogEntry> entries = read(write(random(2500, 5), SETTINGS.withRowGroup(1000, 1L << 20)));
        var declared = entries.stream()
                .map(LogEntry::statement)
                .filter(statement -> statement.declares() && statement.source().equals("web"))
                .toList();
        var first = declared.get(0);
        var last = declared.get(declared.size() - 1);
        assertThat(last.source()).isSameAs(first.source());
        assertThat(last.attribute()).isSameAs(first.attribute());
        assertThat(last.purposes()).isSameAs(first.purposes());
    }

    @Test
    void aValueThatIsGoneIsNotWritten() {
        io.crumbless.kernel.declaration.Statement statement = random(50, 6).stream()
                .map(LogEntry::statement)
                .filter(each -> each.value() != null)
                .findFirst()
                .orElseThrow();
        for (Fate fate : List.of(Fate.WITHDRAWN, Fate.EXPIRED, Fate.MINOR)) {
            assertThatThrownBy(() -> write(List.of(new LogEntry(statement, null, fate)), SETTINGS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Cannot log a value of fate " + fate.word() + ": it must be gone");
            assertThat(Files.exists(folder.resolve("part-00000.parquet"))).isFalse();
        }
    }

    @Test
    void othersReadItAndFindNoValueInItsStatistics() throws Exception {
        List<LogEntry> entries = random(300, 7);
        Location part = write(entries, SETTINGS);
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duckdb.createStatement()) {
            ResultSet rows =
                    sql.executeQuery("select count(*), count(value), count(distinct subject_id), sum(len(purposes)),"
                            + " min(declared_at)::varchar from '" + part + "'");
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(300);
            assertThat(rows.getLong(2))
                    .isEqualTo(entries.stream()
                            .filter(entry -> entry.statement().value() != null)
                            .count());
            assertThat(rows.getInt(3)).isEqualTo(100);
            assertThat(rows.getInt(4))
                    .isEqualTo(entries.stream()
                            .mapToInt(entry -> entry.statement().purposes().size())
                            .sum());
            ResultSet statistics =
                    sql.executeQuery("select path_in_schema, stats_min_value, stats_min from parquet_metadata('" + part
                            + "') where path_in_schema in ('value', 'declaration_id', 'recorded_by', 'evidence_ref')");
            while (statistics.next()) {
                assertThat(statistics.getString(2)).as(statistics.getString(1)).isNull();
                assertThat(statistics.getString(3)).as(statistics.getString(1)).isNull();
            }
        }
    }

    /** Field ids are a promise to readers: a change of this list is a change of the format. */
    @Test
    void columnsKeepTheirFieldIds() {
        assertThat(EvidenceLog.SCHEMA.fields())
                .extracting(field -> field.name() + " " + field.fieldId())
                .containsExactly(
                        "subject_id 1",
                        "source 2",
                        "declaration_id 3",
                        "action 4",
                        "attribute 5",
                        "value 6",
                        "purposes 7",
                        "notice_id 9",
                        "notice_version 10",
                        "notice_language 11",
                        "channel 12",
                        "elicitation 13",
                        "declared_by 14",
                        "recorded_by 15",
                        "confirmed 16",
                        "declared_at 17",
                        "valid_until 18",
                        "jurisdiction 19",
                        "legal_basis 20",
                        "evidence_ref 21",
                        "delivered_on 22",
                        "fate 23",
                        "ends_on 24",
                        "revised_at 25",
                        "ended_after 26");
        assertThat(EvidenceLog.SCHEMA.fields())
                .allSatisfy(field -> assertThat(field.description()).isNotBlank());
    }

    @Test
    void aWordOfAnotherVersionIsNamed() throws Exception {
        Location part = write(random(3, 8), SETTINGS);
        Path other = folder.resolve("other.parquet");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duckdb.createStatement()) {
            sql.execute("copy (select * replace ('pardoned' as fate) from '" + part + "') to '" + other
                    + "' (format parquet)");
        }
        assertThatThrownBy(() -> read(Location.of(other)))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.category())
                        .isEqualTo(Failure.ErrorCategory.ENVIRONMENT))
                .hasMessageContaining("other.parquet: column 'fate' holds what this version never wrote");
    }
}
