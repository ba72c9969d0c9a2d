package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.answers.statement.ExplanationDocument;
import io.crumbless.answers.statement.StatementDocument;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opt-outs of sale and sharing reach everybody they name or whose cookie they name, from that night on. */
@Tag("night")
class OptOutNightsTest {
    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void job() throws IOException {
        job = new TestingJob(folder);
        Path policy = Files.createDirectory(folder.resolve("policy"));
        for (Path file : Files.list(Path.of("jobs/policy")).toList()) {
            Files.copy(file, policy.resolve(file.getFileName().toString()));
        }
        mark("sale-and-sharing: [sale, sharing]");
        replace("job.yaml", "policy: .*", "policy: policy");
        job.declared(
                NIGHT, frequency("d1", "C-1"), frequency("d2", "C-2"), frequency("d3", "C-3"), frequency("d4", "C-4"));
    }

    private void mark(String key) throws IOException {
        replace("policy/purposes.yaml", "\n  personal_offers:\n", "$0    " + key + "\n");
    }

    private void replace(String file, String regex, String text) throws IOException {
        job.write(file, Files.readString(folder.resolve(file)).replaceFirst(regex, text));
    }

    private static String frequency(String id, String subject) {
        return TestingJob.declares(
                id,
                subject,
                "contact_frequency",
                "weekly",
                "loyalty_programme;personal_offers",
                "2026-11-10T10:00:00Z");
    }

    /** @param keys of the source */
    private void optOuts(String keys) throws IOException {
        replace("job.yaml", "legacy:\n", "legacy:\n  opt-outs:\n    - name: gpc\n" + keys.indent(6));
    }

    private List<String> offered() {
        return job.query("SELECT subject_id FROM $profiles WHERE list_contains(contact_frequency__lineage.purposes,"
                + " 'personal_offers') ORDER BY 1");
    }

    private List<String> bins(RunReport report, String unit) {
        return report.balance().stream()
                .filter(line -> line.source().equals("gpc") && line.unit().equals(unit))
                .map(line -> line.counted() + " " + line.bins())
                .toList();
    }

    @Test
    void reachesWhoIsNamedAndWhoseCookieIsNamedInEverySpelling() throws IOException {
        optOuts("""
                path: gpc.csv
                scope: signal
                where: { gpc: true }
                columns: { subject-id: customer, cookie-id: cookie, opted-out-at: at }
                """);
        job.write("legacy/logins.csv", """
                cookie,customer,how,linked_at
                ck-3,C-3,login,2026-01-01T00:00:00Z
                CK-4,C-4,login,2026-01-01T00:00:00Z
                ck-5,C-3,login,2026-01-01T00:00:00Z
                """).write("gpc.csv", """
                customer,cookie,gpc,at
                c-1,,true,2026-11-20T10:00:00Z
                C-2,,false,2026-11-20T10:00:00Z
                ,ck-4,true,2026-11-20T10:00:00Z
                ,ck-9,true,2026-11-20T10:00:00Z
                """);

        RunReport report = job.run();

        assertThat(offered()).containsExactly("C-2", "C-3");
        assertThat(bins(report, "opt_outs")).containsExactly("4 {applied=2, left_out=1, matched_nobody=1}");
        assertThat(bins(report, "statements")).containsExactly("2 {admitted=2}");
        assertThat(report.notices())
                .contains(
                        "1 opt-out of source 'gpc' matched nobody",
                        "2 values serve fewer purposes, or none, because people opted out of sale, of sharing or of uses of"
                                + " sensitive data");
    }

    @Test
    void explainAndStatementSayIt() throws IOException {
        optOuts("path: gpc.csv\nscope: sale\ncolumns: { subject-id: customer, opted-out-at: at }\n");
        job.write("gpc.csv", "customer,at\nC-1,2026-11-20T10:00:00Z\n");
        job.run();
        Explanation found = new SnapshotExplainer().explain(job.file(), new SubjectId("C-1"), Optional.empty());
        AnswerContext context = new AnswerContext(Optional.empty(), List.of(), 0, Optional.empty(), Set.of());

        assertThat(words(ExplanationDocument.of(found, context, new Sentences("en"))))
                .contains("Opt-out of sale, on 20 November 2026 at 11:00 (source “gpc”).")
                .contains("It counts: what was declared before is not used for Offers made for you (personal_offers)")
                .contains("Offers made for you (personal_offers): the person opted out of sale on 20 November 2026");
        assertThat(words(StatementDocument.of(found, context, new Sentences("de"))))
                .contains("Sie haben am 20. November 2026 um 11:00 Uhr widersprochen: Verkauf.")
                .doesNotContain("Daten verkaufen");
        Explanation sold = new SnapshotExplainer().explain(job.file(), new SubjectId("C-2"), Optional.empty());
        assertThat(words(StatementDocument.of(sold, context, new Sentences("en"))))
                .contains(
                        "Some of it serves purposes for which we sell data or share it for advertising: Offers made for"
                                + " you.");
    }

    private static String words(Document document) {
        return PlainText.of(document).replaceAll("\\s+", " ");
    }

