package io.crumbless.night.legacy;

import static io.crumbless.night.legacy.LegacyBench.AFTER_SUNSET;
import static io.crumbless.night.legacy.LegacyBench.people;
import static io.crumbless.night.legacy.LegacyBench.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.night.legacy.LegacyBench.Result;
import io.crumbless.process.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing inferred survives: whatever shape and format a legacy value comes in, only provided ones are handed on. */
@Tag("unit")
class MembershipScannerTest {
    /** 2026-03-01T12:00:00Z in seconds since the epoch. */
    private static final long MARCH = 1_772_366_400L;

    @TempDir
    Path folder;

    private static final String MEMBERSHIPS = """
            SELECT * FROM (VALUES
              ('c-anna',   'prams',       'pixel',  '2026-03-01T12:00:00Z', NULL),
              ('c-anna',   'form_de',     'form',   '2026-03-01T12:00:00Z', NULL),
              ('c-anna-2', 'buyers',      NULL,     '2026-03-01T12:00:00Z', NULL),
              ('c-ben',    'form_mixed',  'form',   '2026-03-01T12:00:00Z', NULL),
              ('c-ben',    'never heard', NULL,     NULL,                   NULL),
              ('c-ben',    'movers',      'broker', NULL,                   NULL),
              ('c-ben',    'form_de',     'form',   NULL,                   NULL),
              ('c-ben',    'form_en',     'form',   '2026-11-22T23:00:00Z', NULL),
              ('c-ben',    'form_en',     'form',   '2026-11-22T22:59:59Z', NULL),
              ('c-ben',    'form_de',     'form',   '2026-03-01T12:00:00Z', '0.7'),
              ('c-olga',   'form_de',     'form',   '2026-03-01T12:00:00Z', NULL),
              ('c-tablet', 'form_de',     'form',   '2026-03-01T12:00:00Z', NULL),
              ('c-tablet', 'prams',       NULL,     '2026-03-01T12:00:00Z', NULL),
              ('nobody',   'form_de',     'form',   '2026-03-01T12:00:00Z', NULL),
              ('nobody',   'lookalike_1', 'form',   '2026-03-01T12:00:00Z', NULL),
              (NULL,       'prams',       NULL,     NULL,                   NULL),
              ('  ',       'prams',       NULL,     NULL,                   NULL),
              ('c-anna',   NULL,          NULL,     NULL,                   NULL),
              ('c-anna',   ' ',           'form',   NULL,                   NULL)
            ) AS t(visitor, segment_id, method, ts, score)""";

