package io.crumbless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy check reports what answers will lack, and that a run accepts the policy anyway. */
@Tag("night")
class PolicyCheckCommandTest {
    private static final String BASIS = "    legal-basis: eu-gdpr:A6-1-a\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        Path policy = Files.createDirectory(folder.resolve("policy"));
        try (Stream<Path> files = Files.list(Path.of("jobs/policy"))) {
            for (Path file : files.toList()) {
                Files.copy(file, policy.resolve(file.getFileName().toString()));
            }
        }
    }

    private void purposes(String text) throws IOException {
        Files.writeString(folder.resolve("policy/purposes.yaml"), text);
    }

    private String shipped() throws IOException {
        return Files.readString(Path.of("jobs/policy/purposes.yaml"));
    }

    @Test
    void theShippedPolicyIsSoundWithoutFindings() {
        TestingCli cli = new TestingCli(folder);

        assertThat(cli.run("policy", "check", "policy")).isZero();
        assertThat(cli.out()).contains("is sound").doesNotContain("finding");
    }

    @Test
    void aPurposeWithoutLegalBasisIsSoundWithAFinding() throws IOException {
        purposes(shipped().replaceFirst(BASIS, ""));
        TestingCli cli = new TestingCli(folder);

        assertThat(cli.run("policy", "check", "policy")).isZero();
        assertThat(cli.out())
                .contains("is sound")
                .contains("\nfinding: purposes.yaml: Missing legal-basis of purpose 'personal_offers'");
        assertThat(cli.run("policy", "check", "policy", "--json")).isZero();
        assertThat(cli.out()).contains("\"findings\":[\"purposes.yaml: Missing legal-basis");
    }

    @Test
    void aLegalBasisThatIsNoneIsAProblem() throws IOException {
        purposes(shipped().replaceFirst(BASIS, "    legal-basis: consent\n"));
        TestingCli cli = new TestingCli(folder);

        assertThat(cli.run("policy", "check", "policy")).isEqualTo(3);
        assertThat(cli.err()).contains("Unknown purposes.personal_offers.legal-basis 'consent'");
    }
}
