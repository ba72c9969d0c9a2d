package io.crumbless.console.site;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.console.server.TestingConsole;
import io.crumbless.console.server.TestingVisitor;
import io.crumbless.console.server.TestingVisitor.Answer;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.TestingJob;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy is read as the last night applied it, and signed off as it was shown; a proof is recorded as every look. */
@Tag("night")
class ConsolePolicyTest {
    @TempDir
    private Path folder;

    private JobFile job;

    @BeforeEach
    void publish() throws IOException {
        TestingJob nights = new TestingJob(folder);
        Path policy = Files.createDirectory(folder.resolve("policy"));
        try (Stream<Path> files = Files.list(Path.of("jobs/policy"))) {
            for (Path file : files.toList()) {
                Files.copy(file, policy.resolve(file.getFileName().toString()));
            }
        }
        String text = Files.readString(folder.resolve("job.yaml")).replaceFirst("policy: .*", "policy: policy");
        nights.write("job.yaml", text)
                .declared(NIGHT, declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"))
                .run();
        nights.write("console.yaml", text + "console: { port: 0 }\n").write("proxied.yaml", text + """
                console:
                  port: 0
                  public-url: https://crumbless.example
                  proxy: { user-header: X-User, trusted-addresses: [127.0.0.1] }
                  users: { vera: [viewer] }
                """);
        job = JobFile.read(folder.resolve("console.yaml"));
    }

    private TestingConsole console() {
        return new TestingConsole(job, new SnapshotExplainer(), Site::pages);
    }

    private static String hidden(Answer page, String name) {
        Matcher found =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page.body());
        assertThat(found.find()).as(name).isTrue();
        return found.group(1);
    }

    private void change(String file, String from, String to) throws IOException {
        Path path = folder.resolve("policy").resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    @Test
    void isReadAsTheLastNightAppliedIt() throws IOException {
        change("attributes.yaml", "title: { en: Nursery colour", "title: { en: Beloved colour");
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();

            assertThat(owner.get("/policy/catalogue").body())
                    .contains("Nursery colour", "Any of: ", "Yes or no")
                    .doesNotContain("enum[", "boolean")
                    .doesNotContain("Beloved");
            assertThat(owner.get("/policy/notices").body())
                    .contains("baby-advice, version 2", "Sagen Sie uns, was Ihnen wichtig ist", "SHA-256");
            assertThat(owner.get("/policy/jurisdictions").body())
                    .contains("Quebec (CA-QC)", "never below 18", "Virginia (US-VA)")
                    .contains("href=\"#gdpr\"", "id=\"gdpr\"", "In all of these places")
                    .containsOnlyOnce("Directive 2002/58/EC");
            assertThat(owner.get("/policy/record").body()).contains("Art. 30(1)");
            assertThat(owner.get("/policy/change").body()).contains("Beloved colour", "is not signed off");
        }
    }

    @Test
    void isSignedOffAsItWasShown() throws IOException {
        change("attributes.yaml", "title: { en: Nursery colour", "title: { en: Beloved colour");
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();
            Answer page = owner.get("/policy/change");
            Map<String, String> shown =
                    Map.of("old", hidden(page, "old"), "new", hidden(page, "new"), "note", "ticket 4711");
            change("attributes.yaml", "Beloved colour", "Adored colour");

            assertThat(owner.post("/policy/sign", shown).status()).isEqualTo(409);
            assertThat(owner.get("/policy").body()).contains("No policy was signed off yet.");

            change("attributes.yaml", "Adored colour", "Beloved colour");
            assertThat(owner.post("/policy/sign", shown).status()).isEqualTo(303);
            assertThat(owner.get("/policy").body()).contains("ticket 4711", System.getProperty("user.name"));
            assertThat(owner.get("/policy/change").body()).contains("was signed off by");
        }
        try (ControlDatabase control = ControlDatabase.open(job.control())) {
            assertThat(control.policySignOffs().all()).hasSize(1);
            assertThat(control.accessLog().latest(3))
                    .extracting(Access::command)
                    .contains("console policy sign-off");
        }
    }

    @Test
    void whoMayOnlyLookSignsNothingOff() {
        try (TestingConsole console = new TestingConsole(
                JobFile.read(folder.resolve("proxied.yaml")), new SnapshotExplainer(), Site::pages)) {
            TestingVisitor vera = console.stranger().under("crumbless.example").always("X-User: vera");

            assertThat(vera.get("/policy/change").body()).doesNotContain("/policy/sign");
            assertThat(vera.post("/policy/sign", Map.of("old", "x", "new", "y")).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aStatementOfAPersonIsHadAsAPackage() {
        try (TestingConsole console = console()) {
            TestingVisitor owner = console.owner();
            owner.get("/person");
            Answer found = owner.post("/person", Map.of("id", "C-1", "reason", "complaint 9"));
            String person = found.header("Location").orElseThrow();
            Answer list = owner.get(person + "/proofs");
            Matcher link = Pattern.compile("href=\"(" + Pattern.quote(person) + "/proofs/[0-9a-f]+)\"")
                    .matcher(list.body());
            assertThat(link.find()).as(list.body()).isTrue();

            Answer proof = owner.get(link.group(1));
            assertThat(proof.status()).as(proof.body()).isEqualTo(200);

            assertThat(proof.header("Content-Disposition")).hasValue("attachment; filename=\"proof.zip\"");
            assertThat(proof.body()).startsWith("PK").contains("crumbless-proof/1", "d1");
            assertThat(owner.get(person + "/proofs/0000").status()).isEqualTo(404);
        }
        try (ControlDatabase control = ControlDatabase.open(job.control())) {
            assertThat(control.accessLog().latest(2)).allSatisfy(access -> {
                assertThat(access.command()).isEqualTo("console proof");
                assertThat(access.reason()).hasValue("complaint 9");
            });
        }
    }
}
