package io.crumbless.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: an access while another process had the H2 file open is in the access log afterwards, once and unchanged;
 * changed, deleted and inserted entries of the journal are reported; and an access that cannot be recorded is refused.
 */
@Tag("unit")
@Tag("slow")
class AccessJournalTest {
    private static final Instant NOW = Instant.parse("2026-11-23T01:30:00.123456Z");
    private static final SigningKey KEY = SigningKey.create(List.of());

    @TempDir
    private Path folder;

    private static Access look(int number) {
        return new Access(
                NOW.plusMillis(number), "vera", "console explain", Optional.of("ab".repeat(32)), Optional.of("letter"));
    }

    private AccessJournal written(int entries) {
        AccessJournal journal = new AccessJournal(folder);
        IntStream.range(0, entries).forEach(i -> journal.append(look(i), KEY));
        return journal;
    }

    private Path file() {
        return folder.resolve(AccessJournal.FILE);
    }

    /** Like another process, which has none of its state in memory. */
    private AccessJournal.Content drained() {
        List<AccessJournal.Content> drained = new ArrayList<>();
        new AccessJournal(folder).drain(KEY.keyring(), drained::add);
        return drained.get(0);
    }

    private void change(UnaryOperator<List<String>> change) throws IOException {
        Files.write(file(), change.apply(new ArrayList<>(Files.readAllLines(file()))));
    }

    private static List<String> without(List<String> lines, int index) {
        lines.remove(index);
        return lines;
    }

    @Test
    void movesEntriesInTheirOrderAndAsTheyWere() throws IOException {
        AccessJournal journal = new AccessJournal(folder);
        List<Access> looks = List.of(
                look(2),
                new Access(NOW, "vera\tä\n", "console search", Optional.empty(), Optional.of("")),
                new Access(NOW, "", "console nights", Optional.of("-"), Optional.empty()),
                look(1));
        looks.forEach(look -> journal.append(look, KEY));
        assertThat(Files.readAllLines(file())).hasSize(4);

        AccessJournal.Content content = drained();

        assertThat(content.entries()).isEqualTo(looks);
        assertThat(content.damaged()).isZero();
        assertThat(content.kept()).isEmpty();
        assertThat(content.own()).isEmpty();
        assertThat(file()).isEmptyFile();
        assertThat(drained().entries()).isEmpty();
    }

