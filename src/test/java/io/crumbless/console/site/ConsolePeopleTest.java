package io.crumbless.console.site;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingScript;
import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.console.page.Method;
import io.crumbless.console.server.TestingConsole;
import io.crumbless.console.server.TestingVisitor;
import io.crumbless.console.server.TestingVisitor.Answer;
import io.crumbless.night.job.ConsoleRole;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.TestingJob;
import io.crumbless.warehouse.erase.TestingErasure;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: only authorised users see people, for a reason that is recorded first; ids cannot be found by trial; and
 * text of a person is never markup.
 */
@Tag("crash")
@Tag("night")
class ConsolePeopleTest {
    private static final String SCRIPT = "<script>alert(1)</script>";

    @TempDir
    private static Path folder;

    private static JobFile job;

    @BeforeAll
    static void publish() throws IOException {
        TestingJob nights = new TestingJob(folder)
                .write("legacy/logins.csv", "cookie,customer,how,linked_at\nck-1,C-1,login,2026-11-01T10:00:00Z\n")
                .declared(
                        NIGHT.minusDays(1),
                        declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                        declares("d2", "C-2", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                        declares("d6", "C-3", "preferred_name", "Zebulon", "service_messages", "2026-11-20T10:00:00Z"),
                        declares(SCRIPT, SCRIPT, "preferred_name", SCRIPT, "service_messages", "2026-11-20T10:00:00Z"))
                .declared(
                        NIGHT,
                        declares("d3", "C-1", "language", "en", "service_messages", "2026-11-22T10:00:00Z"),
                        withdraws("d4", "C-2", "language", "", "2026-11-22T11:00:00Z"),
                        declares("d5", "c-1", "language", "fr", "service_messages", "2026-11-22T10:00:00Z"));
        nights.run(NIGHT.minusDays(1));
        nights.run();
        TestingScript.write(folder.resolve("tell.sh"), "#!/bin/sh\ncat >> \"$1\"\n");
        String text = Files.readString(folder.resolve("job.yaml"));
        Files.writeString(
                folder.resolve("console.yaml"),
                text + "metrics: { file: metrics.prom }\nnotify: { command: [" + folder.resolve("tell.sh") + ", "
                        + folder.resolve("told") + "] }\nconsole: { port: 0 }\n");
        Files.writeString(folder.resolve("proxied.yaml"), text + """
                console:
                  port: 0
                  public-url: https://crumbless.example
                  proxy: { user-header: X-User, trusted-addresses: [127.0.0.1] }
                  users:
                    vera: [viewer]
                    rosa: [requester]
                    otto: [auditor]
                """);
        Files.writeString(folder.resolve("elsewhere.yaml"), text + """
                console:
                  port: 0
                  public-url: https://crumbless.example
                  proxy: { user-header: X-User, trusted-addresses: [10.0.0.0/8] }
                  users: { vera: [viewer] }
                """);
        job = JobFile.read(folder.resolve("console.yaml"));
    }

    @AfterAll
    static void end() {
        job = null;
    }

    private static TestingConsole console() {
        return new TestingConsole(job, new SnapshotExplainer(), Site::pages);
    }

    private static TestingConsole console(String file) {
        return new TestingConsole(JobFile.read(folder.resolve(file)), new SnapshotExplainer(), Site::pages);
    }

    private static Answer search(TestingVisitor visitor, String id) {
        visitor.get("/person");
        return visitor.post("/person", Map.of("id", id, "reason", "access request 7"));
    }

    private static List<Access> log() {
        try (ControlDatabase control = ControlDatabase.open(job.control())) {
            return control.accessLog().latest(30);
        }
    }

    @Test
    void everyLookIsRecordedWithItsReasonAndNoAddressHoldsTheId() {
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();

            Answer found = search(owner, "C-2");
            Answer page = owner.follow(found);

            assertThat(found.status()).isEqualTo(303);
            assertThat(found.head()).doesNotContain("C-2");
            assertThat(page.body()).contains("What is held about customer C-2");
            assertThat(page.body().replaceFirst("(?s)<h1>.*", "")).doesNotContain("C-2");
            String path = found.header("Location").orElseThrow();
            assertThat(owner.get(path + "/nights").body()).contains("Withdrawal");
            assertThat(owner.get(path + "/statement/de").body())
                    .contains("Kundennummer C-2", "Um nachzusehen, was wir über Sie gespeichert haben")
                    .doesNotContain("Wann und wozu unsere Beschäftigten");
            assertThat(owner.get(path + "/statement/de/sheet").header("Content-Type"))
                    .hasValue("text/html; charset=utf-8");
            assertThat(owner.get(path + "/statement/de/records").header("Content-Disposition"))
                    .hasValue("attachment; filename=\"statement.json\"");
            assertThat(log().subList(0, 6))
                    .extracting(Access::command)
                    .containsExactly(
                            "console statement",
                            "console statement",
                            "console statement",
                            "console nights",
                            "console explain",
                            "console search");
            assertThat(log().subList(0, 6)).allSatisfy(access -> {
                assertThat(access.reason()).hasValue("access request 7");
                assertThat(access.by()).isEqualTo(System.getProperty("user.name"));
            });
        }
    }

