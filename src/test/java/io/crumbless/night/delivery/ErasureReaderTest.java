package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.kernel.declaration.ErasureRequest;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: every erasure request is understood, or the run stops and says where. */
@Tag("unit")
class ErasureReaderTest {
    @TempDir
    private Path folder;

    private List<ErasureRequest> read(String content, FileFormat format, Optional<ZoneId> zone) {
        Path file = TestingDelivery.write(folder, "erasures", content.getBytes(StandardCharsets.UTF_8));
        ErasureSource source = new ErasureSource(
                "tickets",
                new DeliveryPlace.Files(Location.of(file), format),
                new ColumnMapping(ErasureSource.COLUMNS, Map.of("subject_id", "who")),
                zone,
                TimeForms.ISO,
                RowFilter.NONE);
        List<ErasureRequest> requests = new ArrayList<>();
        ErasureReader.of(source, format, DeliveryPart.whole(TestingDelivery.entry(file)))
                .read(requests::add);
        return requests;
    }

    @Test
    void readsRequests() {
        assertThat(read(
                        "who,requested_at,reason\n0007,2026-11-20T10:00:00Z,\"moved, no longer\ncustomer\"\n8,2026-11-20 10:00+01,\n",
                        TestingDelivery.CSV,
                        Optional.empty()))
                .containsExactly(
                        new ErasureRequest(new SubjectId("0007"), 1_795_168_800_000_000L, "moved, no longer\ncustomer"),
                        new ErasureRequest(new SubjectId("8"), 1_795_165_200_000_000L, ""));
        assertThat(read(
                        "{\"who\":7,\"requested_at\":\"2026-11-20T11:00:00\"}",
                        TestingDelivery.JSONL,
                        Optional.of(ZoneId.of("Europe/Berlin"))))
                .containsExactly(new ErasureRequest(new SubjectId("7"), 1_795_168_800_000_000L, ""));
    }

    /** Databases write the names of folders as those of columns, in any letter case. */
    @ParameterizedTest
    @ValueSource(strings = {"state", "State"})
    void aFolderSuppliesTheColumnInAnyLetterCase(String name) throws IOException {
        Path approved = Files.createDirectories(folder.resolve(name + "=approved"));
        Path file = TestingDelivery.write(
                approved,
                "erasures",
                "subject_id,requested_at\n7,2026-11-20T10:00:00Z\n".getBytes(StandardCharsets.UTF_8));
        RowFilter where = new RowFilter(List.of(new RowFilter.Comparison("state", Set.of("approved"), false, null)));
        ErasureSource source = new ErasureSource(
                "tickets",
                new DeliveryPlace.Files(Location.of(file), TestingDelivery.CSV),
                new ColumnMapping(ErasureSource.COLUMNS, Map.of()).and(where),
                Optional.empty(),
                TimeForms.ISO,
                where);
        List<ErasureRequest> requests = new ArrayList<>();

        ErasureReader.of(source, TestingDelivery.CSV, DeliveryPart.whole(TestingDelivery.entry(file)))
                .read(requests::add);

        assertThat(requests).hasSize(1);
    }

    /** All formats return the same ids, so an id is the same person in all of them. NUL stops the run. */
    @ParameterizedTest
    @ValueSource(chars = {'\u0001', '\u001b', '\u0085', '\n', '\u200b'})
    void otherControlCharactersAreOfTheId(char control) {
        String id = "S" + control + "7";
        String json = "S" + String.format(Locale.ROOT, "\\u%04x", (int) control) + "7";
        List<ErasureRequest> expected = List.of(new ErasureRequest(new SubjectId(id), 1_795_168_800_000_000L, ""));

        assertThat(read(
                        "who,requested_at\n\"" + id + "\",2026-11-20T10:00:00Z\n",
                        TestingDelivery.CSV,
                        Optional.empty()))
                .isEqualTo(expected);
        assertThat(read(
                        "{\"who\":\"" + json + "\",\"requested_at\":\"2026-11-20T10:00:00Z\"}",
                        TestingDelivery.JSONL,
                        Optional.empty()))
                .isEqualTo(expected);
    }

