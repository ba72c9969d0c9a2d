package io.crumbless.night.legacy;

import static io.crumbless.night.legacy.LegacyBench.NIGHT;
import static io.crumbless.night.legacy.LegacyBench.POLICY;
import static io.crumbless.night.legacy.LegacyBench.scan;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.DuckDb;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Value;
import io.crumbless.kernel.provenance.Classification;
import io.crumbless.night.legacy.LegacyBench.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random rows, written as CSV, JSON Lines and Parquet in many encodings, end where a plain reading of the rules says: one
 * row at a time, every value classified again, people looked up in a list.
 */
@Tag("unit")
@Tag("slow")
class MembershipFormatsTest {
    @TempDir
    Path folder;

    static IntStream seeds() {
        return IntStream.range(0, Integer.getInteger("seeds", 16));
    }

    /** One value and the columns beside it; any may be missing. */
    private record Item(
            @Nullable String segment,
            @Nullable String method,
            @Nullable String system,
            @Nullable String score,
            @Nullable String at,
            @Nullable String value) {}

    private record Row(@Nullable String key, List<Item> items) {}

    @ParameterizedTest
    @MethodSource("seeds")
    void membershipsEndWhereThePlainReadingSays(int seed) throws IOException {
        Random random = new Random(seed);
        List<Row> rows = Stream.generate(() -> new Row(key(random), List.of(item(random))))
                .limit(1 + random.nextInt(1500))
                .toList();
        Result expected = plain(rows, false);
        Path jsonl = folder.resolve("m.jsonl");
        Files.write(
                jsonl,
                rows.stream()
                        .map(row -> "{\"key\":" + json(row.key) + ","
                                + json(row.items.get(0)).substring(1))
                        .toList());
        Path csv = folder.resolve("m.csv");
        Files.writeString(
                csv,
                rows.stream()
                        .map(row -> Stream.of(
                                        row.key,
                                        row.items.get(0).segment,
                                        row.items.get(0).method,
                                        row.items.get(0).system,
                                        row.items.get(0).score,
                                        row.items.get(0).at,
                                        row.items.get(0).value)
                                .map(MembershipFormatsTest::csv)
                                .collect(Collectors.joining(",")))
                        .collect(Collectors.joining("\r\n", "key,segment,method,system,score,ts,value\n", "")));
        List<Path> files = new ArrayList<>(List.of(jsonl, csv));
        files.addAll(parquet(
                jsonl,
                "key VARCHAR, segment VARCHAR, method VARCHAR, system VARCHAR, score DOUBLE, "
                        + "ts VARCHAR, value VARCHAR",
                random));
        for (Path file : files) {
            assertSame(scan(source(file, Shape.MEMBERSHIP), file), expected, file);
            assertThat(listed(source(file, Shape.MEMBERSHIP), file))
                    .as("%s", file)
                    .isEqualTo(plainlyListed(rows));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void listsOfStructsEndWhereThePlainReadingSays(int seed) throws IOException {
        Random random = new Random(1000 + seed);
        List<Row> rows = Stream.generate(() -> new Row(
                        key(random),
                        Stream.generate(() -> item(random))
                                .limit(random.nextInt(4) == 0 ? 0 : random.nextInt(9))
                                .toList()))
                .limit(1 + random.nextInt(1500))
                .toList();
        Result expected = plain(rows, true);
        Path jsonl = folder.resolve("l.jsonl");
        Files.write(
                jsonl,
                rows.stream()
                        .map(row -> "{\"key\":" + json(row.key) + ",\"items\":"
                                + row.items.stream()
                                        .map(MembershipFormatsTest::json)
                                        .collect(Collectors.joining(",", "[", "]"))
                                + "}")
                        .toList());
        List<Path> files = new ArrayList<>(List.of(jsonl));
        files.addAll(parquet(
                jsonl,
                "key VARCHAR, items STRUCT(segment VARCHAR, method VARCHAR, system VARCHAR, "
                        + "score DOUBLE, ts VARCHAR, value VARCHAR)[]",
                random));
        for (Path file : files) {
            assertSame(scan(source(file, Shape.LIST), file), expected, file);
            assertThat(listed(source(file, Shape.LIST), file)).as("%s", file).isEqualTo(plainlyListed(rows));
        }
    }

    @Test
    void aFileInManyRowGroupsIsCutIntoSplits() {
        Path file = folder.resolve("big.parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT 'c-' || (range % 1000) AS key, 'prams' AS segment FROM range(2300000)",
                    file, "ROW_GROUP_SIZE 122880");
        }
        MembershipSource source = new MembershipSource(
                LegacyBench.files("dmp", file),
                Shape.MEMBERSHIP,
                false,
                "key",
                Optional.empty(),
                Optional.of("segment"),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        List<MembershipSplit> splits = MembershipSplit.of(source, List.of(LegacyBench.entry(file)));
        assertThat(splits.stream().map(MembershipSplit::rows)).containsExactly(983_040L, 983_040L, 333_920L);
        assertThat(scan(source, file).values()).isEqualTo(Map.of("stripped_observed", 2_300_000L));
    }

    private static void assertSame(Result result, Result expected, Path file) {
        assertThat(result)
                .as("%s", file.getFileName())
                .usingRecursiveComparison()
                .ignoringFields("quarantined")
                .isEqualTo(expected);
        assertThat(result.quarantined()).hasSameSizeAs(expected.quarantined());
    }

    // --- what is listed for a person who asks ---

    /** The source's data about Anna, who has two cookies and shares a tablet with Ben. */
    private static List<HeldMembership> listed(MembershipSource source, Path file) {
        LinkTable people = LegacyBench.people();
        byte[] anna = LegacyBench.bytes("anna");
        List<HeldMembership> listed = new ArrayList<>();
        new SubjectMemberships(source, POLICY, people, people.ordinalOf(anna, 0, anna.length))
                .scan(LegacyBench.entry(file), listed::add);
        return listed;
    }

    private static List<HeldMembership> plainlyListed(List<Row> rows) {
        List<HeldMembership> listed = new ArrayList<>();
        for (Row row : rows) {
            if (List.of("c-anna", "c-anna-2").contains(String.valueOf(text(row.key)))) {
                row.items.stream()
                        .filter(item -> text(item.segment) != null)
                        .forEach(item -> listed.add(plainlyListed(item)));
            }
        }
        return listed;
    }

    private static HeldMembership plainlyListed(Item item) {
        String system = text(item.system);
        String segment = String.valueOf(text(item.segment));
        Classification judged = POLICY.provenance()
                .classify(system == null ? "dmp" : system, segment, text(item.method), text(item.score) != null);
        return new HeldMembership(
                segment, text(item.value), text(item.score), system, text(item.method), judged.origin(), judged.rule());
    }

    // --- the plain reading ---

    private static Result plain(List<Row> rows, boolean lists) {
        Map<String, Long> rowBins = new TreeMap<>();
        Map<String, Long> valueBins = new TreeMap<>();
        Map<String, Long> rules = new TreeMap<>();
        Map<String, Integer> removed = new TreeMap<>();
        List<String> provided = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Row row : rows) {
            String key = text(row.key);
            key = List.of("nan", "None").contains(String.valueOf(key)) ? null : key;
            boolean segmentMissing = !lists && text(row.items.get(0).segment) == null;
            if (key == null || segmentMissing) {
                rowBins.merge(key == null ? "quarantined:key_missing" : "quarantined:segment_missing", 1L, Long::sum);
                refused.add("row");
                continue;
            }
            rowBins.merge(row.items.isEmpty() ? "empty" : "expanded", 1L, Long::sum);
            for (Item item : row.items) {
                String bin = value(key, item, rules, removed, provided);
                valueBins.merge(bin, 1L, Long::sum);
                boolean badTime = bin.equals("undated") && text(item.at) != null;
                if (bin.equals("segment_missing") || bin.equals("value_invalid") || badTime) {
                    refused.add("value");
                }
            }
        }
        Collections.sort(provided);
        return new Result(rowBins, valueBins, rules, removed, provided, refused);
    }

    private static String value(
            String key, Item item, Map<String, Long> rules, Map<String, Integer> removed, List<String> provided) {
        String segment = text(item.segment);
        if (segment == null) {
            return "segment_missing";
        }
        String system = text(item.system);
        Classification c = POLICY.provenance()
                .classify(system == null ? "dmp" : system, segment, text(item.method), text(item.score) != null);
        rules.merge(c.rule(), 1L, Long::sum);
        String person =
                switch (key) {
                    case "c-anna", "c-anna-2" -> "anna";
                    case "c-ben" -> "ben";
                    case "c-olga" -> "olga";
                    default -> "";
                };
        String bin = c.origin() == Origin.PROVIDED
                ? providedBin(key, person, c, item, provided)
                : "stripped_" + c.origin().word();
        if (!person.isEmpty() && !bin.equals("candidate") && !bin.equals("future")) {
            removed.merge(person + " " + c.origin().word(), 1, Integer::sum);
        }
        return bin;
    }

    private static String providedBin(String key, String person, Classification c, Item item, List<String> provided) {
        Attribute target = c.target();
        if (target == null) {
            return "not_accepted";
        }
        String said = c.value();
        String beside = text(item.value);
        boolean contradicts = said != null && beside != null && !beside.equals(said) && !beside.equals("yes");
        Optional<Value> value =
                Optional.ofNullable(said == null ? beside : said).flatMap(target.type()::parse);
        if (value.isEmpty() || contradicts) {
            return "value_invalid";
        }
        long micros;
        try {
            micros = OffsetDateTime.parse(String.valueOf(text(item.at))).toEpochSecond() * 1_000_000;
        } catch (DateTimeException e) {
            return "undated";
        }
        if (micros >= NIGHT.asOfMicros()) {
            return "future";
        } else if (person.isEmpty()) {
            return key.equals("c-tablet") ? "ambiguous" : "unlinked";
        } else if (person.equals("olga")) {
            return "opted_out";
        }
        provided.add(person + " " + target.name() + "=" + value.get().canonical() + " dmp/" + c.rule() + " "
                + micros / 1_000_000);
        return "candidate";
    }

    private static @Nullable String text(@Nullable String delivered) {
        String text = delivered == null ? "" : delivered.strip();
        return text.isEmpty() ? null : text;
    }

    // --- random rows and their files ---

    private static @Nullable String key(Random random) {
        return pick(
                random,
                "c-anna",
                "c-anna-2",
                "c-ben",
                "c-olga",
                "c-tablet",
                " c-ben ",
                "c-ben\t",
                "c-" + random.nextInt(),
                "\u2003c-anna",
                "nan",
                " None ",
                "NULL",
                "",
                null,
                "''",
                "N",
                "ü");
    }

    private static Item item(Random random) {
        return new Item(
                pick(
                        random,
                        "prams",
                        "form_de",
                        "form_de",
                        "form_en",
                        "form_mixed",
                        "buyers",
                        "movers",
                        "lang",
                        "lang",
                        "iab-" + random.nextInt(3000),
                        "lookalike " + random.nextInt(9),
                        "\\N",
                        " ",
                        null,
                        "fürm",
                        "form_de ",
                        "a \"b\", c"),
                pick(random, "form", "form", "form", "pixel", "broker", null, " ", "m" + random.nextInt(400)),
                pick(random, null, null, null, "accounts", "dmp", "s" + random.nextInt(300)),
                pick(random, null, null, null, null, null, "0.5"),
                pick(
                        random,
                        "2026-03-01T12:00:00Z",
                        "2026-03-01T12:00:00Z",
                        "2026-11-22T23:59:59+01:00",
                        "2026-11-23T00:00:00+01:00",
                        null,
                        "yesterday",
                        "2026-03-01 12:00"),
                pick(random, null, null, null, "de", "fr", "xx", "yes", "NULL"));
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String json(Item item) {
        return "{\"segment\":" + json(item.segment) + ",\"method\":" + json(item.method) + ",\"system\":"
                + json(item.system) + ",\"score\":" + item.score + ",\"ts\":" + json(item.at) + ",\"value\":"
                + json(item.value) + "}";
    }

    private static String json(@Nullable String text) {
        return text == null
                ? "null"
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + "\"";
    }

    private static String csv(@Nullable String text) {
        return text == null ? "" : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private List<Path> parquet(Path jsonl, String columns, Random random) {
        List<Path> files = new ArrayList<>();
        String query = "SELECT * FROM read_json('" + jsonl + "', format='newline_delimited', columns={"
                + Stream.of(columns.split(", (?![^(]*\\))"))
                        .map(column -> column.split(" ", 2))
                        .map(column -> "'" + column[0] + "': '" + column[1] + "'")
                        .collect(Collectors.joining(", "))
                + "})";
        try (DuckDb duck = new DuckDb()) {
            files.add(
                    duck.write(query, folder.resolve("plain.parquet"), "DICTIONARY_SIZE_LIMIT 1", "COMPRESSION zstd"));
            files.add(duck.write(query, folder.resolve("groups.parquet"), "ROW_GROUP_SIZE 2048"));
            files.add(duck.write(
                    query,
                    folder.resolve("v2.parquet"),
                    "PARQUET_VERSION V2",
                    "DICTIONARY_SIZE_LIMIT " + (1 + random.nextInt(50)),
                    "COMPRESSION " + pick(random, "gzip", "lz4_raw", "uncompressed", "snappy")));
        }
        return files;
    }

    private static MembershipSource source(Path file, Shape shape) {
        boolean list = shape == Shape.LIST;
        String prefix = list ? "items." : "";
        return new MembershipSource(
                LegacyBench.files("dmp", file),
                shape,
                false,
                "key",
                list ? Optional.of("items") : Optional.empty(),
                Optional.of(prefix + "segment"),
                Optional.empty(),
                Optional.of(prefix + "value"),
                Map.of(),
                Optional.of(prefix + "score"),
                Optional.of(prefix + "system"),
                Optional.of(prefix + "method"),
                Optional.of(prefix + "ts"),
                Optional.empty());
    }
}
