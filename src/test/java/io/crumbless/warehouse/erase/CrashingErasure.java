package io.crumbless.warehouse.erase;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingProcess;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An erasure in a separate process that prints its current phase and waits in the phase in which it is to be killed, so
 * that the kill hits that phase reliably, at a random moment.
 */
public final class CrashingErasure {
    private static final Duration LONGEST_WAIT_FOR_DEATH = Duration.ofMinutes(10);

    private CrashingErasure() {}

    /**
     * Erases people and is killed, as by {@code kill -9}, in one of the phases.
     *
     * @param phase the phase reported to {@link Eraser.Watcher}, or a prefix of it
     * @param nth its occurrence, from 1
     * @param afterMillis how long after the phase began; it ends no sooner
     * @return false if the erasure never came to that phase
     */
    public static boolean killedIn(String phase, int nth, Path job, long afterMillis, String... subjects)
            throws IOException, InterruptedException {
        List<String> command =
                TestingProcess.command(CrashingErasure.class, job.toString(), phase, Integer.toString(nth));
        command.addAll(Arrays.asList(subjects));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        boolean killed = false;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.equals("dies now")) {
                    TimeUnit.MILLISECONDS.sleep(afterMillis);
                    // Not the process itself, which would close its output before it is read.
                    killed = process.toHandle().destroyForcibly();
                }
            }
        }
        int exit = process.waitFor();
        assertThat(said).as("what the erasure said").noneMatch(line -> line.startsWith("Exception"));
        assertThat(said).doesNotContain("was not killed");
        assertThat(exit).as("exit of the erasure").isEqualTo(killed ? 128 + 9 : 0);
        return killed;
    }

    public static void main(String[] args) {
        JobFile job = JobFile.read(Path.of(args[0]));
        Death death = new Death(args[1], Integer.parseInt(args[2]));
        List<SubjectId> subjects =
                Arrays.stream(args).skip(3).map(SubjectId::new).toList();
        try (ControlDatabase control = ControlDatabase.open(job.control());
                WarehouseLock lock = control.lock(job.warehouse());
                Eraser eraser = new Eraser(
                        new LockedWarehouse(new Warehouse(job.warehouse()), control, lock),
                        job.spill(),
                        2,
                        Clock.systemUTC(),
                        death)) {
            eraser.settle(subjects);
            List<Eraser.Request> requests = subjects.stream()
                    .map(subject -> new Eraser.Request(subject, TestingErasure.ASKED, "art17"))
                    .toList();
            eraser.erase(eraser.look(requests), new Eraser.Asked("tester", Optional.of("case 7")));
        }
        death.waitAtTheEnd();
    }

    /** Prints the beginning of the phase, and waits at its end. */
    private static final class Death implements Eraser.Watcher {
        private final String phase;
        private int left;
        private boolean dying;

        Death(String phase, int nth) {
            this.phase = phase;
            this.left = nth;
        }

        @Override
        public void at(String what) {
            waitAtTheEnd();
            if (what.startsWith(phase) && --left == 0) {
                dying = true;
                say("dies now");
            }
        }

        void waitAtTheEnd() {
            if (dying) {
                try {
                    TimeUnit.MILLISECONDS.sleep(LONGEST_WAIT_FOR_DEATH.toMillis());
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                say("was not killed");
            }
        }

        private static void say(String line) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
