package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.RunReport.Outcome;
import io.crumbless.warehouse.audit.Audit;
import io.crumbless.warehouse.audit.AuditScope;
import io.crumbless.warehouse.audit.Audited;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.request.PriorNotice;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.RequestRules;
import io.crumbless.warehouse.request.RequestStatus;
import io.crumbless.warehouse.request.RequestStep;
import io.crumbless.warehouse.request.Scope;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: what people asked not to be used is in no profile, extract or contact moment of the next night, and stays on record. */
@Tag("night")
class RestrictedNightTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String PROFILES = "SELECT subject_id FROM $profiles ORDER BY 1";
    private static final String FATES =
            "SELECT subject_id, fate, value IS NULL FROM $declarations WHERE subject_id = 'C-1' ORDER BY attribute";

    @TempDir
    Path folder;

    private TestingJob job;

    @BeforeEach
    void twoPeopleDeclare() {
        job = new TestingJob(folder)
                .declared(
                        TestingJob.NIGHT,
                        TestingJob.declares(
                                "d1", "C-1", "preferred_channel", "post", "personal_offers", "2026-11-10T10:00:00Z"),
                        TestingJob.declares(
                                "d2",
                                "C-1",
                                "newsletter_topics",
                                "\"[\"\"nursery\"\"]\"",
                                "personal_offers;recommend_products",
                                "2026-11-10T10:00:00Z"),
                        TestingJob.declares(
                                "d3", "C-2", "preferred_channel", "post", "personal_offers", "2026-11-10T10:00:00Z"));
    }

    private long asks(String subject, RequestKind kind, String scope) {
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            return control.requests()
                    .enter(
                            new SubjectId(subject),
                            new PrivacyRequest.Draft(
                                    kind,
                                    Optional.of("DE"),
                                    TestingJob.NIGHT,
                                    Scope.ofText(scope),
                                    Optional.empty(),
                                    Optional.empty(),
                                    "anna"),
                            NOW)
                    .number();
        }
    }

    private void ends(long number) {
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            control.requests()
                    .append(number, "anna", Instant.now(), request -> new RequestRules(request, TestingJob.NIGHT)
                            .closed("told before", PriorNotice.OTHERWISE));
        }
    }

    private PrivacyRequest request(long number) {
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            return control.requests().find(number);
        }
    }

    @Test
    void aPersonUnderRestrictionIsUsedForNothingAndKeptOnRecord() {
        long restriction = asks("c-1", RequestKind.RESTRICTION, "");
        RunReport night = job.run();

        assertThat(job.query(PROFILES)).containsExactly("C-2");
        assertThat(job.query("SELECT DISTINCT subject_id FROM $extracts")).containsExactly("C-2");
        assertThat(job.query(FATES)).containsExactly("C-1|restricted|false", "C-1|restricted|false");
        assertThat(request(restriction).status()).isEqualTo(RequestStatus.CARRIED_OUT);
        assertThat(request(restriction).history())
                .filteredOn(event -> event.step() == RequestStep.CARRIED_OUT)
                .extracting(RequestEvent::reference)
                .containsExactly(Optional.of(night.runId()));
    }

    @Test
    void aRequestThatFindsNobodyIsReportedUntilItFindsSomebody() {
        long typo = asks("C-11", RequestKind.OPT_OUT, Scope.DIRECT_MARKETING);
        asks("C-1", RequestKind.RESTRICTION, "");
        String notice = "1 request of the register matched nobody: no data is held under the id of R-" + typo
                + "; ask for the right id, enter the request under it, and close this one";

        assertThat(job.run().notices()).contains(notice);
        assertThat(job.run(TestingJob.NIGHT.plusDays(1)).notices()).contains(notice);
        assertThat(request(typo).withholdsFromNobody()).isTrue();
        assertThat(request(typo).history())
                .extracting(RequestEvent::step)
                .containsExactly(RequestStep.ENTERED, RequestStep.CARRIED_OUT, RequestStep.FOUND_NOBODY);

        job.declared(
                TestingJob.NIGHT.plusDays(2),
                TestingJob.declares(
                        "d9", "C-11", "preferred_channel", "post", "personal_offers", "2026-11-24T10:00:00Z"));
        assertThat(job.run(TestingJob.NIGHT.plusDays(2)).notices()).noneMatch(text -> text.contains("matched nobody"));
        assertThat(request(typo).withholdsFromNobody()).isFalse();
        assertThat(job.query(PROFILES)).containsExactly("C-2");
    }

    @Test
    void anOptOutOfWhatThePolicyDoesNotMarkIsReported() {
        long optOut = asks("C-1", RequestKind.OPT_OUT, "a_purpose_that_went");

        assertThat(job.run().notices())
                .anyMatch(text ->
                        text.startsWith("1 request of the register takes nothing: no purpose of the policy is in the"
                                + " scope of R-" + optOut));
    }

    @Test
    void aNewRequestMakesAnotherNightOfTheSameInputsAndItsEndBringsTheValuesBack() {
        RunReport free = job.run();
        long restriction = asks("C-1", RequestKind.RESTRICTION, "");
        RunReport restricted = job.run();
        RunReport again = job.run();

        assertThat(restricted.runId()).isNotEqualTo(free.runId());
        assertThat(restricted.outcome()).isEqualTo(Outcome.PUBLISHED);
        assertThat(again.outcome()).isEqualTo(Outcome.ALREADY_PUBLISHED);
        assertThat(job.query(PROFILES)).containsExactly("C-2");

        ends(restriction);
        assertThat(job.run(TestingJob.NIGHT.plusDays(1)).outcome()).isEqualTo(Outcome.PUBLISHED);
        assertThat(job.query(PROFILES)).containsExactly("C-1", "C-2");
        assertThat(job.query(FATES)).containsExactly("C-1|in_force|false", "C-1|in_force|false");
    }

    @Test
    void anObjectionToDirectMarketingLeavesWhatServesOtherPurposes() {
        asks("C-1", RequestKind.OBJECTION, Scope.DIRECT_MARKETING);
        job.run();

        assertThat(job.query("SELECT subject_id, newsletter_topics, newsletter_topics__lineage.purposes,"
                        + " preferred_channel FROM $profiles ORDER BY 1"))
                .containsExactly("C-1|[nursery]|[recommend_products]|null", "C-2|null|null|post");
        assertThat(job.query(FATES)).containsExactly("C-1|in_force|false", "C-1|restricted|false");
    }

    @Test
    void goingBackBringsNobodyBackWhoAskedMeanwhile() {
        job.run();
        job.run(TestingJob.NIGHT.plusDays(1));
        asks("C-1", RequestKind.RESTRICTION, "");
        new LocalRollback(Clock.systemUTC(), 2, new NightReportPage())
                .run(job.file(), Optional.empty(), preview -> true, control -> {}, Progress.SILENT);

        assertThat(job.query(PROFILES)).containsExactly("C-2");
    }

    private AuditReport.Check audited() {
        Warehouse warehouse = new Warehouse(job.file().warehouse());
        return new PublishedAudit(2)
                        .audit(job.file(), warehouse.current().orElseThrow(), Legacy.LEFT_OUT, Progress.SILENT)
                        .checks()
                        .stream()
                        .filter(check -> check.code().equals("restricted_not_used"))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void theAuditKnowsWhoWasRestrictedWhenTheNightWasPublished() {
        long restriction = asks("C-1", RequestKind.RESTRICTION, "");
        job.run();
        ends(restriction);

        assertThat(audited().findings()).isEmpty();
        assertThat(audited().notChecked()).isEmpty();
        assertThat(audited().looked().number()).isEqualTo(1);
    }

    /** As if the night had not asked the register. */
    @Test
    void theAuditFindsANightThatUsedWhatWasRestricted() {
        job.run();
        asks("C-1", RequestKind.RESTRICTION, "");

        assertThat(audited().findings())
                .singleElement()
                .hasToString(
                        "the register of requests, as it was when this was published, withholds from use what this does not");
    }

    @Test
    void theAuditFindsAPersonWhoIsUsedAllTheSame() {
        job.run();
        Warehouse warehouse = new Warehouse(job.file().warehouse());
        Audited audited = new Audit(1, (done, total) -> {})
                .of(
                        warehouse,
                        warehouse.snapshot(warehouse.current().orElseThrow()),
                        new AuditScope.Who(
                                Optional.empty(),
                                Optional.of(subject ->
                                        purpose -> subject.value().equals("C-1") || purpose.equals("insight"))));

        assertThat(audited.findings()).singleElement().asString().contains("the person asked that it is not used");
    }

    @Test
    void whoIsErasedUnderRestrictionLeavesNothing() {
        asks("C-1", RequestKind.RESTRICTION, "");
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-1,2026-11-20T10:00:00Z,test\n");
        job.run();

        assertThat(job.query(FATES)).isEqualTo(List.of());
    }
}