    @Test
    void nulIsOfNoIdInAnyFormat() {
        for (FileFormat format : List.of(TestingDelivery.CSV, TestingDelivery.JSONL)) {
            String content = format == TestingDelivery.CSV
                    ? "who,requested_at\nS\0,2026-11-20T10:00:00Z\n"
                    : "{\"who\":\"S\\u0000\",\"requested_at\":\"2026-11-20T10:00:00Z\"}";
            assertThatThrownBy(() -> read(content, format, Optional.empty()))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("the record has not the shape of the file");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",2026-11-20T10:00:00Z,x",
                "S-7,,x",
                "S-7,20.11.2026,x",
                "S-7,2026-11-20T10:00:00,x",
                "S-7,1970-01-01T00:00:00Z,x",
                "S-7",
                "S-7;S-8,2026-11-20T10:00:00Z,x",
                "\"S-7, S-8\",2026-11-20T10:00:00Z,x",
                "S-7,2026-11-20T10:00:00Z,\"x"
            })
    void stopsAtWhatItCannotUnderstandAndSaysWhere(String line) {
        String content = "who,requested_at,reason\nS-1,2026-11-20T10:00:00Z,x\n" + line;
        assertThatThrownBy(() -> read(content, TestingDelivery.CSV, Optional.empty()))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(Failure.ErrorCategory.INPUT))
                .hasMessageStartingWith("Cannot read the erasure request at ")
                .hasMessageContaining("erasures:3: ")
                .hasMessageNotContaining("S-7");
    }

    /** A file truncated to zero bytes is not a delivery without requests. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "csv without header", "jsonl", "csv with blank lines", "csv with a mark"})
    void aFileThatHoldsNothingIsNoDelivery(String kind) {
        FileFormat format =
                switch (kind) {
                    case "jsonl" -> TestingDelivery.JSONL;
                    case "csv without header" ->
                        new FileFormat.Csv(
                                new CsvDialect(',', '"', StandardCharsets.UTF_8, List.of("who", "requested_at")));
                    default -> TestingDelivery.CSV;
                };
        String content = kind.endsWith("lines") ? "\r\n\n" : kind.endsWith("mark") ? "\uFEFF" : "";
        assertThatThrownBy(() -> read(content, format, Optional.empty()))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(Failure.ErrorCategory.INPUT))
                .hasMessageMatching("Cannot read the erasure requests in \\S+erasures: the file is empty, .*"
                        + "where nobody asks, .*; nothing was erased");
    }

    @Test
    void aFileOfNobodyIsRead() {
        assertThat(read("who,requested_at,reason\n", TestingDelivery.CSV, Optional.empty()))
                .isEmpty();
        assertThat(read("\n", TestingDelivery.JSONL, Optional.empty())).isEmpty();
    }

    @Test
    void aRequestRevealsNothingOfThePerson() {
        assertThat(new ErasureRequest(new SubjectId("S-7"), 1, "divorce").toString())
                .doesNotContain("S-7")
                .doesNotContain("divorce");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"None\"", "\"undefined\"", "[\"C-1\",\"C-2\"]", "{\"id\":\"C-1\"}"})
    void whatIsNobodysIdIsNotUnderstood(String who) {
        assertThatThrownBy(() -> read(
                        "{\"who\":" + who + ",\"requested_at\":\"2026-11-20T11:00:00Z\"}",
                        TestingDelivery.JSONL,
                        Optional.empty()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("correct it and run again, nothing was erased");
    }

    private List<String> readWhere(String content, RowFilter where) {
        Path file = TestingDelivery.write(folder, "erasures", content.getBytes(StandardCharsets.UTF_8));
        ErasureSource source = new ErasureSource(
                "tickets",
                new DeliveryPlace.Files(Location.of(file), TestingDelivery.CSV),
                new ColumnMapping(ErasureSource.COLUMNS, Map.of()).and(where),
                Optional.empty(),
                TimeForms.ISO,
                where);
        List<String> read = new ArrayList<>();
        ErasureReader.of(source, TestingDelivery.CSV, DeliveryPart.whole(TestingDelivery.entry(file)))
                .read(
                        request -> read.add(request.subject().value()),
                        end -> read.add(end == RecordEnd.LEFT_OUT ? "(left out)" : "(blank)"));
        return read;
    }

    @Test
    void recordsThatDoNotCountAreLeftOut() {
        RowFilter where = new RowFilter(List.of(new RowFilter.Comparison("status", Set.of("approved"), false, null)));
        String header = "subject_id,requested_at,status\n";

        assertThat(readWhere(
                        header + "1,2026-11-20T10:00:00Z,approved\n2,2026-11-20T10:00:00Z,rejected\n3,,rejected\n",
                        where))
                .containsExactly("1", "(left out)", "(left out)");
        assertThatThrownBy(() -> readWhere("subject_id,requested_at\n1,2026-11-20T10:00:00Z\n", where))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("column 'status' is missing");
    }

    /** Blank rows of a spreadsheet are not requests. */
    @Test
    void blankRowsAreNoRequests() {
        String header = "subject_id,requested_at,note\n";

        assertThat(readWhere(
                        header + "1,2026-11-20T10:00:00Z,\n,,\n , ,\"\"\n2,2026-11-20T10:00:00Z,\n", RowFilter.NONE))
                .containsExactly("1", "(blank)", "(blank)", "2");
        assertThatThrownBy(() -> readWhere(header + "1,2026-11-20T10:00:00Z,\n,,lost\n", RowFilter.NONE))
                .hasMessageContaining("erasures:3: subject_id or requested_at is missing");
        assertThatThrownBy(() -> readWhere(header + ",,\n,,\n", RowFilter.NONE))
                .hasMessageContaining("every record is blank");
    }

    /** A request that is approved in another notation may not be left out. */
    @ParameterizedTest
    @ValueSource(strings = {"approved_by_legal", "Approved by legal", "approvedbylegal.", "approvedbylegal"})
    void aWordThatNearlyNamesOneStopsTheRun(String word) {
        RowFilter where =
                new RowFilter(List.of(new RowFilter.Comparison("status", Set.of("approved-by-legal"), false, null)));

        assertThatThrownBy(
                        () -> readWhere("subject_id,requested_at,status\n1,2026-11-20T10:00:00Z," + word + "\n", where))
                .hasMessageContaining("a column of 'where' says neither yes nor no");
        assertThat(readWhere("subject_id,requested_at,status\n1,2026-11-20T10:00:00Z,rejected-by-legal\n", where))
                .containsExactly("(left out)");
    }

    @Test
    void aFlagThatSaysNeitherYesNorNoStopsTheRun() {
        RowFilter where = new RowFilter(List.of(new RowFilter.Comparison("confirmed", Set.of(), false, true)));

        assertThatThrownBy(() -> readWhere("subject_id,requested_at,confirmed\n1,2026-11-20T10:00:00Z,maybe\n", where))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("a column of 'where' says neither yes nor no");
    }
}
