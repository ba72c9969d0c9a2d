package io.crumbless.warehouse.erase;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.cli.command.Cli;
import io.crumbless.cli.command.Parts;
import io.crumbless.cli.terminal.Terminal;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.local.TestingJob;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An erasure killed at any moment is completed by the same command, with the same receipt as an uninterrupted one; and
 * concurrent readers never see a mix of old and new files.
 */
@Tag("crash")
@Tag("night")
class EraseCrashTest {
    private static final int PEOPLE = 40;
    private static final String SETTLE = "settle 2";

    /**
     * The phases of an erasure, as often as they occur. A kill before a tombstone is recorded leaves files unchanged.
     */
    private static final List<String> NOTHING_NOTED = List.of("settle", "find", "check files", "note who");

    private static final List<String> NOTED =
            List.of("rewrite", "rewrite 2", "put in place", "put in place 2", "verify", "write the receipt");

    /** A person is rewritten in about 50 ms; a phase waits for its end until the kill came. */
    private static final int LONGEST_DELAY_MILLIS = 60;

    @TempDir
    private Path folder;

    private TestingJob job;
    private final Random random = new Random(42);
    private final List<String> hit = new ArrayList<>();
    private final Set<String> erased = new TreeSet<>();

    @Test
    void isCarriedToItsEndHoweverOftenItIsKilled() throws Exception {
        publish();
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread reader = new Thread(() -> watch(done, seen), "reader");
        reader.start();
        int person = 0;
        for (String phase : NOTHING_NOTED) {
            String subject = subject(person++);
            kill(phase, subject);
            assertThat(subjects()).as("killed in " + phase).contains(subject);
            requireErased(subject, isNoted(subject) ? Receipt.Outcome.APPLIED : Receipt.Outcome.ERASED);
        }
        for (String phase : NOTED) {
            String subject = subject(person++);
            kill(phase, subject);
            requireErased(subject, Receipt.Outcome.APPLIED);
        }
        String twice = subject(person);
        kill("rewrite", twice);
        kill(SETTLE, twice);
        kill("verify", twice);
        requireErased(twice, Receipt.Outcome.APPLIED);
        done.set(true);
        reader.join();

        assertThat(seen.get()).isNull();
        assertThat(TestingErasure.audited(job.file())).isEmpty();
        assertThat(hit)
                .hasSizeGreaterThanOrEqualTo(12)
                .containsAll(NOTHING_NOTED)
                .containsAll(NOTED)
                .contains(SETTLE);
    }

    /** With the tombstone alone it takes longer, with the same result. */
    @Test
    void anotherCommandCarriesItToItsEndWithoutTheIds() throws Exception {
        publish(declares("r", subject(5), "discretion", "plain_parcel", "service_messages", "2026-11-20T10:00:00Z")
                .replace("web_preference_center", "store")
                .replace(",self,,,", ",self,Clerk (" + subject(3) + "),true,"));
        kill("put in place", subject(3));

        assertThat(crumbless("erase", subject(4), "--yes", "--job", "job.yaml")).isZero();

        assertThat(subjects()).doesNotContain(subject(3), subject(4));
        Receipt resumed =
                receipts().stream().filter(Receipt::resumed).findFirst().orElseThrow();
        requireWhole(resumed);
        assertThat(resumed.verification().elsewhere())
                .isNotEmpty()
                .allMatch(place -> place.endsWith("column recorded_by"));
    }

    private static String subject(int number) {
        return "C-" + (1000 + number);
    }

    /** Two nights, everybody in both of them. */
    private void publish(String... more) {
        job = new TestingJob(folder);
        job.declared(
                NIGHT.minusDays(1),
                Stream.concat(Arrays.stream(statements("d", "de", "2026-11-20T10:00:00Z")), Arrays.stream(more))
                        .toArray(String[]::new));
        job.run(NIGHT.minusDays(1));
        job.declared(NIGHT, statements("e", "en", "2026-11-22T10:00:00Z"));
        job.run();
    }

    private static String[] statements(String prefix, String language, String at) {
        return IntStream.range(0, PEOPLE)
                .mapToObj(i -> declares(prefix + i, subject(i), "language", language, "service_messages", at))
                .toArray(String[]::new);
    }