    @Test
    void everybodyOnASharedDeviceOptedOut() throws IOException {
        optOuts("path: gpc.csv\nscope: [sale]\ncolumns: { cookie-id: cookie }\n");
        job.write("legacy/logins.csv", """
                cookie,customer,how,linked_at
                ck-1,C-1,login,2026-01-01T00:00:00Z
                ck-1,C-2,login,2026-01-01T00:00:00Z
                """).write("gpc.csv", "cookie\nck-1\n");

        job.run();

        assertThat(offered()).containsExactly("C-3", "C-4");
    }

    @Test
    void staysWhenTheListIsGoneAndAfterARollback() throws IOException {
        optOuts("path: gpc-{date}.csv\nscope: sale\nmay-be-missing: true\ncolumns: { subject-id: customer }\n");
        String first = job.run().runId();
        assertThat(offered()).hasSize(4);

        // Of an earlier day than the last night: late, and not missed.
        job.write("gpc-2026-11-21.csv", "customer\nC-1\n").declared(NIGHT.plusDays(1), frequency("d5", "C-5"));
        job.run(NIGHT.plusDays(1));
        assertThat(offered()).containsExactly("C-2", "C-3", "C-4", "C-5");

        Files.delete(folder.resolve("gpc-2026-11-21.csv"));
        job.declared(NIGHT.plusDays(2), frequency("d6", "C-6"));
        job.run(NIGHT.plusDays(2));
        assertThat(offered()).doesNotContain("C-1").contains("C-6");
        assertThat(job.query("SELECT subject_id, action, attribute, purposes, fate FROM $declarations"
                        + " WHERE source = 'gpc'"))
                .containsExactly("C-1|withdraw|*|[opt-out:sale]|in_force");

        new LocalRollback(Clock.systemUTC(), 2, new NightReportPage())
                .run(job.file(), Optional.of(first), preview -> true, control -> {}, Progress.SILENT)
                .orElseThrow();
        assertThat(offered()).containsExactly("C-2", "C-3", "C-4");
    }

    @Test
    void aListWithoutTimesIsLoggedOnceHoweverManyNightsNameThePerson() throws IOException {
        optOuts("path: gpc.csv\nscope: [sale, sharing]\ncolumns: { subject-id: customer }\n");
        job.write("gpc.csv", "customer\nC-1\nC-1\n");

        job.run();
        job.declared(NIGHT.plusDays(1), frequency("d5", "C-5"));
        RunReport second = job.run(NIGHT.plusDays(1));

        assertThat(offered()).containsExactly("C-2", "C-3", "C-4", "C-5");
        assertThat(job.query("SELECT count(*) FROM $declarations WHERE source = 'gpc'"))
                .containsExactly("1");
        assertThat(bins(second, "statements")).containsExactly("2 {repeated=2}");
    }

    @Test
    void ofLegacyAloneOptOutsStayWhatTheyWere() throws IOException {
        optOuts("path: gpc.csv\ncolumns: { subject-id: customer }\n");
        job.write("gpc.csv", "customer\nC-1\n");

        job.run();

        assertThat(offered()).hasSize(4);
        assertThat(job.query("SELECT count(*) FROM $declarations WHERE source = 'gpc'"))
                .containsExactly("0");
    }

    @Test
    void whatTakesNothingIsReported() throws IOException {
        replace(
                "policy/purposes.yaml",
                "    sale-and-sharing: \\[sale, sharing\\]\n",
                "    sale-and-sharing: [sale]\n");
        optOuts("path: gpc.csv\nscope: [sale, sharing]\ncolumns: { subject-id: customer }\n");
        job.write("gpc.csv", "customer\nC-77\n");

        assertThat(job.run().notices())
                .contains(
                        "Opt-outs of source 'gpc' with scope 'sharing' take nothing: no purpose of purposes.yaml is marked"
                                + " 'sale-and-sharing: [sharing]'",
                        "1 withdrawal of source 'gpc' matched nobody")
                .noneMatch(notice -> notice.contains("scope 'sale'"));
    }

    @Test
    void aTimeThatNobodyUnderstandsStopsTheNight() throws IOException {
        optOuts("path: gpc.csv\nscope: sale\ncolumns: { subject-id: customer, opted-out-at: at }\n");
        job.write("gpc.csv", "customer,at\nC-1,yesterday\n");

        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Cannot read the opt-out at position 2")
                .hasMessageContaining("time_invalid");
    }

    @Test
    void timesOfOptOutsAreReadOrRefused() throws IOException {
        optOuts("path: gpc.csv\nscope: sale\ntimes: epoch-seconds\ncolumns: { subject-id: customer }\n");
        assertThatThrownBy(job::file).hasMessageContaining("no time is read from these opt-outs");

        replace("job.yaml", "scope: sale\n      times", "scope: sold\n      times");
        assertThatThrownBy(job::file).hasMessageContaining("'sold'").hasMessageContaining("sale");

        replace("job.yaml", "scope: sold", "scope: sale");
        replace("job.yaml", "subject-id: customer }", "subject-id: customer, opted-out-at: at }");
        // A year before the declarations, which the law of Germany lets opt in again; and a day after them.
        job.write("gpc.csv", "customer,at\nC-1,1763200800\nC-2,1794477600\n");
        job.run();
        assertThat(offered()).containsExactly("C-1", "C-3", "C-4");
    }
}
