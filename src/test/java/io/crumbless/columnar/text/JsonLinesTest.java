package io.crumbless.columnar.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of a JSON Lines file is either read as written or reported as malformed; none is lost. */
@Tag("unit")
class JsonLinesTest {
    @Test
    void readsOneObjectPerLine() {
        assertThat(read("{\"a\":\"x\",\"b\":null}\r\n  \n{\"a\":true}"))
                .containsExactly("1: {a=x, b=null}", "3: {a=true}");
    }

    @Test
    void numbersStayAsWritten() {
        assertThat(read("{\"a\":12345678901234567890123456789012345678,\"b\":1.10,\"c\":1E400,\"d\":-0}"))
                .containsExactly("1: {a=12345678901234567890123456789012345678, b=1.10, c=1E400, d=-0}");
    }

    @Test
    void listsBecomeTextAsArraysOfStrings() {
        assertThat(read("{\"a\":[1,\"x\\\"y\",true],\"b\":[{\"s\":\"q\",\"n\":null}]}"))
                .containsExactly("1: {a=[\"1\",\"x\\\"y\",\"true\"], b=[{\"s\":\"q\",\"n\":null}]}");
    }

    /** Python writes them, although they are no JSON. */
    @Test
    void numbersThatAreNoneCostARecordOnlyIfTheirFieldIsRead() throws IOException {
        byte[] bytes =
                "{\"a\":\"x\",\"s\":NaN,\"t\":{\"u\":[-Infinity]}}\n{\"a\":NaN}\n{\"a\":[1,Infinity]}\n{\"a\":1E400,\"s\":NaN}"
                        .getBytes(StandardCharsets.UTF_8);
        List<String> read = new ArrayList<>();
        try (JsonLines lines = new JsonLines(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8, Set.of("a"))) {
            while (lines.next()) {
                read.add(String.valueOf(lines.malformed() == null ? lines.value("a") : lines.malformed()));
            }
        }

        assertThat(read).containsExactly("x", "NOT_AN_OBJECT", "NOT_AN_OBJECT", "1E400");
    }

    @Test
    void keepsOnlyWantedFieldsAndTheirInside() throws IOException {
        byte[] bytes = "{\"x\":{\"y\":[1]},\"a\":[{\"s\":\"q\"},null]}".getBytes(StandardCharsets.UTF_8);
        try (JsonLines lines = new JsonLines(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8, Set.of("a"))) {
            assertThat(lines.next()).isTrue();
            assertThat(lines.names()).containsExactly("a");
            assertThat(lines.field("x")).isNull();
            assertThat(lines.field("a"))
                    .isInstanceOfSatisfying(
                            JsonValue.Items.class,
                            list -> assertThat(list.items()).hasSize(2).last().isEqualTo(new JsonValue.Null()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2}!not_an_object",
                "{\"b\":{\"a\":1,\"a\":2}}!not_an_object",
                "[{\"a\":1}]!not_an_object",
                "\"text\"!not_an_object",
                "null!not_an_object",
                "{\"a\":1} {\"a\":2}!not_an_object",
                "{\"a\":1}}!not_an_object",
                "{\"a\":1!not_an_object",
                "{'a':1}!not_an_object",
                "{\"a\":NaN}!not_an_object",
                "{\"a\":01}!not_an_object",
                "{\"a\":\"\\ud800\"}!undecodable",
                "{\"\\udc00\\ud800\":1}!undecodable",
                "{\"a\":\"\\u0000\"}!nul",
                "{\"a\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}!not_an_object",
            })
    void oneBadLineDoesNotStopTheRest(String bad, String reason) {
        assertThat(read("{\"a\":1}\n" + bad + "\n{\"a\":2}\n")).containsExactly("1: {a=1}", "2: " + reason, "3: {a=2}");
    }

    @Test
    void undecodableBytesSpoilOnlyTheirLine() {
        byte[] bytes = "{\"a\":1}\n{\"a\":\"#\"}\n{\"a\":2}\n".getBytes(StandardCharsets.UTF_8);
        bytes[14] = (byte) 0x80;
        assertThat(read(bytes)).containsExactly("1: {a=1}", "2: undecodable", "3: {a=2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void theByteOrderMarkDecidesTheEncoding(String encoding) {
        assertThat(read("\uFEFF{\"a\":\"☃😀\"}".getBytes(Charset.forName(encoding))))
                .containsExactly("1: {a=☃😀}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\uFEFF", " \r\n\t"})
    void aFileWithoutRecordsHasNone(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void anOverlongLineIsMalformedAndTheNextIsRead() {
        String longText = "x".repeat(JsonLines.LONGEST_RECORD_CHARS);
        assertThat(read("{\"a\":\"" + longText + "\"}\n{\"a\":2}\n{\"a\":\"" + longText + "\"}"))
                .containsExactly("1: too_long", "2: {a=2}", "3: too_long");
    }

    @Test
    void aLineAtTheLimitIsRead() {
        String text = "x".repeat(JsonLines.LONGEST_RECORD_CHARS - 8);
        assertThat(read("{\"a\":\"" + text + "\"}\n{}\n")).containsExactly("1: {a=" + text + "}", "2: {}");
        assertThat(read("{\"a\":\"" + text + "x\"}\n{}\n")).containsExactly("1: too_long", "2: {}");
    }

    @Test
    void linesAcrossBufferEndsAreReadWhole() {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 3000; i++) {
            String value = "v".repeat(random.nextInt(random.nextInt(20) == 0 ? 40_000 : 60));
            text.append("{\"a\":\"").append(value).append("\"}\n");
            expected.add(i + ": {a=" + value + "}");
        }
        assertThat(read(text.toString())).isEqualTo(expected);
    }

    @Test
    void mutatedFilesNeverThrowAndKeepTheirLines() {
        Random random = new Random(4);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = "{\"a\":\"x\",\"b\":[1,{\"c\":2}]}\n".repeat(5).getBytes(StandardCharsets.UTF_8);
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                int at = random.nextInt(bytes.length);
                bytes[at] = bytes[at] == '\n' ? bytes[at] : (byte) Math.max(random.nextInt(256), 11);
            }
            assertThat(read(bytes)).hasSize(5);
        }
    }

