package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.local.TestingJob;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two published nights, an insider who changes their files or records, and the findings that must be reported. */
abstract class TestingForgery {
    @TempDir
    Path folder;

    TestingJob job;
    TestingInsider insider;
    TestingCli cli;

    @BeforeEach
    void twoNights() {
        job = shop(folder.resolve("shop"));
        insider = new TestingInsider(job);
        cli = cli(folder.resolve("shop"));
        job.run(NIGHT.minusDays(1));
        job.run(NIGHT);
    }

    /** A job in that folder that declares on two nights. */
    TestingJob shop(Path folder) {
        return TestingJobs.declaring(folder);
    }

    static TestingCli cli(Path folder) {
        return new TestingCli(
                folder,
                new Parts(
                        () -> new LocalNight(Clock.systemUTC(), 2, new NightReportPage()),
                        () -> new PublishedAudit(2),
                        TestingParts::none));
    }

    void erase(String subject) {
        assertThat(cli.run("erase", subject, "--job", "job.yaml", "--yes", "--reason", "case 7"))
                .as(cli.err())
                .isZero();
    }

    List<String> runs() {
        return new Warehouse(job.file().warehouse()).chain();
    }

    void requireSound() {
        assertThat(cli.run("audit", "--job", "job.yaml")).as(cli.out()).isZero();
    }

    /** The audit of the current snapshot finds all these. */
    void requireFound(String... findings) {
        requireFoundIn(runs().get(0), findings);
    }

    void requireFoundIn(String snapshot, String... findings) {
        assertThat(cli.run("audit", snapshot, "--job", "job.yaml"))
                .as(cli.out() + cli.err())
                .isEqualTo(4);
        assertThat(cli.out()).contains(findings);
    }

    /** Another night is refused, and says why. */
    void requireNoNight(String... why) {
        Set<Path> before = snapshots();
        job.declared(
                NIGHT.plusDays(1), declares("d9", "C-9", "language", "de", "service_messages", "2026-11-23T10:00:00Z"));
        assertThat(cli.run("run", "job.yaml", "--date", NIGHT.plusDays(1).toString(), "--accept-future"))
                .as(cli.out() + cli.err())
                .isEqualTo(4);
        assertThat(cli.err()).contains("Cannot use warehouse").contains(why);
        assertThat(snapshots()).isEqualTo(before);
    }

    private Set<Path> snapshots() {
        try (Stream<Path> all = Files.list(job.warehouse().resolve("snapshots"))) {
            return new TreeSet<>(all.toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The insider also has the program, with a separate installation. */
    String forgedNight(String how) {
        Path other = folder.resolve(how);
        TestingJob forged = TestingJobs.declaring(other);
        TestingInsider.copy(job.warehouse(), other.resolve("warehouse"));
        TestingInsider.delete(other.resolve("warehouse/snapshots/" + runs().get(0)));
        new TestingInsider(forged).pointTo(runs().get(1));
        TestingCli theirs = cli(other);
        assertThat(theirs.run("erasure-key", "--adopt", "--job", "job.yaml"))
                .as(theirs.err())
                .isZero();
        forged.declared(NIGHT, declares("d2", "C-2", "language", "fr", "service_messages", "2026-11-22T10:00:00Z"));
        return forged.run(NIGHT).runId();
    }

    Path receipt() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("shop/control/erasures"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
