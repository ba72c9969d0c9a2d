package io.crumbless.night.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only links that the policy trusts connect a cookie to a person, and no opt-out is lost. */
@Tag("unit")
class LinkScannerTest {
    private static final String LINKS = """
            SELECT * FROM (VALUES
              ('phone',  'anna', 'login',         '2026-03-01T12:00:00Z'),
              ('phone',  'ben',  'probabilistic', '2026-03-01T12:00:00Z'),
              ('tablet', 'anna', 'login',         '2026-03-01T12:00:00Z'),
              ('tablet', 'ben',  'registration',  '2026-03-01T12:00:00Z'),
              ('pc',     'ben',  'login',         '2026-11-22T22:59:59Z'),
              ('pc',     ' ben', 'login',         '2026-03-01T12:00:00Z'),
              ('tv',     'ben',  'login',         '2026-11-22T23:00:00Z'),
              ('watch',  'ben',  'guess',         NULL),
              ('watch',  'ben',  NULL,            '2026-03-01T12:00:00Z'),
              (NULL,     'ben',  'login',         '2026-03-01T12:00:00Z'),
              ('watch',  '',     'login',         '2026-03-01T12:00:00Z'),
              ('watch',  'ben',  'login',         '2026-03-01T12:00:00'),
              ('watch',  'ben',  'login',         NULL)
            ) AS t(cookie, customer, how, "at")""";

    @TempDir
    Path folder;

    private final LinkTableBuilder builder = new LinkTableBuilder();
    private final List<String> quarantined = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void everyLinkEndsInOneBin(String format) {
        Path file = write(LINKS, format);
        scan(source(file, Optional.of("at")), file);
        LinkTable table = builder.finish();
        RowTally tally = table.tally("logins").orElseThrow();
        assertThat(tally.rows()).isEqualTo(13);
        assertThat(tally.closes()).isTrue();
        assertThat(tally.bins())
                .isEqualTo(Map.ofEntries(
                        Map.entry("linked", 2L),
                        Map.entry("repeated", 1L),
                        Map.entry("ambiguous", 2L),
                        Map.entry("untrusted_method", 2L),
                        Map.entry("future", 1L),
                        Map.entry("quarantined:method_missing", 1L),
                        Map.entry("quarantined:cookie_missing", 1L),
                        Map.entry("quarantined:subject_missing", 1L),
                        Map.entry("quarantined:time_without_zone", 1L),
                        Map.entry("quarantined:time_missing", 1L)));
        assertThat(quarantined).hasSize(5);
        assertThat(table.subjects()).isEqualTo(2);
        assertThat(subject(table, "phone")).isEqualTo("anna");
        assertThat(subject(table, "pc")).isEqualTo("ben");
        assertThat(table.subjectOf(LegacyBench.bytes("tablet"), 0, 6)).isEqualTo(LinkTable.AMBIGUOUS);
        assertThat(table.subjectOf(LegacyBench.bytes("tv"), 0, 2)).isEqualTo(LinkTable.UNLINKED);
    }

    @Test
    void theSourceMayNameTheMethodOfAllItsLinks() {
        Path file = write("SELECT 'phone' AS cookie, 'anna' AS customer", "csv");
        LegacyFiles files = LegacyBench.files("logins", file);
        scan(
                new LinkSource(files, "cookie", "customer", Optional.empty(), Optional.of("login"), Optional.empty()),
                file);
        assertThat(subject(builder.finish(), "phone")).isEqualTo("anna");
    }

    @Test
    void withoutAColumnOfTimesEveryLinkCounts() {
        Path file = write(LINKS, "csv");
        scan(source(file, Optional.empty()), file);
        assertThat(builder.finish().tally("logins").orElseThrow().bins())
                .containsEntry("linked", 4L)
                .doesNotContainKeys("future", "quarantined:time_missing");
    }