    /** @param phase prefix of the phase, followed by 2 for its second occurrence */
    private void kill(String phase, String subject) throws Exception {
        boolean second = phase.endsWith(" 2") && !phase.equals(SETTLE);
        String begins = second ? phase.substring(0, phase.length() - 2) : phase;
        int after = random.nextInt(LONGEST_DELAY_MILLIS);
        Path file = folder.resolve("job.yaml");
        if (CrashingErasure.killedIn(begins, second ? 2 : 1, file, after, subject)) {
            hit.add(phase);
        }
    }

    /** Tombstones are one transaction, before or after which a kill falls while they are noted. */
    private boolean isNoted(String subject) {
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            return control.tombstones().all().contains(new SubjectId(subject));
        }
    }

    /** The same command again: the person is erased, and the receipt is complete. */
    private void requireErased(String subject, Receipt.Outcome outcome) throws IOException {
        erased.add(subject);
        assertThat(crumbless("erase", subject, "--yes", "--reason", "case 7", "--job", "job.yaml"))
                .isZero();

        assertThat(subjects()).doesNotContainAnyElementsOf(erased).hasSize(PEOPLE - erased.size());
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            Receipt.Person person = new Receipt.Person(control.tombstones().hmac(new SubjectId(subject)), outcome);
            Receipt.Person whole = new Receipt.Person(person.subjectHmac(), Receipt.Outcome.ERASED);
            // Killed when its receipt was just written, it had nothing left to do.
            List<Receipt> receipts = receipts().stream()
                    .filter(one ->
                            one.people().equals(List.of(person)) || one.people().equals(List.of(whole)))
                    .toList();
            assertThat(receipts).hasSize(1);
            Receipt receipt = receipts.get(0);
            assertThat(receipt.resumed()).isEqualTo(receipt.count(Receipt.Outcome.APPLIED) == 1);
            requireWhole(receipt);
            assertThat(control.tombstones().sealed(receipt.key(), receipt.sealedText(), receipt.seal()))
                    .contains(true);
            assertThat(control.erasures().unfinished(job.file().warehouse().text()))
                    .isEmpty();
        }
    }

    private static void requireWhole(Receipt receipt) {
        assertThat(receipt.reason()).isEqualTo("case 7");
        assertThat(receipt.snapshots()).hasSize(2).allSatisfy(snapshot -> assertThat(snapshot.rows())
                .isPositive());
        assertThat(receipt.verification().snapshots()).isEqualTo(2);
        assertThat(receipt.verification().subjectIds()).isPositive();
        assertThat(receipt.verification().texts()).isPositive();
        assertThat(receipt.verification().found()).isZero();
    }

    private Set<String> subjects() throws IOException {
        return TestingErasure.subjects(job.warehouse());
    }

    private List<Receipt> receipts() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("control/erasures"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> ManifestFile.read(Location.of(file), Receipt.class))
                    .toList();
        }
    }

    /** Reads through the link, as anybody would: every file is there at every moment, and all are of one state. */
    private void watch(AtomicBoolean done, AtomicReference<Throwable> seen) {
        Location current = Location.of(job.warehouse().resolve("current"));
        try {
            while (!done.get()) {
                String before = Amendments.state(current);
                List<Long> expected = new ArrayList<>();
                List<Long> sizes = new ArrayList<>();
                for (Manifest.Output output : Warehouse.manifest(current).outputs()) {
                    expected.add(output.bytes());
                    sizes.add(Files.size(job.warehouse().resolve("current").resolve(output.file())));
                }
                if (Amendments.state(current).equals(before)) {
                    assertThat(sizes).isEqualTo(expected);
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (Throwable failure) {
            seen.set(failure);
        }
    }

    private int crumbless(String... arguments) {
        Parts none = new Parts(EraseCrashTest::none, EraseCrashTest::none, EraseCrashTest::none);
        PrintStream unmatched = new PrintStream(OutputStream.nullOutputStream());
        return new Cli(none, new Terminal(unmatched, System.err, 0), Clock.systemUTC(), folder).run(arguments);
    }

    private static <T> T none() {
        throw new AssertionError("not asked for in this test");
    }
}
