package io.crumbless.console.site;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.console.server.TestingConsole;
import io.crumbless.console.server.TestingVisitor;
import io.crumbless.console.server.TestingVisitor.Answer;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.TestingJob;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.erase.Receipts;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.RunAttempt;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestRefusal;
import io.crumbless.warehouse.request.RequestRules;
import io.crumbless.warehouse.request.RequestStatus;
import io.crumbless.warehouse.request.RequestStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise: in the console, too, an erasure takes two people, whatever one of them sends; and no address holds an id. */
@Tag("night")
class ConsoleRequestsTest {
    @TempDir
    private Path folder;

    private TestingJob nights;
    private TestingConsole console;

    @BeforeEach
    void publish() throws IOException {
        nights = new TestingJob(folder)
                .declared(
                        NIGHT,
                        declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                        declares("d2", "C-2", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
        nights.run();
        Files.writeString(folder.resolve("proxied.yaml"), Files.readString(folder.resolve("job.yaml")) + """
                console:
                  port: 0
                  public-url: https://crumbless.example
                  proxy: { user-header: X-User, trusted-addresses: [127.0.0.1] }
                  users:
                    rosa: [requester, approver]
                    paul: [approver]
                    petra: [approver]
                    otto: [auditor]
                    vera: [viewer]
                """);
        console =
                new TestingConsole(JobFile.read(folder.resolve("proxied.yaml")), new SnapshotExplainer(), Site::pages);
    }

    @AfterEach
    void end() {
        console.close();
    }

    private TestingVisitor as(String user) {
        return console.stranger().under("crumbless.example").always("X-User: " + user);
    }

    private static Answer enter(TestingVisitor visitor, String kind, String subject) {
        visitor.get("/requests/new");
        return visitor.post(
                "/requests/new",
                Map.of("kind", kind, "subject", subject, "received", "2026-11-23", "reference", "letter 5"));
    }

    private static Answer step(TestingVisitor visitor, String step, Map<String, String> fields) {
        visitor.get("/requests/R-1");
        return visitor.post("/requests/R-1/" + step, fields);
    }

    private static Answer identified(TestingVisitor visitor) {
        return step(visitor, "identity", Map.of("text", "signed in"));
    }

    private PrivacyRequest request() {
        return console.context().asking(control -> control.requests().find(1));
    }

    @Test
    void anErasureTakesTwoPeople() {
        TestingVisitor rosa = as("rosa");
        Answer entered = enter(rosa, "erasure", "C-1");
        assertThat(entered.status()).as(entered.body()).isEqualTo(303);
        assertThat(entered.head()).contains("/requests/R-1").doesNotContain("C-1");
        identified(rosa);

        assertThat(rosa.get("/requests/R-1").body())
                .contains("Somebody else approves it")
                .doesNotContain("/requests/R-1/approve", "/requests/R-1/erase");
        assertThat(step(as("paul"), "approve", Map.of()).status()).isEqualTo(303);
        Answer erased = step(rosa, "erase", Map.of("subject", "c-1"));
        assertThat(erased.status()).as(erased.body()).isEqualTo(303);

        assertThat(request().status()).isEqualTo(RequestStatus.CARRIED_OUT);
        assertThat(nights.query("SELECT DISTINCT subject_id FROM $declarations"))
                .containsExactly("C-2");
        assertThat(rosa.get("/requests/R-1/receipt").body())
                .contains("\"erasureId\"")
                .doesNotContain("C-1");
    }

    /** Nobody is shown the form; it is sent all the same. */
    @Test
    void nobodyApprovesARequestOfTheirOwn() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "erasure", "C-1");
        identified(rosa);

        assertThat(step(rosa, "approve", Map.of()).body()).contains("nobody approves a request of their own");
        assertThat(step(as("ROSA"), "approve", Map.of()).status()).isNotEqualTo(303);
        assertThat(request().status()).isEqualTo(RequestStatus.OPEN);
        assertThat(step(rosa, "erase", Map.of("subject", "C-1")).body()).contains("has not been approved");
        assertThat(nights.query("SELECT DISTINCT subject_id FROM $declarations ORDER BY 1"))
                .hasSize(2);
    }