    /** A key with an escape in it makes a record one of the library, which says what it is. */
    @Test
    void recordsAreReadAsTheLibraryReadsThem() throws IOException {
        String[] parts = {
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\"a\":",
            "\"b\":",
            "\"c\":1",
            "\"d\":",
            "\"x\":{\"y\":1,\"z\":[1,2]}",
            "\"a\":\"some text\"",
            "\"b\":null",
            " ",
            "\t",
            "\r",
            "1",
            "-0",
            "01",
            "1.5",
            ".5",
            "1.",
            "1e9",
            "1E+400",
            "-",
            "+1",
            "true",
            "nul",
            "null",
            "NaN",
            "\"\\u00e4\"",
            "\"\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"\\u0000\"",
            "\"\\n\\t\\/\\b\\f\\r\\\\\\\"\"",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"ä☺😀\"",
            "\uFFFF",
            "\uFEFF",
            "\0",
            "\u0001",
            "\\",
            "\"\\u0061\":2",
            "'a'",
            "\"\"",
        };
        String[] values = {
            "1", "\"x\"", "null", "[1,\"2\"]", "{\"q\":1,\"r\":{\"s\":\"\"}}", "\"ä\\n\"", "true", "-1.5e3", "[]", "{}"
        };
        Random random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder inside = new StringBuilder();
            for (int field = random.nextInt(5); field > 0; field--) {
                inside.append('"').append((char) ('a' + random.nextInt(6))).append("\":");
                inside.append(values[random.nextInt(values.length)]).append(field > 1 ? "," : "");
            }
            for (int n = random.nextInt(3); n > 0; n--) {
                inside.insert(random.nextInt(inside.length() + 1), parts[random.nextInt(parts.length)]);
            }
            String rest = inside + (random.nextInt(9) == 0 ? "" : "}");
            String of = rest.stripLeading().startsWith("}") ? "" : ",";
            String theLibrarys = "{\"\\u007aother\":0" + of + rest;
            assertThat(readSome("{" + rest)).as(rest).isEqualTo(readSome(theLibrarys));
        }
    }

    private static List<String> readSome(String record) throws IOException {
        List<String> found = new ArrayList<>();
        // The second record is read with what is known of the first.
        byte[] bytes = (record + "\n" + record).getBytes(StandardCharsets.UTF_8);
        try (JsonLines lines =
                new JsonLines(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8, Set.of("a", "b", "c"))) {
            while (lines.next()) {
                found.add(lines.line() + ": " + lines.malformed());
                for (String name : lines.names()) {
                    found.add(name + " is " + lines.value(name));
                    assertThat(lines.field(name)).isNotNull();
                }
            }
        }
        return found;
    }

    @Test
    void aNulSpoilsOnlyItsLine() {
        assertThat(read("{\"a\":1}\n{\"a\":\"\0\"}\n{\"a\":2}\n")).containsExactly("1: {a=1}", "2: nul", "3: {a=2}");
    }

    private static List<String> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> read(byte[] bytes) {
        List<String> records = new ArrayList<>();
        try (JsonLines lines = new JsonLines(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            while (lines.next()) {
                Malformed malformed = lines.malformed();
                StringBuilder fields = new StringBuilder();
                for (String name : lines.names()) {
                    fields.append(fields.isEmpty() ? "" : ", ")
                            .append(name)
                            .append('=')
                            .append(lines.value(name));
                }
                records.add(lines.line() + ": " + (malformed == null ? "{" + fields + "}" : malformed.word()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return records;
    }
}
