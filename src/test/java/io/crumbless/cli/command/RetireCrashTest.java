package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingProcess;
import io.crumbless.answers.retire.Certificate;
import io.crumbless.cli.terminal.Terminal;
import io.crumbless.columnar.storage.Location;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.TestingJob;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A destruction that is killed, as by {@code kill -9}, ends with the next call of the command: the source is destroyed and
 * there is a certificate that names each of its files, or nothing is changed. There is no third.
 */
@Tag("crash")
@Tag("night")
class RetireCrashTest {
    private static final int FILES = 20;

    /** Most phases take less; the process waits at their end. */
    private static final int LONGEST_DELAY_MILLIS = 20;

    @TempDir
    private Path folder;

    private final Random random = new Random(7);
    private final List<String> destroyed = new ArrayList<>();

    @Test
    void isUntouchedOrDestroyedWithACertificateHoweverItIsKilled() throws Exception {
        publish("first", "second", "third", "fourth", "fifth");

        killIn("read the files", "first");
        requireUntouched("first");
        assertThat(retire()).isZero();
        requireUntouched("first");

        killIn("note what goes", "first");
        assertThat(files("first"))
                .as("before it was noted, or before the first file")
                .hasSize(FILES);
        assertThat(retire()).isZero();
        if (files("first").isEmpty()) {
            requireDestroyed("first");
        } else {
            requireUntouched("first");
        }

        killIn("destroy the files of second", "second", "third");
        assertThat(files("third")).hasSize(FILES);
        assertThat(certificate("second")).isEmpty();
        // Killed again while it continues.
        killIn("write the certificate");
        assertThat(files("second")).isEmpty();
        assertThat(files("third")).isEmpty();
        assertThat(retire()).isZero();
        requireDestroyed("second");
        requireDestroyed("third");

        killIn("note the end", "fourth");
        assertThat(files("fourth")).isEmpty();
        assertThat(retire()).isZero();
        requireDestroyed("fourth");

        assertThat(files("fifth")).as("what nobody named").hasSize(FILES);
    }

    /** Nothing can come of these sources: no rule draws from them. */
    private void publish(String... sources) throws IOException {
        TestingJob job = new TestingJob(folder)
                .declared(NIGHT, declares("d", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
        StringBuilder legacy = new StringBuilder();
        for (String source : sources) {
            legacy.append("    - { name: ")
                    .append(source)
                    .append(", path: legacy/")
                    .append(source)
                    .append("/*.csv, shape: wide, columns: { subject-id: customer } }\n");
            IntStream.range(0, FILES)
                    .forEach(i -> job.write("legacy/" + source + "/" + i + ".csv", "customer,x\nC-1," + i + "\n"));
        }
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace("  links:\n", legacy + "  links:\n"));
        job.run();
    }

    /** Runs the command in a separate process, which waits in a phase until it is killed there. */
    private void killIn(String phase, String... sources) throws Exception {
        List<String> command = TestingProcess.command(Dying.class, folder.toString(), phase);
        command.addAll(List.of(sources));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.equals(Dying.NOW)) {
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_DELAY_MILLIS));
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor()).as("exit of %s", said).isEqualTo(128 + 9);
        assertThat(said).contains(Dying.NOW).doesNotContain(Dying.ALIVE);
    }

    private int retire() {
        return Dying.retire(folder, new PrintStream(OutputStream.nullOutputStream()));
    }

    private void requireUntouched(String source) throws IOException {
        assertThat(files(source)).hasSize(FILES);
        assertThat(certificate(source)).isEmpty();
        try (ControlDatabase control = ControlDatabase.open(job().control())) {
            assertThat(control.retirements().retired("test"))
                    .extracting(retired -> retired.source())
                    .doesNotContain(source);
        }
    }

    private void requireDestroyed(String source) throws IOException {
        destroyed.add(source);
        assertThat(files(source)).isEmpty();
        List<Certificate> certificates = certificate(source);
        assertThat(certificates).singleElement().satisfies(certificate -> {
            assertThat(certificate.endedAt()).isNotNull();
            assertThat(certificate.sources())
                    .filteredOn(one -> one.need().source().equals(source))
                    .singleElement()
                    .satisfies(one -> assertThat(one.files()).hasSize(FILES).allMatch(file -> file.sha256()
                            .matches("[0-9a-f]{64}")));
        });
        assertThat(folder.resolve("control/retirements/" + certificates.get(0).retirementId() + ".html"))
                .isRegularFile();
        try (ControlDatabase control = ControlDatabase.open(job().control())) {
            assertThat(control.retirements().unfinished("test")).isEmpty();
            assertThat(control.retirements().retired("test"))
                    .filteredOn(retired -> retired.ended())
                    .extracting(retired -> retired.source())
                    .containsAll(destroyed);
        }
    }

    private JobFile job() {
        return JobFile.read(folder.resolve("job.yaml"));
    }

    private List<String> files(String source) {
        String[] names = folder.resolve("legacy").resolve(source).toFile().list();
        return names == null ? List.of() : List.of(names);
    }

    /** Certificates that name the source. */
    private List<Certificate> certificate(String source) throws IOException {
        Path place = folder.resolve("control/retirements");
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> ManifestFile.read(Location.of(file), Certificate.class))
                    .filter(one -> one.sources().stream()
                            .anyMatch(each -> each.need().source().equals(source)))
                    .toList();
        }
    }

    /** The command, which says when the phase begins, and waits at its end for the kill. */
    static final class Dying {
        static final String NOW = "dies now";
        static final String ALIVE = "was not killed";
        private static final Duration LONGEST_WAIT_FOR_DEATH = Duration.ofMinutes(10);

        private Dying() {}

        public static void main(String[] args) {
            List<String> sources = List.of(args).subList(2, args.length);
            System.exit(retire(Path.of(args[0]), new Told(args[1]), sources.toArray(String[]::new)));
        }

        static int retire(Path folder, PrintStream err, String... sources) {
            Parts none = new Parts(TestingParts::none, TestingParts::none, TestingParts::none);
            PrintStream out = new PrintStream(new ByteArrayOutputStream());
            List<String> line = new ArrayList<>(List.of("retire", "--job", "job.yaml"));
            Stream.of(sources).forEach(source -> line.addAll(List.of("--yes-destroy", source)));
            return new Cli(none, new Terminal(out, err, 0), Clock.systemUTC(), folder).run(line.toArray(String[]::new));
        }

        /** Takes what the command says it is at. */
        private static final class Told extends PrintStream {
            private final String phase;
            private boolean dying;

            Told(String phase) {
                super(System.out, true);
                this.phase = phase;
            }

            @Override
            public void println(String line) {
                if (dying) {
                    try {
                        TimeUnit.MILLISECONDS.sleep(LONGEST_WAIT_FOR_DEATH.toMillis());
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    super.println(ALIVE);
                }
                super.println(line);
                if (line.startsWith(phase)) {
                    dying = true;
                    super.println(NOW);
                }
            }
        }
    }
}