    @Test
    void aChangedLineIsKeptBesideAndTheOthersMove() throws IOException {
        written(4);
        change(lines -> {
            lines.set(1, lines.get(1).replace("letter", "other"));
            return lines;
        });

        AccessJournal.Content content = drained();

        assertThat(content.entries()).containsExactly(look(0), look(2), look(3));
        assertThat(content.damaged()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve(content.kept().orElseThrow())))
                .contains("other");
    }

    /** Whatever the content of a field; an unreadable one does not prevent opening the database. */
    @Test
    void aChangeOfAnyFieldShows() throws IOException {
        for (int field = 0; field < 9; field++) {
            for (String other : List.of("", "!", "x\ty", "=%zz", "3")) {
                written(3);
                int index = field;
                change(lines -> {
                    String[] fields = lines.get(1).split("\t", -1);
                    fields[index] = other;
                    lines.set(1, String.join("\t", fields));
                    return lines;
                });

                AccessJournal.Content content = drained();

                assertThat(content.damaged()).as("'%s' at %d", other, field).isEqualTo(1);
                assertThat(content.entries()).contains(look(0), look(2));
            }
        }
    }

    @Test
    void aMissingLineShowsOnceByTheOneBehindIt() throws IOException {
        written(5);
        change(lines -> without(lines, 1));

        AccessJournal.Content content = drained();

        assertThat(content.entries()).containsExactly(look(0), look(2), look(3), look(4));
        assertThat(content.damaged()).isEqualTo(1);
    }

    /** Later entries do not hide it. */
    @Test
    void aMissingLineShowsWhereOthersWereAddedSince() throws IOException {
        AccessJournal journal = written(3);
        change(lines -> without(lines, 0));
        journal.append(look(3), KEY);

        AccessJournal.Content content = drained();

        assertThat(content.entries()).containsExactly(look(1), look(2), look(3));
        assertThat(content.damaged()).isEqualTo(1);
    }

    @Test
    void exchangedAndRepeatedLinesShow() throws IOException {
        written(3);
        change(lines -> List.of(lines.get(1), lines.get(0), lines.get(2)));
        assertThat(drained().damaged()).isPositive();

        written(3);
        change(lines -> List.of(lines.get(0), lines.get(1), lines.get(0), lines.get(2)));
        assertThat(drained().damaged()).isPositive();
    }

    /** Whoever can write the file can make a line, and cannot sign it. */
    @Test
    void aLineSignedWithAnotherKeyIsNone() {
        written(1);
        new AccessJournal(folder).append(look(1), SigningKey.create(List.of()));

        AccessJournal.Content content = drained();

        assertThat(content.entries()).containsExactly(look(0));
        assertThat(content.damaged()).isEqualTo(1);
    }

    /** The process that wrote them still knows them. */
    @Test
    void linesTakenFromTheEndAreKnownToWhoWroteThem() throws IOException {
        AccessJournal journal = written(3);
        change(lines -> lines.subList(0, 1));

        List<AccessJournal.Content> drained = new ArrayList<>();
        journal.drain(KEY.keyring(), drained::add);

        assertThat(drained.get(0).entries()).containsExactly(look(0));
        assertThat(drained.get(0).own()).containsExactly(look(0), look(1), look(2));
        assertThat(journal.isEmpty()).isTrue();
    }

    @Test
    void aLineThatWasCutShortIsReportedAndStopsNothing() throws IOException {
        written(3);
        String text = Files.readString(file());
        Files.writeString(file(), text.substring(0, text.length() - 20));
        new AccessJournal(folder).append(look(3), KEY);

        AccessJournal.Content content = drained();

        assertThat(content.entries()).containsExactly(look(0), look(1), look(3));
        assertThat(content.damaged()).isEqualTo(1);
        assertThat(content.kept()).isPresent();
    }

    @Test
    void aLastLineThatLacksItsEndAloneIsWhole() throws IOException {
        written(2);
        Files.writeString(file(), Files.readString(file()).stripTrailing());
        new AccessJournal(folder).append(look(2), KEY);

        AccessJournal.Content content = drained();

        assertThat(content.entries()).containsExactly(look(0), look(1), look(2));
        assertThat(content.damaged()).isZero();
    }

    @Test
    void whatCannotBeMovedStays() throws IOException {
        AccessJournal journal = written(2);

        assertThatThrownBy(() -> journal.drain(KEY.keyring(), content -> {
                    throw new IllegalStateException("the database failed");
                }))
                .hasMessage("the database failed");

        assertThat(Files.readAllLines(file())).hasSize(2);
        assertThat(journal.isEmpty()).isFalse();
        assertThat(drained().entries()).containsExactly(look(0), look(1));
    }

    @Test
    void manyWritersMakeOneChain() throws Exception {
        AccessJournal one = new AccessJournal(folder);
        AccessJournal other = new AccessJournal(folder);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> writing = IntStream.range(0, 100)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> (i % 2 == 0 ? one : other).append(look(i), KEY)))
                    .toList();
            for (Future<?> each : writing) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }

        AccessJournal.Content content = drained();

        assertThat(content.damaged()).isZero();
        assertThat(content.entries())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100)
                        .mapToObj(AccessJournalTest::look)
                        .toList());
    }

    /** A kill between the commit to the access log and the emptying of the file. */
    @Test
    void entriesAreInTheAccessLogOnceAfterACrashInTheMidst() throws IOException {
        TestingControl.place(folder);
        ControlSettings settings = ControlSettings.in(folder);
        byte[] journal;
        try (ControlDatabase console = ControlDatabase.open(settings)) {
            console.accessLog().append(look(0));
            console.tombstones();
            console.recordMeanwhile(
                    NOW.plusMillis(1), "vera", "console explain", Optional.of(new SubjectId("C-1")), Optional.of("x"));
            console.recordMeanwhile(NOW.plusMillis(2), "vera", "console nights", Optional.empty(), Optional.of("x"));
            journal = Files.readAllBytes(file());
        }
        for (int i = 0; i < 2; i++) {
            try (ControlDatabase night = ControlDatabase.open(settings)) {
                assertThat(file()).isEmptyFile();
                assertThat(night.accessLog().latest(10))
                        .extracting(Access::command)
                        .containsExactly("console nights", "console explain", "console explain");
                assertThat(night.accessLog().latest(2))
                        .extracting(Access::subjectHmac)
                        .containsExactly(
                                Optional.empty(), Optional.of(night.tombstones().hmac(new SubjectId("C-1"))));
                assertThat(night.accessLog().firstBroken()).isEmpty();
            }
            Files.write(file(), journal);
        }
    }

    /** Of a journal cut short, too, the rest moves, and the log says so, once. */
    @Test
    void damageIsInTheAccessLogOnceAfterACrashInTheMidst() throws IOException {
        TestingControl.place(folder);
        ControlSettings settings = ControlSettings.in(folder);
        try (ControlDatabase console = ControlDatabase.open(settings)) {
            console.accessLog().append(look(0));
            console.recordMeanwhile(NOW.plusMillis(1), "vera", "console one", Optional.empty(), Optional.of("x"));
            console.recordMeanwhile(NOW.plusMillis(2), "vera", "console two", Optional.empty(), Optional.of("x"));
        }
        String text = Files.readString(file());
        for (int i = 0; i < 2; i++) {
            Files.writeString(file(), text.substring(0, text.length() - 20));
            try (ControlDatabase night = ControlDatabase.open(settings)) {
                assertThat(night.accessLog().latest(10))
                        .extracting(Access::command)
                        .containsExactlyInAnyOrder("journal damaged", "console one", "console explain");
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(path -> path.toString().endsWith(".damaged")))
                    .hasSize(1);
        }
    }

    /** Without the person it could not be found out later whose data was accessed. */
    @Test
    void aLookWhosePersonCannotBeRecordedIsRefused() {
        TestingControl.place(folder);
        try (ControlDatabase console = ControlDatabase.open(ControlSettings.in(folder))) {
            console.accessLog().append(look(0));
            assertThat(folder.resolve(ErasureKey.FILE)).doesNotExist();

            assertThatThrownBy(() -> console.recordMeanwhile(
                            NOW, "vera", "console explain", Optional.of(new SubjectId("C-1")), Optional.of("x")))
                    .isInstanceOf(Failure.class)
                    .satisfies(e -> assertThat(((Failure) e).category()).isEqualTo(ErrorCategory.BUSY));

            assertThat(file()).doesNotExist();
            console.recordMeanwhile(NOW, "vera", "console search by cookie", Optional.empty(), Optional.of("x"));
            assertThat(file()).isNotEmptyFile();
        }
    }

    @Test
    void whereNothingWasEverSignedThereIsNoJournal() {
        TestingControl.place(folder);
        try (ControlDatabase console = ControlDatabase.open(ControlSettings.in(folder))) {
            assertThatThrownBy(() ->
                            console.recordMeanwhile(NOW, "vera", "console nights", Optional.empty(), Optional.of("x")))
                    .isInstanceOf(Failure.class)
                    .hasMessageEndingWith("another process holds it");

            assertThat(file()).doesNotExist();
        }
    }
}
