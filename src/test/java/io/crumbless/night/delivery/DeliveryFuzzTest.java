package io.crumbless.night.delivery;

import static io.crumbless.night.delivery.TestingDelivery.CSV;
import static io.crumbless.night.delivery.TestingDelivery.HEADER;
import static io.crumbless.night.delivery.TestingDelivery.JSONL;
import static io.crumbless.night.delivery.TestingDelivery.PARQUET;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.declaration.AdmissionBar;
import io.crumbless.kernel.declaration.IntakeRules;
import io.crumbless.kernel.declaration.TestingPolicy;
import io.crumbless.process.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: however a delivery is damaged, every record is read or reported as malformed and their number equals the
 * independent count, or the file is refused by name; nothing else is thrown, and no message contains a person's value.
 */
@Tag("unit")
@Tag("slow")
class DeliveryFuzzTest {
    /** In every seed file as values; ids begin with 7331. */
    private static final String NAME = "Winifred";

    private static final String SUBJECT = "7331000000000000000000000000000000000";

    private static final List<String> SNIPPETS = List.of(
            "\"",
            "\"\"",
            "\n",
            "\r\n",
            "\r",
            ",",
            ",,",
            "\0",
            "\uFEFF",
            "withdraw",
            "{",
            "}",
            "[",
            "]",
            ":",
            "\\",
            "\\u0000",
            "\n\n",
            "\"\n",
            "\n\"",
            " ",
            "'",
            "NULL",
            "\\N",
            "''");

    private int filesInParts;

    @TempDir
    private Path folder;

    private static final String ROW_END = ",declare,preferred_name," + NAME
            + ",personal_offers,family-club,3,de,app,volunteered,self,,,2026-11-20T10:00:00Z,,DE,,";