    /** Nothing that a console keeps of files it has read shows somebody who was erased since, in any night. */
    @Test
    void whoIsErasedWhileItRunsIsShownNoMore() {
        try (TestingConsole console = console()) {
            // With a distinct time, because entries of other tests are in the same log.
            console.pass(Duration.ofMillis(77));
            TestingVisitor owner = console.owner();
            String path = search(owner, "C-3").header("Location").orElseThrow();
            assertThat(owner.get(path).body()).contains("Zebulon");
            assertThat(owner.get(path + "/nights").body()).contains("Zebulon");

            TestingErasure.erase(job, "C-3");

            for (String below : List.of("", "/nights", "/statement/en", "/statement/en/records")) {
                Answer page = owner.get(path + below);
                assertThat(page.status()).as(below).isEqualTo(200);
                assertThat(page.body()).as(below).doesNotContain("Zebulon");
            }
            assertThat(owner.follow(search(owner, "C-3")).body()).doesNotContain("Zebulon");
            assertThat(owner.follow(search(owner, "C-2")).body()).contains("customer C-2");
        }
    }

    @Test
    void withoutAReasonNobodyIsLookedUp() {
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();
            int before = log().size();
            owner.get("/person?id=C-1&reason=x");

            Answer refused = owner.post("/person", Map.of("id", "C-1", "reason", "  "));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(log()).hasSize(before);
        }
    }

    @Test
    void aHandleMeansNothingInAnotherSession() {
        try (TestingConsole console = console()) {
            TestingVisitor one = console.owner();
            String path = search(one, "C-2").header("Location").orElseThrow();

            TestingVisitor other = console.owner();

            assertThat(other.get(path).status()).isEqualTo(404);
            assertThat(other.get("/person/" + "A".repeat(43)).status()).isEqualTo(404);
            assertThat(other.get("/person/C-2").status()).isEqualTo(404);
        }
    }

    @Test
    void severalSpellingsAreChosenFrom() {
        try (TestingConsole console = console()) {
            Answer choice = search(console.owner(), "C-1");

            assertThat(choice.status()).isEqualTo(200);
            assertThat(choice.body()).contains("\"C-1\"", "\"c-1\"").doesNotContain("held about customer");
        }
    }

    /** In an id, a statement's id, a value; on the explanation, over the nights, in the statement and the reason. */
    @Test
    void whatAPersonSaidIsText() {
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();
            owner.get("/person");
            Answer found = owner.post("/person", Map.of("id", SCRIPT, "reason", SCRIPT));
            String path = found.header("Location").orElseThrow();
            assertThat(owner.get(path).body()).contains("(preferred_name): &lt;script&gt;alert(1)&lt;/script&gt;");
            for (String below : List.of("", "/nights", "/statement/en", "/statement/de/sheet")) {
                Answer page = owner.get(path + below);
                assertThat(page.status()).as(below).isEqualTo(200);
                assertThat(page.body()).as(below).contains("&lt;script&gt;").doesNotContain("<script");
            }
            assertThat(owner.get("/proof/access-log").body())
                    .contains("&lt;script&gt;")
                    .doesNotContain("<script");
        }
    }

    @Test
    void whoTriesIdsIsLockedOutAndThatIsReported() throws Exception {
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();
            for (int i = 0; i < 10; i++) {
                assertThat(search(owner, "X-" + i).status()).isEqualTo(303);
            }

            assertThat(search(owner, "X-10").status()).isEqualTo(429);
            assertThat(search(owner, "C-2").status()).isEqualTo(429);

            assertThat(log().get(0).command()).isEqualTo("console lockout");
            assertThat(owner.get("/metrics").body())
                    .contains("crumbless_console_lockouts_total{crumbless_job=\"test\"} 1.0");
            Path told = folder.resolve("told");
            // There is a moment when it is there and nothing is in it.
            while (!Files.exists(told) || Files.size(told) == 0) {
                Thread.sleep(50);
            }
            assertThat(Files.readString(told)).contains("console-lockout").doesNotContain("X-");
            console.pass(Duration.ofHours(1));
            assertThat(search(console.owner(), "C-2").status()).isEqualTo(303);
        }
    }

    @Test
    void soManyPeopleAreLookedUpWithinAnHourAndNoMore() {
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();
            for (int i = 0; i < 60; i++) {
                assertThat(search(owner, "C-2").status()).isEqualTo(303);
            }
            assertThat(search(owner, "C-2").status()).isEqualTo(429);
        }
    }

    @Test
    void rolesReachAsFarAsTheyDo() {
        try (TestingConsole console = console("proxied.yaml")) {
            TestingVisitor vera = proxied(console, "vera");
            TestingVisitor rosa = proxied(console, "rosa");
            TestingVisitor otto = proxied(console, "otto");

            assertThat(vera.get("/").status()).isEqualTo(200);
            assertThat(search(vera, "C-2").status()).isEqualTo(303);
            assertThat(vera.get("/proof/access-log").status()).isEqualTo(403);
            assertThat(vera.post("/proof/audit", Map.of("reason", "x")).status())
                    .isEqualTo(403);
            vera.get("/person");
            assertThat(vera.post("/person", Map.of("kind", "cookie", "id", "ck-1", "reason", "x"))
                            .status())
                    .isEqualTo(403);
            rosa.get("/person");
            assertThat(rosa.post("/person", Map.of("kind", "cookie", "id", "ck-1", "reason", "x"))
                            .status())
                    .isEqualTo(200);
            assertThat(rosa.post("/person", Map.of("kind", "cookie", "id", "ck-2", "reason", "x"))
                            .status())
                    .isEqualTo(404);
            assertThat(otto.get("/person").status()).isEqualTo(403);
            assertThat(otto.post("/person", Map.of("id", "C-2", "reason", "x")).status())
                    .isEqualTo(403);
            assertThat(otto.get("/proof/access-log").body())
                    .contains("vera", "rosa", "Looked a person up by another id");
            assertThat(proxied(console, "nobody").get("/").status()).isEqualTo(403);
        }
    }

    /** Regardless of the buttons shown: with a valid session, token and form. */
    @Test
    void nobodyReachesAPageOrSendsAFormBeyondTheirRoles() {
        try (TestingConsole console = console("proxied.yaml")) {
            Map<String, ConsoleRole> users =
                    Map.of("vera", ConsoleRole.VIEWER, "rosa", ConsoleRole.REQUESTER, "otto", ConsoleRole.AUDITOR);
            users.forEach((user, role) -> {
                TestingVisitor visitor = proxied(console, user);
                console.pages().stream()
                        .filter(page -> !page.roles().contains(role))
                        .forEach(page -> {
                            String path = page.path().replaceAll("\\{[a-z]+}", "R-1");
                            visitor.get("/");
                            Answer answer = page.method() == Method.GET
                                    ? visitor.get(path)
                                    : visitor.post(path, Map.of("text", "x", "subject", "C-1", "reason", "x"));
                            assertThat(answer.status())
                                    .as(user + " " + page.method() + " " + path)
                                    .isEqualTo(403);
                        });
            });
        }
    }

    private static TestingVisitor proxied(TestingConsole console, String user) {
        TestingVisitor visitor = console.stranger().under("crumbless.example").always("X-User: " + user);
        visitor.get("/");
        return visitor;
    }

    @Test
    void aHeaderIsBelievedFromTheProxyAlone() {
        try (TestingConsole elsewhere = console("elsewhere.yaml")) {
            Answer forged = proxied(elsewhere, "vera").get("/");
            assertThat(forged.status()).isEqualTo(403);
            assertThat(forged.header("Set-Cookie")).isEmpty();
            assertThat(proxied(elsewhere, "vera")
                            .get("/", "X-Forwarded-For: 10.0.0.1")
                            .status())
                    .isEqualTo(403);
            assertThat(elsewhere.invitations()).isEmpty();
        }
        try (TestingConsole console = console("proxied.yaml")) {
            TestingVisitor plain = console.stranger().under("crumbless.example");
            assertThat(plain.get("/").status()).isEqualTo(401);
            assertThat(plain.get("/", "X-User: vera", "X-User: otto").status()).isEqualTo(401);
            assertThat(plain.get("/", "X-User: ").status()).isEqualTo(401);
            assertThat(plain.get("/login?token=x", "X-User: vera").status()).isEqualTo(404);
            assertThat(plain.get("/", "X-User: vera", "Host: 127.0.0.1").status())
                    .isEqualTo(421);
        }
    }

    /** The cookie is of the user whose session it is; over https it is bound to it and to the host. */
    @Test
    void aSessionIsNotTakenOverByAnotherUser() {
        try (TestingConsole console = console("proxied.yaml")) {
            TestingVisitor vera = proxied(console, "vera");
            String path = search(vera, "C-2").header("Location").orElseThrow();
            assertThat(vera.get(path).status()).isEqualTo(200);
            assertThat(vera.cookie()).startsWith("__Host-crumbless-console=");

            TestingVisitor rosa = console.stranger().under("crumbless.example").always("X-User: rosa");
            rosa.cookie(vera.cookie());
            Answer answer = rosa.get(path);

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("Set-Cookie").orElseThrow()).contains("Secure", "HttpOnly", "SameSite=Strict");
            assertThat(answer.header("Strict-Transport-Security")).isPresent();
            assertThat(rosa.cookie()).isNotEqualTo(vera.cookie());
        }
    }

    /** A look is in the signed journal before anything is shown, and in the access log when the night has ended. */
    @Test
    void whileANightHoldsTheControlDatabaseLooksAreRecordedBesideIt() throws Exception {
        Path journal = job.control().folder().resolve("access-journal");
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();
            String path = search(owner, "C-2").header("Location").orElseThrow();
            try (TestingProcessLock held = TestingProcessLock.of(job.control().folder())) {
                Answer page = owner.get(path);

                assertThat(page.status()).isEqualTo(200);
                assertThat(page.body())
                        .contains("What is held about customer C-2", "Your look is recorded in a signed journal");
                console.pass(Duration.ofSeconds(1));
                assertThat(owner.follow(search(owner, "C-2")).body()).contains("customer C-2");
                assertThat(owner.get(path + "/nights").body()).contains("Your look is recorded", "Withdrawal");
                for (String readable : List.of("/", "/policy", "/policy/change", "/proof")) {
                    Answer meanwhile = owner.get(readable);
                    assertThat(meanwhile.status()).as(readable).isEqualTo(200);
                    assertThat(meanwhile.body()).contains("A run holds the control database");
                }
                assertThat(Files.readAllLines(journal)).hasSize(4).noneMatch(line -> line.contains("C-2"));
            }
            assertThat(shownAgain(owner, path + "/statement/en")).isTrue();
        }
        assertThat(journal).isEmptyFile();
        List<Access> log = log();
        assertThat(log.subList(0, 6))
                .extracting(Access::command)
                .containsExactly(
                        "console statement",
                        "console nights",
                        "console explain",
                        "console search",
                        "console explain",
                        "console search");
        assertThat(log.get(0).subjectHmac()).isPresent().isEqualTo(log.get(4).subjectHmac());
        assertThat(log.subList(0, 6)).extracting(Access::reason).containsOnly(Optional.of("access request 7"));
    }

    /** A letter says whether somebody asked to be erased, and the register is in the database. */
    @Test
    void whileANightHoldsTheControlDatabaseWhatNeedsItWaits() throws InterruptedException {
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();
            String path = search(owner, "C-2").header("Location").orElseThrow();
            try (TestingProcessLock held = TestingProcessLock.of(job.control().folder())) {
                for (String waiting : List.of(path + "/statement/en", path + "/proofs", "/requests")) {
                    Answer busy = owner.get(waiting);
                    assertThat(busy.status()).as(waiting).isEqualTo(503);
                    assertThat(busy.body()).doesNotContain("C-2");
                    assertThat(busy.head()).contains("Refresh: 15", "Retry-After: 15");
                }
                owner.get("/proof");
                Answer form = owner.post(
                        "/proof/audit",
                        Map.of(
                                "snapshot",
                                new Warehouse(job.warehouse()).current().orElseThrow(),
                                "reason",
                                "a letter"));
                assertThat(form.status()).isEqualTo(503);
                assertThat(form.head()).doesNotContain("Refresh");
                assertThat(form.body()).contains("Your form was not carried out");
            }
            assertThat(shownAgain(owner, path + "/proofs")).isTrue();
        }
    }

    /**
     * Changed or missing entries of the journal are recorded as such in the access log; the others are moved anyway.
     */
    @Test
    void aJournalThatWasChangedIsReported() throws Exception {
        Path journal = job.control().folder().resolve("access-journal");
        try (TestingConsole console = console()) {
            // With a distinct time, because entries of other tests are in the same log.
            console.pass(Duration.ofMillis(123));
            TestingVisitor owner = console.owner();
            String path = search(owner, "C-2").header("Location").orElseThrow();
            try (TestingProcessLock held = TestingProcessLock.of(job.control().folder())) {
                owner.get(path);
                console.pass(Duration.ofSeconds(1));
                owner.get(path + "/nights");
                console.pass(Duration.ofSeconds(1));
                owner.get(path);
                List<String> lines = Files.readAllLines(journal);
                Files.write(journal, List.of(lines.get(0), lines.get(1).replace("nights", "nothing")));
            }
            assertThat(shownAgain(owner, path + "/proofs")).isTrue();
        }
        assertThat(log())
                .filteredOn(access -> access.command().equals("journal damaged"))
                .extracting(access -> access.reason().orElseThrow())
                .hasSize(2)
                .anyMatch(reason -> reason.startsWith("1 of the journal's entries are not as they were written"))
                .anyMatch(reason -> reason.startsWith("2 entries were missing"));
        assertThat(log()).extracting(access -> access.command()).contains("console explain", "console nights");
    }

    /** An auditor reads what was done, not what the command is called. */
    @Test
    void theAccessLogIsInWords() {
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();
            owner.follow(search(owner, "C-2"));

            assertThat(owner.get("/proof/access-log").body())
                    .contains("Looked a person up", "Looked at what is held about a person", "Looked at the access log")
                    .doesNotContain("console search", "console explain", "console access-log");
        }
    }

    /** Takes seconds on an idle machine; after one attempt found the file in use, there are no retries for a second. */
    private static boolean shownAgain(TestingVisitor visitor, String path) throws InterruptedException {
        for (int i = 0; i < 3000; i++) {
            if (visitor.get(path).status() == 200) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }

    /** Everybody is answered, and others get the file in between. */
    @Test
    void manyLookAtOnceAndANightGetsItsTurn() throws Exception {
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();
            String path = search(owner, "C-2").header("Location").orElseThrow();
            ExecutorService people = Executors.newFixedThreadPool(12);
            try {
                AtomicBoolean ends = new AtomicBoolean();
                CountDownLatch everybodyWasShown = new CountDownLatch(12);
                List<Future<Integer>> looks = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    looks.add(people.submit(() -> {
                        int shown = 0;
                        while (!ends.get()) {
                            boolean isShown = owner.get(path).status() == 200;
                            if (isShown && shown++ == 0) {
                                everybodyWasShown.countDown();
                            }
                        }
                        return shown;
                    }));
                }
                assertThat(everybodyWasShown.await(10, TimeUnit.MINUTES)).isTrue();
                try (TestingProcessLock held =
                        TestingProcessLock.of(job.control().folder())) {
                    ends.set(true);
                }
                for (Future<Integer> look : looks) {
                    assertThat(look.get(10, TimeUnit.MINUTES)).isPositive();
                }
            } finally {
                people.shutdownNow();
            }
        }
    }

    @Test
    void anAuditEndsWithACertificate() {
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();
            owner.get("/proof");
            String snapshot = new Warehouse(job.warehouse()).current().orElseThrow();

            Answer made = owner.post("/proof/audit", Map.of("snapshot", snapshot, "reason", "yearly"));

            Answer page = owner.follow(made);
            assertThat(page.body()).contains("yearly", snapshot);
            String path = made.header("Location").orElseThrow();
            assertThat(owner.get(path + "/records").body()).contains("crumbless-audit-certificate/1");
            assertThat(owner.get(path + "/signature").body()).isNotEmpty();
            assertThat(owner.get(path + "/other").status()).isEqualTo(404);
            assertThat(owner.get("/proof").body()).contains("Audits that were made", path);
            assertThat(owner.get("/proof/snapshots/" + snapshot).body()).contains("bears the signature");
            assertThat(owner.get("/proof/snapshots/2026-01-01-000000000000").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aPastAuditIsFoundInAnotherSessionAndSaysIfItWasChanged() throws IOException {
        String path;
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();
            owner.get("/proof");
            String snapshot = new Warehouse(job.warehouse()).current().orElseThrow();
            path = owner.post("/proof/audit", Map.of("snapshot", snapshot, "reason", "quarterly"))
                    .header("Location")
                    .orElseThrow();
            owner.get("/proof");
            assertThat(console.owner().get(path).body())
                    .contains("quarterly", snapshot)
                    .doesNotContain("not as it was signed");
        }
        Path kept = job.control().folder().resolve(path.replaceFirst("/proof/", "") + ".json");
        Files.writeString(kept, Files.readString(kept).replace("quarterly", "yearly"));
        try (TestingConsole console = console()) {
            assertThat(console.owner().get(path).body()).contains("yearly", "not as it was signed");
        }
    }

    /** The clock of this console is stopped. */
    @Test
    void auditsOfTheSameMomentAreKeptBothAndADamagedOneHidesNoOther() throws IOException {
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();
            owner.get("/proof");
            String snapshot = new Warehouse(job.warehouse()).current().orElseThrow();
            String first = audit(owner, snapshot, "the first");
            String second = audit(owner, snapshot, "the second");

            assertThat(second).isNotEqualTo(first);
            assertThat(owner.get(first).body()).contains("the first");
            assertThat(owner.get("/proof").body())
                    .contains(first + "\"", second + "\"")
                    .doesNotContain("cannot be read");

            String name = first.replaceFirst("/proof/audits/", "") + ".json";
            Files.writeString(job.control().folder().resolve("audits").resolve(name), "{\"form\":");
            assertThat(owner.get("/proof").body())
                    .contains("1 certificate cannot be read", name, second + "\"")
                    .doesNotContain(first + "\"");
        }
    }

    private static String audit(TestingVisitor owner, String snapshot, String reason) {
        owner.get("/proof");
        return owner.post("/proof/audit", Map.of("snapshot", snapshot, "reason", reason))
                .header("Location")
                .orElseThrow();
    }

    @Test
    void theStatementBearsTheDayAndTheReferenceOfTheCase() {
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();
            String statement = search(owner, "C-2").header("Location").orElseThrow() + "/statement/de";
            assertThat(owner.get(statement).body()).contains("Ausgestellt am 23. November 2026");

            Answer under = owner.post(statement, Map.of("reference", "2026-117"));
            String path = under.header("Location").orElseThrow();
            assertThat(owner.get(path).body()).contains("Aktenzeichen: 2026-117");
            assertThat(owner.get(path + "/sheet").body())
                    .contains("Ausgestellt am 23. November 2026. Aktenzeichen: 2026-117");
        }
    }
}