    @Test
    void ofTwoApproversAtOnceOneWins() throws Exception {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "erasure", "C-1");
        identified(rosa);
        List<TestingVisitor> approvers = List.of(as("paul"), as("petra"));
        approvers.forEach(approver -> approver.get("/requests/R-1"));
        CountDownLatch begin = new CountDownLatch(1);
        ExecutorService two = Executors.newFixedThreadPool(2);
        List<Future<Answer>> answers = approvers.stream()
                .map(approver -> two.submit(() -> {
                    begin.await();
                    return approver.post("/requests/R-1/approve", Map.of());
                }))
                .toList();
        begin.countDown();
        two.shutdown();
        int won = 0;
        for (Future<Answer> answer : answers) {
            won += answer.get().status() == 303 ? 1 : 0;
        }

        assertThat(won).isEqualTo(1);
        assertThat(request().history())
                .filteredOn(event -> event.step() == RequestStep.APPROVED)
                .hasSize(1);
    }

    @Test
    void aRuleThatIsBrokenIsNamedInTheLanguageOfTheUser() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "erasure", "C-1");
        rosa.get("/requests");
        rosa.post("/language", Map.of("language", "de", "back", "/requests"));

        Answer refused = step(rosa, "erase", Map.of("subject", "C-1"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body())
                .contains("Dieser Schritt ist nicht möglich", "Antrag R-1 ist nicht freigegeben", "/requests/R-1")
                .doesNotContain("Cannot");
        assertThat(enter(rosa, "objection", "C-1").body()).contains("Es fehlen die Zwecke");
        assertThat(rosa.get("/requests/R-7").body()).contains("Einen Antrag R-7 enthält das Register nicht");
    }

    /** Each reason of the rules has its sentence, with all that is filled in. */
    @ParameterizedTest
    @EnumSource(RequestRefusal.Reason.class)
    void everyRuleHasItsSentence(RequestRefusal.Reason reason) {
        for (String language : List.of("en", "de")) {
            assertThat(new Sentences(language).of("console.requests.refusal." + reason.word(), "R-7", "ONE", "TWO"))
                    .doesNotContain("{");
        }
    }

    @Test
    void whoOnlyApprovesOrAuditsEntersNothing() {
        assertThat(enter(as("paul"), "access", "C-1").status()).isEqualTo(403);
        assertThat(enter(as("otto"), "access", "C-1").status()).isEqualTo(403);
        assertThat(as("vera").get("/requests").status()).isEqualTo(403);
        assertThat(as("otto").get("/requests").status()).isEqualTo(200);
    }

    @Test
    void theLetterIsForThePersonOfTheRequestAlone() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "access", "C-1");
        identified(rosa);

        assertThat(step(rosa, "letter", Map.of("subject", "C-2", "language", "de"))
                        .body())
                .contains("This is not the customer id for which request R-1 was entered");
        Answer letter = step(rosa, "letter", Map.of("subject", "C-1", "language", "de"));
        assertThat(letter.status()).isEqualTo(200);
        assertThat(letter.body())
                .contains(
                        "Ausgestellt am 23. November 2026. Aktenzeichen: letter 5.",
                        "Um einen Antrag von Ihnen zu bearbeiten")
                .doesNotContain("Wann und wozu unsere Beschäftigten Ihre Daten abrufen, halten wir fest");
        assertThat(request().history().get(2).text()).contains("R-1.html", "sha256");
        assertThat(step(rosa, "answered", Map.of("text", "sent")).status()).isEqualTo(303);
        assertThat(request().status()).isEqualTo(RequestStatus.CARRIED_OUT);
    }

    /** A control database that was lost, or of another warehouse, does not know who was erased. */
    @Test
    void theLetterSaysSoWhereErasuresCannotBeLookedUp() throws IOException {
        Path other = folder.resolve("other.yaml");
        Files.writeString(other, Files.readString(folder.resolve("proxied.yaml")) + "control: { folder: other }\n");
        console.close();
        console = new TestingConsole(JobFile.read(other), new SnapshotExplainer(), Site::pages);
        TestingVisitor rosa = as("rosa");
        enter(rosa, "access", "C-1");
        identified(rosa);

        Answer letter = step(rosa, "letter", Map.of("subject", "C-1", "language", "en"));

        assertThat(letter.status()).as(letter.body()).isEqualTo(200);
        assertThat(letter.body())
                .contains(
                        "Whether you once asked us to erase everything could not be looked up for this page. Ask us.");
    }

    /** What is recorded under either spelling has one hash, and was counted twice. */
    @Test
    void theLetterCountsEachLookOnceHoweverTheIdIsSpelt() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "access", "C-1");
        identified(rosa);
        rosa.get("/requests/R-1");
        int looks = console.context().asking(control -> control.accessLog()
                .about(control.tombstones().hmacs(new SubjectId("C-1")))
                .size());

        Answer letter = rosa.post("/requests/R-1/letter", Map.of("subject", "c-1", "language", "en"));

        assertThat(letter.body()).contains("To deal with a request of yours (" + looks + " steps).");
    }

    /** GDPR Art. 12(4): reason, authority and court, without delay; the register keeps that it was written. */
    @Test
    void aRefusalIsFollowedByItsLetter() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "erasure", "C-1");
        assertThat(rosa.get("/requests/R-1").body()).doesNotContain("letter-refusal");
        assertThat(step(rosa, "letter-refusal", Map.of("language", "de")).status())
                .isEqualTo(400);
        step(rosa, "refuse", Map.of("text", "Wir brauchen die Daten für einen Rechtsstreit."));

        assertThat(rosa.get("/requests/R-1").body()).contains("Inform the person of the refusal");
        Answer letter = step(rosa, "letter-refusal", Map.of("language", "de"));

        assertThat(letter.status()).as(letter.body()).isEqualTo(200);
        assertThat(letter.header("Content-Disposition")).hasValue("attachment; filename=\"R-1-refusal.html\"");
        assertThat(letter.body())
                .contains("Wir brauchen die Daten für einen Rechtsstreit.", "Aktenzeichen: letter 5", "beschweren")
                .doesNotContain("C-1");
        assertThat(rosa.get("/requests/R-1").body()).contains("Letter R-1-refusal.html was written, sha256");
        assertThat(step(as("otto"), "letter-refusal", Map.of()).status()).isEqualTo(403);
    }

    @Test
    void anErasureIsConfirmedWithItsRecipients() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "erasure", "C-1");
        identified(rosa);
        step(as("paul"), "approve", Map.of());
        step(rosa, "erase", Map.of("subject", "C-1"));

        Answer letter = step(rosa, "letter-confirmation", Map.of("language", "en", "recipients", "yes"));

        assertThat(letter.body()).contains("we erased what our customer profiles", "extract for", "22 November 2026");
        assertThat(step(rosa, "letter-confirmation", Map.of("language", "en")).body())
                .contains("If you ask us, we tell you who they are.")
                .doesNotContain("extract for");
    }

    /** There are none of a re-admission: what was erased stays erased. */
    @Test
    void recipientsAreNotifiedOfSomeKindsAlone() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "readmission", "C-1");
        identified(rosa);
        step(as("paul"), "approve", Map.of());
        console.context().asking(control -> control.requests()
                .append(1, "rosa", TestingConsole.START, now -> new RequestRules(now, NIGHT)
                        .carriedOut("", Optional.empty())));

        assertThat(rosa.get("/requests/R-1").body())
                .contains("Inform the person of what was done (GDPR Art. 12(3)). Then close it.")
                .doesNotContain("Art. 19");
    }

    /** With the same answer that a search gives: or the register would tell whose each request is. */
    @Test
    void nobodyFindsOutWhoseARequestIsByTrying() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "access", "C-1");
        identified(rosa);
        for (int i = 0; i < 10; i++) {
            assertThat(step(rosa, "letter", Map.of("subject", "C-9" + i)).body())
                    .contains("This is not the customer id");
        }

        assertThat(step(rosa, "letter", Map.of("subject", "C-99")).body()).contains("You are locked out of searches");
        assertThat(step(rosa, "letter", Map.of("subject", "C-1")).body()).contains("You are locked out of searches");
        assertThat(enter(rosa, "access", "C-2").body()).contains("You are locked out of searches");
        rosa.get("/person");
        assertThat(rosa.post("/person", Map.of("id", "C-1", "reason", "letter 5"))
                        .status())
                .isEqualTo(429);
    }

    @Test
    void aFormWithSomethingWrongIsShownAgainAsItWasFilledIn() {
        TestingVisitor rosa = as("rosa");
        rosa.get("/requests/new");
        Answer entered = rosa.post(
                "/requests/new",
                Map.of("kind", "erasure", "subject", "C-1", "received", "2027-01-01", "reference", "letter 5"));

        assertThat(entered.status()).isEqualTo(400);
        assertThat(entered.body())
                .contains(
                        "<title>Error: Enter a request",
                        "value=\"letter 5\"",
                        "value=\"2027-01-01\"",
                        "id=\"e-new-received\"")
                .containsPattern(
                        "name=\"received\"[^>]* aria-invalid=\"true\" aria-describedby=\"[^\"]*e-new-received\"")
                .containsPattern("value=\"erasure\" checked");

        enter(rosa, "erasure", "C-1");
        Answer held = step(rosa, "hold", Map.of("text", "claims, Art. 17(3)(e)", "until", "2026-01-01"));
        assertThat(held.status()).isEqualTo(400);
        assertThat(held.body())
                .contains("claims, Art. 17(3)(e)</textarea>", "value=\"2026-01-01\"", "<details open>")
                // A form that was sent is no page: a change of the language leads to the request.
                .contains("name=\"back\" value=\"/requests/R-1\"");
    }

    @Test
    void anObjectionNamesPurposesAndNoOtherKindDoes() {
        TestingVisitor rosa = as("rosa");
        rosa.get("/requests/new");
        rosa.postAsIs(
                "/requests/new",
                TestingVisitor.encoded(Map.of("kind", "objection", "subject", "C-1", "received", "2026-11-23"))
                        + "&purposes=direct-marketing&purposes=service_messages&csrf=" + rosa.csrf());
        assertThat(request().scope().text()).isEqualTo("direct-marketing, service_messages");
        assertThat(rosa.get("/requests/R-1").body()).contains("All direct marketing");

        rosa.post(
                "/requests/new",
                Map.of("kind", "access", "subject", "C-1", "received", "2026-11-23", "purposes", "direct-marketing"));
        assertThat(console.context()
                        .asking(control -> control.requests().find(2))
                        .scope()
                        .words())
                .isEmpty();
    }

    /** The time for an answer runs while somebody edits the policy. */
    @Test
    void requestsAreEnteredAndReadWhileThePolicyCannotBeUsed() throws IOException {
        Path policy = Files.createDirectory(folder.resolve("edited"));
        Files.writeString(policy.resolve("purposes.yaml"), "purposes: [");
        Path job = folder.resolve("proxied.yaml");
        Files.writeString(
                job,
                Files.readString(job)
                        .replace(Path.of("jobs/policy").toAbsolutePath().toString(), policy.toString()));
        console.close();
        console = new TestingConsole(JobFile.read(job), new SnapshotExplainer(), Site::pages);
        TestingVisitor rosa = as("rosa");

        assertThat(rosa.get("/requests/new").body()).contains("value=\"service_messages\"");
        assertThat(enter(rosa, "opt-out", "C-1").status()).isEqualTo(303);
        assertThat(rosa.get("/requests/R-1").body()).contains("Sale and sharing for advertising");
        rosa.post(
                "/requests/new",
                Map.of(
                        "kind",
                        "objection",
                        "subject",
                        "C-2",
                        "received",
                        "2026-11-23",
                        "purposes",
                        "service_messages"));
        assertThat(rosa.get("/requests/R-2").status()).isEqualTo(200);
    }

    @Test
    void theOverviewNamesWhatWaitsForWhom() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "erasure", "C-1");
        identified(rosa);

        assertThat(as("paul").get("/").body()).contains("Request R-1: erasure", "It waits for your approval");
        assertThat(rosa.get("/").body()).doesNotContain("It waits for your approval");
        assertThat(as("vera").get("/").body()).doesNotContain("R-1");
    }

    /** The message is English, and for whoever has to act; who that is, everybody reads in their language. */
    @Test
    void aFailedNightSaysWhoHasToActInTheLanguageOfTheUser() {
        console.context().asking(control -> {
            long attempt = control.runs().start("test", NIGHT, TestingConsole.START);
            control.runs()
                    .fail(
                            attempt,
                            RunAttempt.Status.FAILED,
                            new Failure(ErrorCategory.INPUT, "Cannot read sent.csv: it is empty"),
                            TestingConsole.START);
            return attempt;
        });
        TestingVisitor vera = as("vera");
        vera.get("/");
        vera.post("/language", Map.of("language", "de", "back", "/"));

        assertThat(vera.get("/").body())
                .contains(
                        "Handeln muss, wer die Daten geliefert hat",
                        "<blockquote lang=\"en\">Cannot read sent.csv: it is empty</blockquote>",
                        "Meldung des Programms, auf Englisch.");
    }

    /** Until the person is informed, or somebody says that they were. */
    @Test
    void aRefusalWaitsUntilItsLetterIsWritten() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "access", "C-1");
        step(rosa, "refuse", Map.of("text", "asked twice within a week"));
        assertThat(rosa.get("/requests").body()).contains("inform the person of the refusal");
        console.pass(Duration.ofDays(40));
        assertThat(rosa.get("/").body()).containsIgnoringCase("overdue since 23 December 2026");

        step(rosa, "letter-refusal", Map.of("language", "en"));

        assertThat(rosa.get("/requests").body()).doesNotContain("inform the person of the refusal");
        assertThat(rosa.get("/").body()).doesNotContainIgnoringCase("overdue since 23 December 2026");
    }

    @Test
    void recipientsAreNamedInTheLanguageOfTheUser() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "restriction", "C-1");
        rosa.post("/language", Map.of("language", "de", "back", "/requests"));

        assertThat(rosa.get("/requests/R-1").body()).contains("Auszug für").doesNotContain("extract service_messages");
    }

    /** What the receipt says of a bucket that keeps versions which nobody may delete. */
    @Test
    void theConfirmationSaysThatEarlierVersionsAreKept() throws IOException {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "erasure", "C-1");
        identified(rosa);
        step(as("paul"), "approve", Map.of());
        step(rosa, "erase", Map.of("subject", "C-1"));
        Path receipt = console.context().asking(control -> new Receipts(control)
                .file(request().erasure().orElseThrow()));
        assertThat(step(rosa, "letter-confirmation", Map.of("language", "en")).body())
                .doesNotContain("earlier versions");
        Files.writeString(
                receipt,
                Files.readString(receipt)
                        .replaceFirst(
                                "\"key\"", "\"earlierVersions\" : {\"deleted\" : 0, \"kept\" : \"locked\"}, \"key\""));

        assertThat(step(rosa, "letter-confirmation", Map.of("language", "en")).body())
                .contains("Our storage still holds earlier versions of files that contained your data");
    }

    /** GDPR Art. 18(3). */
    @Test
    void aRestrictionEndsAfterThePersonWasInformed() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "restriction", "C-1");
        console.context().asking(control -> control.requests()
                .append(1, "night", TestingConsole.START, now -> new RequestRules(now, NIGHT).appliedBy("run")));

        Answer refused = step(rosa, "close", Map.of("text", "the value is right"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("The person must be informed before the restriction in request R-1 ends");
        assertThat(step(rosa, "announce-lifting", Map.of("text", "The value is right.", "until", "2026-11-01"))
                        .body())
                .contains("cannot be announced for 1 November 2026");
        step(rosa, "announce-lifting", Map.of("text", "The value is right.", "until", "2026-11-25"));
        assertThat(rosa.get("/").body()).contains("the letter to the person is not written");
        assertThat(rosa.get("/requests/R-1").body()).contains("The value is right. (from 25 November 2026)");
        assertThat(step(rosa, "close", Map.of("text", "the value is right")).status())
                .isEqualTo(400);

        Answer letter = step(rosa, "letter-lifting", Map.of("language", "en"));
        assertThat(letter.body()).contains("We lift it on 25 November 2026 at the earliest.", "The value is right.");
        assertThat(step(rosa, "close", Map.of("text", "the value is right")).body())
                .contains("ends on 25 November 2026. It is still in effect");
        assertThat(rosa.get("/").body()).doesNotContain("R-1");
        console.pass(Duration.ofDays(2));
        assertThat(rosa.get("/").body()).contains("no announced day is left to wait for");
        assertThat(step(rosa, "close", Map.of("text", "the value is right")).status())
                .isEqualTo(303);
        assertThat(request().status()).isEqualTo(RequestStatus.CLOSED);
    }

    /** As they wish themselves: nobody has to write to them. */
    @Test
    void aRestrictionEndsWhereThePersonWasInformedInAnotherWay() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "restriction", "C-1");
        console.context().asking(control -> control.requests()
                .append(1, "night", TestingConsole.START, now -> new RequestRules(now, NIGHT).appliedBy("run")));

        step(rosa, "close", Map.of("text", "they called today", "informed", "yes"));

        assertThat(request().status()).isEqualTo(RequestStatus.CLOSED);
    }

    @Test
    void whoTakesTheirDataElsewhereGetsAFile() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "portability", "C-1");
        identified(rosa);

        Answer file = step(rosa, "letter", Map.of("subject", "C-1", "language", "en"));

        assertThat(file.header("Content-Type")).hasValue("application/ld+json");
        assertThat(file.header("Content-Disposition")).hasValue("attachment; filename=\"R-1.json\"");
        assertThat(file.header("Cache-Control")).hasValue("no-store");
        assertThat(file.body()).contains("\"d1\"", "language");
        assertThat(rosa.get("/requests/R-1").body()).contains("File R-1.json was made, sha256");
    }

    @Test
    void eachLookAndStepIsRecordedUnderTheUser() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "restriction", "C-1");
        as("otto").get("/requests/R-1");
        try (ControlDatabase control = ControlDatabase.open(
                JobFile.read(folder.resolve("proxied.yaml")).control())) {
            assertThat(control.accessLog().latest(2))
                    .extracting(access -> access.by() + " " + access.command())
                    .containsExactly("otto requests show", "rosa requests add");
        }
    }

    @Test
    void scriptInWhatIsTypedIsText() {
        TestingVisitor rosa = as("rosa");
        enter(rosa, "access", "C-1");
        step(rosa, "note", Map.of("text", "<script>alert(1)</script>"));

        assertThat(rosa.get("/requests/R-1").body())
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert(1)");
    }
}