    private static final Result EXPECTED = new Result(
            Map.of("expanded", 15L, "quarantined:key_missing", 2L, "quarantined:segment_missing", 2L),
            Map.ofEntries(
                    Map.entry("stripped_observed", 2L),
                    Map.entry("stripped_derived", 1L),
                    Map.entry("stripped_inferred", 3L),
                    Map.entry("stripped_acquired", 1L),
                    Map.entry("stripped_unknown", 1L),
                    Map.entry("candidate", 2L),
                    Map.entry("undated", 1L),
                    Map.entry("future", 1L),
                    Map.entry("opted_out", 1L),
                    Map.entry("ambiguous", 1L),
                    Map.entry("unlinked", 1L)),
            Map.of(
                    "watched", 1L,
                    "form-language", 7L,
                    "trait:purchase_history", 1L,
                    "trait:algorithmic", 1L,
                    "trait:rule_based", 1L,
                    "no-rule", 1L,
                    "bought", 1L,
                    "scored", 1L,
                    "name-pattern", 1L),
            Map.of(
                    "anna observed", 1,
                    "anna derived", 1,
                    "ben inferred", 2,
                    "ben unknown", 1,
                    "ben acquired", 1,
                    "ben provided", 1,
                    "olga provided", 1),
            List.of("anna language=de dmp/form-language " + MARCH, "ben language=de dmp/form-language 1795388399"),
            List.of());

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void membershipsAreJudgedAlikeInEveryFormat(String format) {
        Path file = write(MEMBERSHIPS, format);
        Result result = scan(memberships(file), file);
        assertThat(result)
                .usingRecursiveComparison()
                .ignoringFields("quarantined")
                .isEqualTo(EXPECTED);
        long shift = format.equals("csv") ? 1 : 0;
        assertThat(result.quarantined())
                .containsExactly(
                        16 + shift + ": key_missing",
                        17 + shift + ": key_missing",
                        18 + shift + ": segment_missing",
                        19 + shift + ": segment_missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void afterTheSunsetNothingProvidedIsACandidate(String format) {
        Path file = write(MEMBERSHIPS, format);
        Result result = scan(memberships(file), file, AFTER_SUNSET, people());
        assertThat(result.provided()).isEmpty();
        assertThat(result.values()).containsEntry("sunset_passed", 7L).doesNotContainKey("candidate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void listsOfTextsAreJudgedItemByItem(String format) {
        String list = format.equals("csv") ? "to_json(segments)" : "segments";
        Path file = write(
                "SELECT visitor, " + list + " AS segments, ts FROM (VALUES"
                        + " ('c-anna', ['prams', 'form_de', 'buyers', NULL, ''], '2026-03-01T12:00:00Z'),"
                        + " ('c-ben', ['form_de'], NULL),"
                        + " ('c-ben', [], NULL), ('c-ben', NULL, NULL), (NULL, ['prams'], NULL)"
                        + ") AS t(visitor, segments, ts)",
                format);
        Result result = scan(list(file, "segments", Optional.empty(), "ts"), file);
        assertThat(result.rows()).isEqualTo(Map.of("expanded", 2L, "empty", 2L, "quarantined:key_missing", 1L));
        assertThat(result.values())
                .isEqualTo(Map.of(
                        "stripped_observed", 1L,
                        "stripped_derived", 1L,
                        "candidate", 1L,
                        "undated", 1L,
                        "segment_missing", 2L));
        assertThat(result.provided()).containsExactly("anna language=de dmp/form-language " + MARCH);
        assertThat(result.removed()).isEqualTo(Map.of("anna observed", 1, "anna derived", 1, "ben provided", 1));
    }

    @Test
    void aFieldOfTextsPartedByBarsIsAList() {
        Path file = write("SELECT 'c-anna' AS visitor, 'prams|form_de||buyers' AS segments, NULL AS ts", "csv");
        Result result = scan(list(file, "segments", Optional.empty(), "ts"), file);
        assertThat(result.values())
                .isEqualTo(
                        Map.of("stripped_observed", 1L, "stripped_derived", 1L, "undated", 1L, "segment_missing", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void listsOfStructsAreJudgedItemByItem(String format) {
        String list = format.equals("csv") ? "to_json(audiences)" : "audiences";
        Path file = write(
                "SELECT visitor, " + list + " AS audiences FROM (VALUES"
                        + " ('c-anna', [{'id': 'form_de', 'score': NULL, 'at': '2026-03-01T12:00:00Z', 'by': 'form'},"
                        + "   {'id': 'form_de', 'score': 0.5, 'at': '2026-03-01T12:00:00Z', 'by': 'form'},"
                        + "   {'id': 'anything', 'score': NULL, 'at': NULL, 'by': 'pixel'},"
                        + "   {'id': NULL, 'score': NULL, 'at': NULL, 'by': NULL}, NULL]),"
                        + " ('c-ben', []), ('c-ben', NULL)"
                        + ") AS t(visitor, audiences)",
                format);
        MembershipSource source = new MembershipSource(
                LegacyBench.files("dmp", file),
                Shape.LIST,
                false,
                "visitor",
                Optional.of("audiences"),
                Optional.of("audiences.id"),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.of("audiences.score"),
                Optional.empty(),
                Optional.of("audiences.by"),
                Optional.of("audiences.at"),
                Optional.empty());
        Result result = scan(source, file);
        assertThat(result.rows()).isEqualTo(Map.of("expanded", 1L, "empty", 2L));
        assertThat(result.values())
                .isEqualTo(Map.of(
                        "candidate", 1L, "stripped_inferred", 1L, "stripped_observed", 1L, "segment_missing", 2L));
        assertThat(result.provided()).containsExactly("anna language=de dmp/form-language " + MARCH);
    }

    private static final String WIDE = """
            SELECT * FROM (VALUES
              ('anna', 'ms',   DATE '1988-02-29', 1200.50, 'x',  NULL, '2026-03-01T12:00:00Z'),
              ('ben',  'king', NULL,              NULL,    NULL, NULL, '2026-03-01T12:00:00Z'),
              ('sam',  'mr',   NULL,              NULL,    NULL, 0.9,  '2026-03-01T12:00:00Z'),
              ('olga', '',     DATE '1990-01-01', NULL,    NULL, NULL, '2026-03-01T12:00:00Z'),
              ('zoe',  'mr',   NULL,              NULL,    NULL, NULL, '2026-03-01T12:00:00Z'),
              ('anna', NULL,   NULL,              NULL,    NULL, NULL, NULL),
              (NULL,   'mr',   NULL,              NULL,    NULL, NULL, NULL)
            ) AS t(customer, salutation, birth_date, total_spent, persona, score, ts)""";

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void wideRowsAreJudgedColumnByColumn(String format) {
        Path file = write(WIDE, format);
        Result result = scan(wide(file, Map.of()), file);
        assertThat(result.rows()).isEqualTo(Map.of("expanded", 5L, "empty", 1L, "quarantined:key_missing", 1L));
        assertThat(result.values())
                .isEqualTo(Map.of(
                        "candidate", 2L,
                        "value_invalid", 1L,
                        "stripped_inferred", 1L,
                        "stripped_derived", 1L,
                        "stripped_unknown", 1L,
                        "opted_out", 1L,
                        "unlinked", 1L));
        assertThat(result.provided())
                .containsExactly(
                        "anna birth_date=1988-02-29 crm/account-birth-date " + MARCH,
                        "anna salutation=ms crm/account-salutation " + MARCH);
        assertThat(result.quarantined()).hasSize(2);
        assertThat(result.removed())
                .isEqualTo(Map.of(
                        "anna derived", 1,
                        "anna unknown", 1,
                        "ben provided", 1,
                        "sam inferred", 1,
                        "olga provided", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void wideColumnsMayBeNamedOtherwiseAndLeftOut(String format) {
        Path file = write(
                "SELECT 'anna' AS customer, 'ms' AS anrede, 5 AS persona, NULL::DOUBLE AS score,"
                        + " '2026-03-01T12:00:00Z' AS ts",
                format);
        Result result = scan(wide(file, Map.of("anrede", "salutation")), file);
        assertThat(result.values()).isEqualTo(Map.of("candidate", 1L));
        assertThat(result.provided()).containsExactly("anna salutation=ms crm/account-salutation " + MARCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void tallRowsAreJudgedByTheNameTheyGive(String format) {
        Path file = write("""
                SELECT * FROM (VALUES
                  ('c-anna', 'salutation', 'ms',  'form',   '2026-03-01T12:00:00Z'),
                  ('c-anna', 'salutation', NULL,  'form',   '2026-03-01T12:00:00Z'),
                  ('c-anna', 'persona',    '17',  'pixel',  '2026-03-01T12:00:00Z'),
                  ('c-anna', NULL,         'x',   NULL,     '2026-03-01T12:00:00Z'),
                  ('c-ben',  'birth_date', '1.2.1999', 'form', '2026-03-01T12:00:00Z'),
                  ('c-ben',  'salutation', 'mr',  'broker', '2026-03-01T12:00:00Z'),
                  ('c-ben',  'salutation', 'mr',  'form',   'yesterday')
                ) AS t(visitor, attribute, value, method, ts)""", format);
        MembershipSource source = new MembershipSource(
                LegacyBench.files("crm", file),
                Shape.TALL,
                false,
                "visitor",
                Optional.empty(),
                Optional.empty(),
                Optional.of("attribute"),
                Optional.of("value"),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("method"),
                Optional.of("ts"),
                Optional.empty());
        Result result = scan(source, file);
        assertThat(result.rows()).isEqualTo(Map.of("expanded", 5L, "empty", 1L, "quarantined:attribute_missing", 1L));
        assertThat(result.values())
                .isEqualTo(Map.of(
                        "candidate", 1L,
                        "stripped_observed", 1L,
                        "value_invalid", 1L,
                        "stripped_acquired", 1L,
                        "undated", 1L));
        long shift = format.equals("csv") ? 1 : 0;
        assertThat(result.quarantined())
                .containsExactly(
                        4 + shift + ": attribute_missing", 5 + shift + ": value_invalid", 7 + shift + ": time_invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void theSystemARowNamesIsItsSource(String format) {
        Path file = write(
                "SELECT * FROM (VALUES ('c-anna', 'lang', 'accounts', '2026-03-01T12:00:00Z'),"
                        + " ('c-anna', 'lang', 'dmp', '2026-03-01T12:00:00Z'),"
                        + " ('c-anna', 'lang', NULL, '2026-03-01T12:00:00Z')) AS t(visitor, segment_id, system, ts)",
                format);
        MembershipSource source = new MembershipSource(
                LegacyBench.files("dmp", file),
                Shape.MEMBERSHIP,
                false,
                "visitor",
                Optional.empty(),
                Optional.of("segment_id"),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.of("system"),
                Optional.empty(),
                Optional.of("ts"),
                Optional.empty());
        Result result = scan(source, file);
        assertThat(result.provided()).containsExactly("anna language=en dmp/form-language-system " + MARCH);
        assertThat(result.values()).isEqualTo(Map.of("candidate", 1L, "not_accepted", 2L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void aValueBesideTheSegmentMustNotContradictTheRule(String format) {
        Path file = write(
                "SELECT * FROM (VALUES ('c-anna', 'form_de', 'fr', '2026-03-01T12:00:00Z'),"
                        + " ('c-ben', 'form_de', 'maybe', '2026-03-01T12:00:00Z'),"
                        + " ('c-anna', 'form_de', 'false', '2026-03-01T12:00:00Z'),"
                        + " ('c-anna', 'form_de', 'TRUE', '2026-03-01T12:00:00Z'),"
                        + " ('c-anna', 'form_de', 'de', '2026-03-01T12:00:00Z'),"
                        + " ('c-ben', 'form_de', NULL, '2026-03-01T12:00:00Z')) AS t(visitor, segment_id, v, ts)",
                format);
        MembershipSource source = new MembershipSource(
                LegacyBench.files("dmp", file),
                Shape.MEMBERSHIP,
                false,
                "visitor",
                Optional.empty(),
                Optional.of("segment_id"),
                Optional.empty(),
                Optional.of("v"),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("ts"),
                Optional.empty());
        Result result = scan(source, file);
        assertThat(result.provided())
                .containsExactly(
                        "anna language=de dmp/form-language " + MARCH,
                        "anna language=de dmp/form-language " + MARCH,
                        "ben language=de dmp/form-language " + MARCH);
        assertThat(result.values()).isEqualTo(Map.of("candidate", 3L, "value_invalid", 3L));
    }

    @Test
    void aColumnThatIsNotThereIsRefusedWithTheKeyThatMapsIt() {
        Path csv = write("SELECT 1 AS a, 2 AS b", "csv");
        assertThatThrownBy(() -> scan(memberships(csv), csv))
                .isInstanceOf(Failure.class)
                .hasMessage("Cannot read " + csv + " of legacy source 'dmp': column 'visitor' is missing, the header "
                        + "has 2 other columns; map it with columns.cookie-id");
        Path parquet = write("SELECT 1 AS a, 'x' AS visitor", "parquet");
        assertThatThrownBy(() -> scan(memberships(parquet), parquet))
                .isInstanceOf(Failure.class)
                .hasMessage("Cannot read " + parquet + " of legacy source 'dmp': column 'segment_id' is missing, found "
                        + "[a, visitor]; map it with columns.segment");
    }

    @Test
    void aListWhereOneValueBelongsIsRefused() {
        Path file = write("SELECT 'c' AS visitor, ['a'] AS segment_id, '' AS method, '' AS ts, 1 AS score", "parquet");
        assertThatThrownBy(() -> scan(memberships(file), file))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Unsupported column 'segment_id'")
                .hasMessageContaining("it is a list, but columns.segment needs one value in each row");
    }

    @Test
    void aWordWhereAListBelongsIsQuarantined() {
        Path file = write("SELECT 'c-anna' AS visitor, 'prams' AS segments, NULL AS ts", "jsonl");
        Result result = scan(list(file, "segments", Optional.empty(), "ts"), file);
        assertThat(result.rows()).isEqualTo(Map.of("quarantined:list_invalid", 1L));
    }

    private MembershipSource memberships(Path file) {
        return new MembershipSource(
                LegacyBench.files("dmp", file),
                Shape.MEMBERSHIP,
                false,
                "visitor",
                Optional.empty(),
                Optional.of("segment_id"),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.of("score"),
                Optional.empty(),
                Optional.of("method"),
                Optional.of("ts"),
                Optional.empty());
    }

    private static MembershipSource list(Path file, String segments, Optional<String> segment, String at) {
        return new MembershipSource(
                LegacyBench.files("dmp", file),
                Shape.LIST,
                false,
                "visitor",
                Optional.of(segments),
                segment,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(at),
                Optional.empty());
    }

    private static MembershipSource wide(Path file, Map<String, String> values) {
        return new MembershipSource(
                LegacyBench.files("crm", file),
                Shape.WIDE,
                true,
                "customer",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                values,
                Optional.of("score"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("ts"),
                Optional.empty());
    }

    private Path write(String query, String format) {
        try (DuckDb duck = new DuckDb()) {
            return duck.write(query, folder.resolve("in." + format));
        }
    }
}
