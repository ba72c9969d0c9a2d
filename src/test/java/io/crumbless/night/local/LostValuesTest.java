package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.night.job.EngineKind;
import io.crumbless.night.run.Guard;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that loses its values for one reason is reported, and where it loses nearly all of them, refused: on the first night too. */
@Tag("night")
class LostValuesTest {
    private static final String ISO = "2026-11-01T08:00:00Z";

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void linkTenCookies() {
        job = new TestingJob(folder);
        job.write(
                "legacy/logins.csv",
                "cookie,customer,how,linked_at\n"
                        + lines(10, i -> "ck" + i + ",C-" + i + ",login,2026-10-01T08:00:00Z"));
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    private void memberships(int count, IntFunction<String> time) {
        job.write(
                "legacy/dmp.csv",
                "visitor,segment_id,ts,method\n"
                        + lines(count, i -> "ck" + i + ",form_language_de," + time.apply(i) + ","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1762156800000", "1762156800", "22 Nov 2026", "", "2026-11-01T08:00:00"})
    void timesThatNobodyCanReadAreRefusedOnTheFirstNight(String time) {
        memberships(8, i -> time);

        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("8 of 8 provided values of source 'dmp' are lost for one reason, undated")
                .hasMessageContaining("guards.values-lost-may-reach")
                .hasMessageContaining("--accept-lost-values")
                .extracting(thrown -> ((Failure) thrown).category())
                .isEqualTo(Failure.ErrorCategory.INPUT);
    }

    @Test
    void whatSomebodyLookedAtIsPublishedWithANotice() {
        memberships(8, i -> "1762156800000");

        RunReport report =
                job.run(NIGHT, new RunOptions(EngineKind.LOCAL, OptionalLong.empty(), Set.of(Guard.VALUES_LOST)));

        assertThat(report.notices())
                .contains(
                        "8 values of 8 provided values of source 'dmp' came to nothing: undated (times are missing or cannot be read: look at columns.assigned-at, times and zone)");
    }

    @Test
    void aSourceMayHaveLimitsOfItsOwn() throws IOException {
        memberships(8, i -> "1762156800000");
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "refusals-may-reach: 1.0",
                                "refusals-may-reach: 1.0, values-lost-may-reach: { by-source: { dmp: { undated: 1.0 } } }"));

        assertThat(job.run().notices())
                .contains(
                        "8 values of 8 provided values of source 'dmp' came to nothing: undated (times are missing or cannot be read: look at columns.assigned-at, times and zone)");
    }

    @Test
    void someTimesThatNobodyCanReadAreANotice() {
        memberships(10, i -> i < 9 ? ISO : "soon");

        RunReport report = job.run();

        assertThat(report.profiles()).isEqualTo(9);
        assertThat(report.notices())
                .contains(
                        "1 value of 10 provided values of source 'dmp' came to nothing: undated (times are missing or cannot be read: look at columns.assigned-at, times and zone)");
    }

    /** Most visitors never log in. */
    @Test
    void cookiesThatReachNobodyAreOrdinary() {
        memberships(1_000, i -> ISO);

        RunReport report = job.run();

        assertThat(report.profiles()).isEqualTo(10);
        assertThat(report.notices()).noneMatch(notice -> notice.contains("came to nothing"));
    }

    @Test
    void aSourceOfWhichNoCookieReachesAnybodyIsRefused() {
        job.write(
                "legacy/dmp.csv",
                "visitor,segment_id,ts,method\n" + lines(20, i -> "{ck" + i + "},form_language_de," + ISO + ","));

        assertThatThrownBy(job::run)
                .hasMessageContaining("20 of 20 provided values of source 'dmp' are lost for one reason, unlinked");
    }

    @Test
    void ofAFewCookiesAllMayReachNobodyWhichIsANotice() {
        job.write(
                "legacy/dmp.csv",
                "visitor,segment_id,ts,method\n" + lines(3, i -> "stranger" + i + ",form_language_de," + ISO + ","));

        assertThat(job.run().notices())
                .contains(
                        "3 values of 3 provided values of source 'dmp' came to nothing: unlinked (no trusted link knows their cookies: look at columns.cookie-id of memberships and links, and at trusted-link-methods in provenance.yaml)");
    }

    /** Stripped values were never the person's. */
    @Test
    void strippedValuesDoNotOutweighTheLostOnes() {
        job.write(
                "legacy/dmp.csv",
                "visitor,segment_id,ts,method\n"
                        + lines(1, i -> "ck1,form_language_de,1762156800000,")
                        + lines(500, i -> "ck1,x_pregnant_score," + ISO + ",model_v2"));

        assertThatThrownBy(job::run)
                .hasMessageContaining("1 of 1 provided values of source 'dmp' are lost for one reason, undated");
    }

    @Test
    void linksWhoseTimesNobodyCanReadAreRefused() {
        memberships(8, i -> ISO);
        job.write(
                "legacy/logins.csv",
                "cookie,customer,how,linked_at\n" + lines(9, i -> "ck" + i + ",C-" + i + ",login,01.10.2026 08:00"));

        assertThatThrownBy(job::run).hasMessageContaining("9 of 9 links of source 'logins' cannot be read");
    }

    @Test
    void aLinkThatNobodyCanReadIsReported() {
        memberships(8, i -> ISO);
        job.write(
                "legacy/logins.csv",
                "cookie,customer,how,linked_at\n" + lines(9, i -> "ck" + i + ",C-" + i + ",login," + ISO)
                        + "ck1,C-2,login,01.10.2026 08:00\n");

        assertThat(job.run().notices())
                .contains(
                        "1 link of source 'logins' could not be read: a device that it shows to be shared counts as one"
                                + " person's; have the source correct it");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void aSourceWithoutAdmittedStatementsIsReportedOrRefused(int statements) throws IOException {
        String good = lines(2_000, i -> declares("d" + i, "C-" + i, "language", "de", "service_messages", ISO));
        Path file = folder.resolve("job.yaml");
        String text = Files.readString(file).replace("refusals-may-reach: 1.0", "refusals-may-reach: 0.05");
        Files.writeString(file, text.replace("erasures:\n", """
                  - name: outlet
                    path: declarations/outlet-{date}.csv
                    delivers: increment
                erasures:
                """));
        job.write("declarations/store-" + NIGHT + ".csv", TestingJob.HEADER + good);
        job.write(
                "declarations/outlet-" + NIGHT + ".csv",
                TestingJob.HEADER
                        + lines(
                                statements,
                                i -> declares("o" + i, "C-" + i, "language", "de", "service_messages", "1762156800")));

        if (statements == 1) {
            assertThat(job.run().notices())
                    .anyMatch(notice -> notice.startsWith("None of 1 statement of source 'outlet' was admitted"));
        } else {
            assertThatThrownBy(job::run).hasMessageContaining("all 20 statements of source 'outlet' were refused");
        }
    }
}
