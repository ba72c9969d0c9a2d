package io.crumbless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Promise: one command makes data, says what it made, and says what to type next. */
@Tag("night")
class GenerateCommandTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);
    private static final String POLICY = Path.of("jobs/policy").toAbsolutePath().toString();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void namesEveryFileAndTheNextCommand() {
        int code = crumbless("--out", "shop", "--policy", POLICY, "--people", "0.1k", "--seed", "5");

        assertThat(code).isZero();
        assertThat(text(out).lines().map(line -> line.replaceAll(" +", " ").replaceAll("[0-9]+ KiB", "n KiB")))
                .containsExactly(
                        " legacy/dmp/2026-11-22/memberships.parquet 1,000 rows n KiB",
                        " legacy/logins.csv 120 rows n KiB",
                        " legacy/opt-outs.csv 1 row n KiB",
                        " declarations/erasure-requests.csv 1 row n KiB",
                        " declarations/preference-centre.parquet 100 rows n KiB",
                        " declarations/store-2026-11-22.csv 40 rows n KiB",
                        " declarations/call-centre-2026-11-22.csv 20 rows n KiB",
                        " declarations/survey-2026-11-22.jsonl 40 rows n KiB",
                        "generated shop",
                        "run it with: crumbless run shop/job.yaml --date 2026-11-22");
        assertThat(folder.resolve("shop/job.yaml")).content().contains("delivers: increment");
    }

    @Test
    void everyOptionIsHeard() {
        int code = crumbless(
                "--out=shop",
                "--policy=" + POLICY,
                "--people=100",
                "--memberships=500",
                "--links=70",
                "--declarations=90",
                "--date=2026-03-01",
                "--nights=2",
                "--zone=Europe/Lisbon",
                "--shapes=list,tall",
                "--format=parquet",
                "--links-format=jsonl",
                "--declarations-format=csv",
                "--preference-centre=database",
                "--refused-share=0.2",
                "--json");

        assertThat(code).isZero();
        JsonNode result = JsonMapper.shared().readTree(text(out));
        assertThat(result.get("outcome").asString()).isEqualTo("generated");
        assertThat(result.get("files")
                        .valueStream()
                        .map(file -> file.get("path").asString() + " "
                                + file.get("rows").asInt()))
                .containsExactly(
                        "legacy/onsite/2026-03-01/visitors.parquet 125",
                        "legacy/onsite/2026-03-02/visitors.parquet 125",
                        "legacy/crm-form-fields.parquet 200",
                        "legacy/logins.jsonl 70",
                        "legacy/opt-outs.jsonl 1",
                        "declarations/erasure-requests.csv 1",
                        "declarations/preference-centre.sql 45",
                        "declarations/store-2026-03-01.csv 17",
                        "declarations/store-2026-03-02.csv 1",
                        "declarations/call-centre-2026-03-01.csv 8",
                        "declarations/call-centre-2026-03-02.csv 1",
                        "declarations/survey-2026-03-01.csv 17",
                        "declarations/survey-2026-03-02.csv 1");
        assertThat(folder.resolve("shop/job.yaml"))
                .content()
                .contains(
                        "zone: Europe/Lisbon",
                        "scripts: [declarations/preference-centre.sql]",
                        "guards: { refusals-may-reach: 0.45 }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--people=many | 'many' is no whole number such as 1200, 10k or 1.2M",
                "--people=1.2345k | '1.2345k' is no whole number such as 1200, 10k or 1.2M",
                "--people=0 | Invalid --people must be between 1 and 1000000000000 but was 0",
                "--nights=40 | Invalid --nights must be between 1 and 31 but was 40",
                "--refused-share=7 | Invalid --refused-share must be between 0.0 and 1.0 but was 7.0",
                "--shapes=round | expected membership, list, wide or tall but was 'round'",
            })
    void aWrongOptionIsTheCallersToMend(String option, String message) {
        int code = crumbless("--out", "shop", "--policy", POLICY, option);

        assertThat(code).isEqualTo(2);
        assertThat(text(err)).contains(message);
        assertThat(folder.resolve("shop")).doesNotExist();
    }

    @Test
    void doesNotWriteOverWhatIsThere() {
        crumbless("--out", "shop", "--policy", POLICY, "--people", "10");

        assertThat(crumbless("--out", "shop", "--policy", POLICY, "--people", "10"))
                .isEqualTo(2);
        assertThat(text(err)).contains("is there already; name an empty folder, or replace it with --replace");
        assertThat(crumbless("--out", "shop", "--policy", POLICY, "--people", "10", "--replace"))
                .isZero();
    }

    private int crumbless(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "generate";
        System.arraycopy(options, 0, arguments, 1, options.length);
        Parts parts = new Parts(TestingParts::none, TestingParts::none, TestingParts::none);
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                0);
        return new Cli(parts, terminal, CLOCK, folder).run(arguments);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
