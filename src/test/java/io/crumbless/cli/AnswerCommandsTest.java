package io.crumbless.cli;

import static io.crumbless.run.local.TestingJob.NIGHT;
import static io.crumbless.run.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.legal.SnapshotExplainer;
import io.crumbless.run.local.TestingJob;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What explain and statement tell of a person follows from all that is known of them, and says what is not known. */
class AnswerCommandsTest {
    @TempDir
    private Path folder;

    private TestingJob job;
    private TestingCli cli;

    @BeforeEach
    void publish() {
        cli = new TestingCli(folder, new Parts(TestingParts::none, TestingParts::none, SnapshotExplainer::new));
        job = new TestingJob(folder)
                .declared(
                        NIGHT, declares("d1", "C-1001", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
        job.run();
    }

    @Test
    void whoWasLetInAgainIsStillKnownToHaveBeenErased() {
        crumbless("erase", "C-1001", "--yes");
        crumbless("explain", "C-1001", "--json");
        assertThat(cli.json().get("outcome").asString()).isEqualTo("erased");
        crumbless("readmit", "C-1001", "--reason", "came back");

        crumbless("explain", "C-1001");
        assertThat(words(cli.out())).contains("This person asked to be erased on", "and was let in again on");
        crumbless("statement", "C-1001", "--lang", "de");
        assertThat(words(cli.out())).contains("Sie haben am", "verlangt, dass wir alles löschen, und wir haben Sie am");
        crumbless("explain", "C-1001", "--json");
        assertThat(cli.json().get("outcome").asString()).isEqualTo("readmitted");
        assertThat(cli.json().get("erasure").get("readmitted_at").isString()).isTrue();
        assertThat(cli.json().get("erasure").get("first_requested_at"))
                .isEqualTo(cli.json().get("erasure").get("requested_at"));
        crumbless("explain", "C-1002", "--json");
        assertThat(cli.json().get("outcome").asString()).isEqualTo("unknown");
        assertThat(cli.json().get("erasure").isNull()).isTrue();
    }

    private void crumbless(String command, String... more) {
        String[] line = new String[more.length + 3];
        line[0] = command;
        System.arraycopy(more, 0, line, 1, more.length);
        line[line.length - 2] = "--job";
        line[line.length - 1] = "job.yaml";
        assertThat(cli.run(line)).as(cli.err()).isZero();
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
