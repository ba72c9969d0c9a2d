package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.night.local.TestingJob;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ProtectedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who signed off which policy is kept, cannot be changed unseen, and can be asked of every night. */
@Tag("night")
class PolicySignOffTest {
    @TempDir
    private Path folder;

    private TestingCli cli;
    private TestingJob job;

    @BeforeEach
    void job() throws IOException {
        cli = new TestingCli(folder);
        job = new TestingJob(folder);
        Path policy = Files.createDirectory(folder.resolve("policy"));
        try (Stream<Path> files = Files.list(Path.of("jobs/policy"))) {
            for (Path file : files.toList()) {
                Files.copy(file, policy.resolve(file.getFileName().toString()));
            }
        }
        job("policy: .*", "policy: policy");
        job.declared(NIGHT, declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
    }

    private void job(String regex, String text) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replaceFirst(regex, text));
    }

    private int signed(String by) {
        return cli.run("policy", "diff", "policy", "policy", "--job", "job.yaml", "--sign", "--by", by, "--json");
    }

    @Test
    void aNightSaysWhoSignedOffItsPolicyOnceAnybodyDid() throws IOException {
        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("sign"));

        assertThat(signed("Dr. A. Weber")).as(cli.err()).isZero();
        JsonNode recorded = cli.json().at("/signed_off");
        assertThat(recorded.at("/by").stringValue()).isEqualTo("Dr. A. Weber");
        assertThat(recorded.at("/new_policy").stringValue())
                .isEqualTo(recorded.at("/old_policy").stringValue())
                .hasSize(64);
        assertThat(job.run().notices())
                .anyMatch(notice -> notice.matches("Policy [0-9a-f]{12} was signed off by Dr\\. A\\. Weber on 20.*"));

        Path purposes = folder.resolve("policy/purposes.yaml");
        Files.writeString(purposes, Files.readString(purposes) + "# changed\n");
        assertThat(job.run().notices()).anyMatch(notice -> notice.endsWith("is not signed off: nobody signed it off"));
        cli.run("policy", "sign-offs", "--job", "job.yaml");
        assertThat(cli.out()).contains("as it stands  by Dr. A. Weber", "of the job file is not signed off");
    }

    @Test
    void aJobMayRequireIt() throws IOException {
        job("policy: policy", "policy: policy\npolicy-sign-off: required");

        assertThatThrownBy(job::run)
                .isInstanceOfSatisfying(Failure.class, refused -> assertThat(refused.category())
                        .isEqualTo(Failure.ErrorCategory.SETTINGS))
                .hasMessageContainingAll("nobody signed it off", "'policy-sign-off: required'", "--sign --by NAME");
        assertThat(folder.resolve("warehouse/current")).doesNotExist();

        assertThat(signed("Dr. A. Weber")).as(cli.err()).isZero();
        assertThat(job.run().profiles()).isEqualTo(1);
    }

    @Test
    void aSignOffIsNeitherChangedNorForged() throws Exception {
        job("policy: policy", "policy: policy\npolicy-sign-off: required");
        signed("Dr. A. Weber");
        try (ControlDatabase control = ControlDatabase.open(job.file().control());
                Connection connection = control.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("UPDATE policy_sign_off SET signed_by = 'somebody'"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("DELETE FROM policy_sign_off"))
                    .isInstanceOf(SQLException.class);
            statement.execute(
                    "INSERT INTO policy_sign_off (old_version, new_version, signed_by, signed_at, recorded_by)"
                            + " SELECT old_version, new_version, 'somebody', signed_at, 'somebody' FROM policy_sign_off");
            assertThat(control.signing().unsound()).containsExactly(ProtectedTable.POLICY_SIGN_OFFS);
        }

        assertThatThrownBy(job::run).hasMessageContaining("changed by others, so none of them counts");
    }

    @Test
    void whatASignOffNeedsIsAskedFor() {
        cli.run("policy", "diff", "policy", "policy", "--sign", "--by", "A");
        assertThat(cli.err()).contains("Missing --job");
        cli.run("policy", "diff", "policy", "policy", "--job", "job.yaml", "--sign");
        assertThat(cli.err()).contains("Missing --by");
        assertThat(cli.run("policy", "diff", "policy", "policy", "--by", "A")).isEqualTo(2);
    }
}
