package io.crumbless.night.legacy;

import static io.crumbless.night.legacy.LegacyBench.AFTER_SUNSET;
import static io.crumbless.night.legacy.LegacyBench.NIGHT;
import static io.crumbless.night.legacy.LegacyBench.POLICY;
import static io.crumbless.night.legacy.LegacyBench.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.DuckDb;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.provenance.ProvidedValue;
import io.crumbless.kernel.provenance.ValueBin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each segment is one, however often and beside whatever it is delivered, and its name does not leave the scanner. */
@Tag("unit")
class SegmentTallyTest {
    private static final String MEMBERSHIPS = """
            SELECT 'c-anna' AS visitor, '2026-03-01T12:00:00Z' AS ts, * FROM (VALUES
              ('form_de',    'form',   NULL),
              ('form_de',    'broker', NULL),
              ('form_en',    'form',   0.5),
              ('form_en',    'form',   NULL),
              ('form_en',    'form',   NULL),
              ('form_fr',    'broker', NULL),
              ('form_mixed', 'form',   NULL),
              ('prams',      'pixel',  NULL),
              ('prams',      NULL,     NULL),
              (NULL,         'form',   NULL)
            ) AS t(segment_id, method, score)""";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void aSegmentMaySupplyAValueWhereOneOfItsRowsMay(String format) {
        Path file = write(MEMBERSHIPS, format);

        SegmentTally tally = scan(memberships(file), NIGHT, split(memberships(file), file));

        assertThat(tally.delivered()).hasSize(5);
        assertThat(tally.thatMay()).hasSize(2).isSubsetOf(tally.delivered());
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void afterTheSunsetNoSegmentMay(String format) {
        Path file = write(MEMBERSHIPS, format);

        SegmentTally tally = scan(memberships(file), AFTER_SUNSET, split(memberships(file), file));

        assertThat(tally.delivered()).hasSize(5);
        assertThat(tally.thatMay()).isEmpty();
    }

    @Test
    void splitsAreUnitedAndNotAddedUp() {
        String many = "SELECT 'c-anna' AS visitor, 'form_' || (i // 225) AS segment_id, 'form' AS method,"
                + " '2026-03-01T12:00:00Z' AS ts, NULL::VARCHAR AS score FROM range(9000) r(i)";
        Path one = write(many, "csv");
        Path parquet = write(many, "parquet", "ROW_GROUP_SIZE 2048");
        MembershipSplit whole = split(memberships(parquet), parquet);
        int groups = whole.toRowGroup();

        SegmentTally ofGroups = SegmentTally.NONE;
        for (int group = 0; group < groups; group++) {
            MembershipSplit split = new MembershipSplit("dmp", whole.file(), group, group + 1, -1, TextPart.WHOLE);
            ofGroups = ofGroups.plus(scan(memberships(parquet), NIGHT, split));
        }

        assertThat(groups).isGreaterThan(1);
        assertThat(ofGroups.delivered()).hasSize(40);
        assertThat(ofGroups).isEqualTo(scan(memberships(one), NIGHT, split(memberships(one), one)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void ofAWideTableTheColumnsWithValuesCount(String format) {
        Path file = write("""
                SELECT * FROM (VALUES
                  ('anna', 'ms', DATE '1988-02-29', NULL::DOUBLE, 'x'),
                  ('ben',  'mr', NULL,              NULL,         NULL)
                ) AS t(customer, salutation, birth_date, total_spent, persona)""", format);
        MembershipSource wide =
                source("crm", file, Shape.WIDE, "customer", Optional.empty(), Optional.empty(), Optional.empty());

        SegmentTally tally = scan(wide, NIGHT, split(wide, file));

        assertThat(tally.delivered()).hasSize(3);
        assertThat(tally.thatMay()).hasSize(2);
    }

    @Test
    void namesDoNotLeaveTheScanner() {
        Path file = write(MEMBERSHIPS, "csv");

        SegmentTally tally = scan(memberships(file), NIGHT, split(memberships(file), file));

        // printf form_de | sha256sum
        assertThat(tally.delivered()).contains("6630680a6a662f44").allMatch(hash -> hash.matches("[0-9a-f]{16}"));
    }

    @Test
    void moreThanTheMostIsOneMoreAndNoneIsHeldBeyond() {
        SegmentBook book = new SegmentBook();
        LegacyValueKind stripped = LegacyValueKind.decided(Origin.INFERRED, ValueBin.STRIPPED_INFERRED, 0);
        for (int i = 0; i < SegmentTally.MOST; i++) {
            book.note("customer-" + i, stripped);
        }
        assertThat(book.tally().delivered()).hasSize(SegmentTally.MOST);

        for (int i = 0; i < 2 * SegmentTally.MOST; i++) {
            book.note("customer-" + i, stripped);
        }

        assertThat(book.tally().delivered()).hasSize(SegmentTally.MOST + 1);
    }

    @Test
    void howFewOfManyMaySupplyAValueIsCounted() {
        SegmentBook book = new SegmentBook();
        LegacyValueKind stripped = LegacyValueKind.decided(Origin.INFERRED, ValueBin.STRIPPED_INFERRED, 0);
        LegacyValueKind candidate = new LegacyValueKind(Origin.PROVIDED, ValueBin.CANDIDATE, 1, 0, null, null, false);
        for (int i = 0; i < 2 * SegmentTally.MOST; i++) {
            book.note("customer-" + i, stripped);
        }

        book.note("form_de", candidate);
        book.note("form_en", candidate);

        assertThat(book.tally().thatMay()).hasSize(2);
    }

    private static SegmentTally scan(MembershipSource source, Night night, MembershipSplit split) {
        MembershipSink sink = new MembershipSink() {
            @Override
            public void removed(int subject, Origin origin) {
                // Not looked at.
            }

            @Override
            public void provided(int subject, ProvidedValue value) {
                // Not looked at.
            }

            @Override
            public void quarantined(long position, LegacyRefusal reason) {
                // Not looked at.
            }
        };
        return new MembershipScanner(source, POLICY, night, people())
                .scan(split, sink)
                .segments();
    }

    private static MembershipSplit split(MembershipSource source, Path file) {
        FileEntry entry = LegacyBench.entry(file);
        return MembershipSplit.of(source, entry, List.of(TextPart.WHOLE)).get(0);
    }

    private static MembershipSource memberships(Path file) {
        return source(
                "dmp",
                file,
                Shape.MEMBERSHIP,
                "visitor",
                Optional.of("segment_id"),
                Optional.of("score"),
                Optional.of("method"));
    }

    private static MembershipSource source(
            String name,
            Path file,
            Shape shape,
            String key,
            Optional<String> segment,
            Optional<String> score,
            Optional<String> collectedBy) {
        return new MembershipSource(
                LegacyBench.files(name, file),
                shape,
                shape == Shape.WIDE,
                key,
                Optional.empty(),
                segment,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                score,
                Optional.empty(),
                collectedBy,
                shape == Shape.WIDE ? Optional.empty() : Optional.of("ts"),
                Optional.empty());
    }

    private Path write(String query, String format, String... options) {
        try (DuckDb duck = new DuckDb()) {
            return duck.write(query, folder.resolve("in." + format), options);
        }
    }
}