    private static String csv(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "").append(HEADER);
        for (int i = random.nextInt(6); i >= 0; i--) {
            String end = ROW_END.replace(NAME, random.nextBoolean() ? NAME : "\"" + NAME + ",\n\"\"x\"\"\"");
            text.append(random.nextBoolean() ? "\n" : "\r\n")
                    .append("d-")
                    .append(i)
                    .append(',')
                    .append(SUBJECT)
                    .append(end);
        }
        return text.append(random.nextBoolean() ? "\n" : "").toString();
    }

    private static String json(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append("{\"declaration_id\":\"d-")
                    .append(i)
                    .append("\",\"subject_id\":")
                    .append(SUBJECT)
                    .append(",\"action\":\"declare\",\"attribute\":\"preferred_name\",\"value\":\"")
                    .append(NAME)
                    .append("\",\"purposes\":[\"personal_offers\"],\"declared_at\":\"2026-11-20T10:00:00Z\"}\n");
        }
        return text.toString();
    }

    private static byte[] mutate(byte[] bytes, Random random, boolean text) {
        byte[] mutated = bytes;
        for (int edits = random.nextInt(4); edits >= 0; edits--) {
            if (mutated.length == 0) {
                return mutated;
            }
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(text ? 5 : 3)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated = replaced(mutated, at, mutated.length, new byte[0]);
                case 2 ->
                    mutated = replaced(mutated, at, Math.min(mutated.length, at + 1 + random.nextInt(9)), new byte[0]);
                default -> {
                    String snippet = SNIPPETS.get(random.nextInt(SNIPPETS.size()));
                    mutated = replaced(mutated, at, at, snippet.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return mutated;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] with) {
        byte[] result = new byte[bytes.length - (to - from) + with.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(bytes, to, result, from + with.length, bytes.length - to);
        return result;
    }

    /** Reads, judges and counts; true if the file was taken. */
    private boolean survives(byte[] bytes, FileFormat format, String what) {
        Path file = TestingDelivery.write(folder, "mutated", bytes);
        AdmissionBar bar = new AdmissionBar(
                TestingPolicy.POLICY,
                new IntakeRules("fuzz", Optional.empty(), ZoneId.of("Europe/Berlin"), Optional.of("DE")));
        try {
            TestingDelivery delivery = TestingDelivery.read(file, format, Map.of());
            long counted = TestingDelivery.count(file, format);
            assertThat((long) delivery.outcomes.size()).as(what).isEqualTo(counted);
            assertThat(delivery.positions()).as(what).isSorted().doesNotHaveDuplicates();
            if (format != PARQUET) {
                partsReadAsTheWhole(file, format, delivery, what);
            }
            for (TestingDelivery.Outcome outcome : delivery.outcomes) {
                if (outcome.raw() != null) {
                    assertThat(bar.judge(outcome.raw()).toString())
                            .doesNotContain(NAME)
                            .doesNotContain("7331");
                    assertThat(outcome.toString()).doesNotContain(NAME).doesNotContain("7331");
                }
            }
            return true;
        } catch (Failure failure) {
            assertThat(failure.category()).as(what).isEqualTo(Failure.ErrorCategory.INPUT);
            assertThat(failure).as(what).hasMessageContaining("mutated");
            StringWriter printed = new StringWriter();
            failure.printStackTrace(new PrintWriter(printed, true));
            assertThat(printed.toString()).as(what).doesNotContain(NAME).doesNotContain("7331");
            return false;
        }
    }

    /** However small the parts, together they are the file: no record twice or not at all, and each at its line. */
    private void partsReadAsTheWhole(Path file, FileFormat format, TestingDelivery whole, String what) {
        try {
            TestingDelivery parted = TestingDelivery.readInParts(file, format, 1 + Math.floorMod(what.hashCode(), 300));
            assertThat(parted.outcomes).as(what).isEqualTo(whole.outcomes);
            filesInParts += parted.parts > 1 ? 1 : 0;
        } catch (Failure failure) {
            // A first part of a record or two may lack what the file has; in a real one are a hundred thousand.
            assertThat(failure).as(what).hasMessageContaining("no record has the key");
        }
    }

    @Tag("differential")
    @Test
    void noCsvIsLostOrBringsAnythingDown() {
        int taken = 0;
        for (int seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            byte[] bytes = csv(random).getBytes(StandardCharsets.UTF_8);
            taken += survives(mutate(bytes, random, true), CSV, "seed " + seed) ? 1 : 0;
        }
        assertThat(taken).isGreaterThan(600);
        assertThat(filesInParts).isGreaterThan(400);
    }

    @Tag("differential")
    @Test
    void noJsonIsLostOrBringsAnythingDown() {
        int taken = 0;
        for (int seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            byte[] bytes = json(random).getBytes(StandardCharsets.UTF_8);
            taken += survives(mutate(bytes, random, true), JSONL, "seed " + seed) ? 1 : 0;
        }
        assertThat(taken).isGreaterThan(900);
        assertThat(filesInParts).isGreaterThan(600);
    }

    @Tag("differential")
    @Test
    void noParquetIsLostOrBringsAnythingDown() throws Exception {
        Path file = folder.resolve("seed.parquet");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duckdb.createStatement()) {
            sql.execute("copy (select 'd-' || i as declaration_id, '" + SUBJECT + "' || i as subject_id,"
                    + " 'declare' as action, 'preferred_name' as attribute, '" + NAME + "' || (i % 3) as value,"
                    + " ['personal_offers'] as purposes, 'family-club' as notice_id, 3 as notice_version,"
                    + " 'de' as notice_language, 'app' as channel, 'volunteered' as elicitation, 'self' as declared_by,"
                    + " timestamptz '2026-11-20 10:00:00+00' as declared_at from range(40) t(i)) to '" + file
                    + "' (format parquet, row_group_size 2048)");
        }
        byte[] seedBytes = Files.readAllBytes(file);
        int taken = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = seedBytes.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            boolean oneBit = random.nextInt(3) > 0;
            taken += survives(oneBit ? bytes : mutate(bytes, random, false), PARQUET, "seed " + seed) ? 1 : 0;
        }
        assertThat(taken).isGreaterThan(100);
    }

    /** Quotes are where two ways of counting would part, so they are tried exhaustively. */
    @Test
    void countAndReaderAgreeOnEveryShortText() {
        char[] alphabet = {'b', '"', ',', '\n', '\r', '\\'};
        int[] digits = new int[6];
        for (int length = 0; length <= digits.length; length++) {
            int texts = (int) Math.pow(alphabet.length, length);
            for (int n = 0; n < texts; n++) {
                StringBuilder text = new StringBuilder();
                for (int i = 0, rest = n; i < length; i++, rest /= alphabet.length) {
                    text.append(alphabet[rest % alphabet.length]);
                }
                agree(text.toString());
            }
        }
    }

    private static void agree(String text) {
        CsvTally tally = new CsvTally(',', '"');
        text.chars().forEach(tally::next);
        long records = 0;
        try (var rows = new io.crumbless.columnar.text.CsvRows(
                new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                new io.crumbless.columnar.text.CsvDialect(',', '"', StandardCharsets.UTF_8, List.of("a"), true),
                "short")) {
            while (rows.next()) {
                records++;
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThat(tally.end())
                .as(text.replace("\n", "\\n").replace("\r", "\\r"))
                .isEqualTo(records);
    }
}