    @Test
    void anOverlongIdIsQuarantined() throws IOException {
        Path file = Files.writeString(
                folder.resolve("l.csv"), "cookie,customer,how\nphone," + "x".repeat(1025) + ",login\n");
        scan(source(file, Optional.empty()), file);
        assertThat(builder.finish().tally("logins").orElseThrow().bins())
                .isEqualTo(Map.of("quarantined:id_too_long", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void optOutsCountByCookieAndBySubject(String format) {
        Path links = write(LINKS, "csv");
        scan(source(links, Optional.of("at")), links);
        Path file = write(
                "SELECT * FROM (VALUES ('pc', NULL), (NULL, 'anna'), ('never', 'nobody')) AS t(cookie, customer)",
                format);
        optOuts(file, Optional.of("cookie"), Optional.of("customer"));
        LinkTable table = builder.finish();
        assertThat(table.optedOut(0)).isTrue();
        assertThat(table.optedOut(1)).isTrue();
        assertThat(table.tally("gone").orElseThrow())
                .isEqualTo(new RowTally(3, new java.util.TreeMap<>(Map.of("applied", 2L, "matched_nobody", 1L))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookie\na,b\n", "cookie\n\"pc\n", "cookie\nNULL\n", "cookie\npc\n\0\n"})
    void anOptOutThatCannotBeReadStopsTheRun(String csv) throws IOException {
        Path file = Files.writeString(folder.resolve("o.csv"), csv);
        assertThatThrownBy(() -> optOuts(file, Optional.of("cookie"), Optional.empty()))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(Failure.ErrorCategory.INPUT))
                .hasMessageStartingWith("Cannot read the opt-out at position ")
                .hasMessageContaining(" of " + file + " (legacy source 'gone'): ")
                .hasMessageEndingWith("; nobody who opted out may be missed, so correct the record and run again");
    }

    private void scan(LinkSource source, Path file) {
        new LinkScanner(source, LegacyBench.POLICY, LegacyBench.NIGHT)
                .scan(
                        LegacyBench.entry(file),
                        builder,
                        (position, reason) -> quarantined.add(position + ": " + reason.word()));
    }

    /** Cut short at its first byte it would let everybody in who opted out. */
    @ParameterizedTest
    @ValueSource(strings = {"gone.csv", "gone.jsonl"})
    void aFileOfOptOutsThatHoldsNothingStopsTheRun(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "");

        assertThatThrownBy(() -> optOuts(file, Optional.of("cookie"), Optional.of("customer")))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("Cannot read the opt-outs in " + file)
                .hasMessageContaining("(legacy source 'gone'): the file is empty, so it may have been truncated")
                .hasMessageEndingWith((name.endsWith("csv") ? "the header alone (cookie, customer)" : "an empty line")
                        + " or no file, and run again");
    }

    @Test
    void aFileInWhichNobodyOptedOutIsTaken() throws IOException {
        optOuts(
                Files.writeString(folder.resolve("gone.csv"), "cookie,customer\n"),
                Optional.of("cookie"),
                Optional.of("customer"));
        optOuts(Files.writeString(folder.resolve("gone.jsonl"), "\n"), Optional.of("cookie"), Optional.of("customer"));

        assertThat(builder.finish().subjects()).isZero();
    }

    private void optOuts(Path file, Optional<String> cookie, Optional<String> subject) {
        FileEntry entry = LegacyBench.entry(file);
        new OptOutScanner(new OptOutSource(LegacyBench.files("gone", file), cookie, subject)).scan(entry, builder);
    }

    private static LinkSource source(Path file, Optional<String> linkedAt) {
        return new LinkSource(
                LegacyBench.files("logins", file),
                "cookie",
                "customer",
                Optional.of("how"),
                Optional.empty(),
                linkedAt);
    }

    private static String subject(LinkTable table, String cookie) {
        byte[] bytes = LegacyBench.bytes(cookie);
        return table.subject(table.subjectOf(bytes, 0, bytes.length)).value();
    }

    private Path write(String query, String format) {
        try (DuckDb duck = new DuckDb()) {
            return duck.write(query, folder.resolve("in." + format));
        }
    }
}
