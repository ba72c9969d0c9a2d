package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.local.TestingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Promise: {@code policy diff} reports what would change, as text, as JSON or as a page for signature; the exit code
 * says who has to act; and no person is named.
 */
@Tag("night")
class PolicyDiffCommandTest {
    private static final String OFFERS =
            "purposes: [personal_offers, recommend_products, service_messages," + " product_safety, loyalty_programme]";

    /** One published night of five people, a policy, and another that offers nothing in the language of a person. */
    @TempDir
    static Path folder;

    private final TestingCli cli = new TestingCli(folder);

    @BeforeAll
    static void publish() throws IOException {
        copy("old");
        Path catalogue = copy("new").resolve("attributes.yaml");
        String text = Files.readString(catalogue);
        assertThat(text).contains(OFFERS);
        Files.writeString(catalogue, text.replace(OFFERS, OFFERS.replace("personal_offers, ", "")));
        Files.writeString(copy("broken").resolve("attributes.yaml"), "attributs: {}\n");
        Files.createDirectories(folder.resolve("empty"));
        Files.writeString(folder.resolve("file"), "");
        Files.writeString(folder.resolve("sample.yaml"), "job: x\n");
        TestingJob job = new TestingJob(folder);
        String[] said = new String[5];
        for (int i = 0; i < said.length; i++) {
            said[i] = declares(
                    "d" + i,
                    "Somebody-" + i,
                    "language",
                    i == 0 ? "uk" : "de",
                    i == 0 ? "personal_offers" : "service_messages;personal_offers",
                    "2026-11-20T10:00:00Z");
        }
        job.declared(NIGHT, said);
        job.run();
    }

    private static Path copy(String name) throws IOException {
        Path to = Files.createDirectories(folder.resolve(name));
        try (Stream<Path> files = Files.list(Path.of("jobs/policy"))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    @Test
    void comparesTwoFoldersByThemselves() {
        assertThat(crumbless("old", "new")).isZero();

        assertThat(cli.err()).isEmpty();
        assertThat(cli.out())
                .contains("Only the policies themselves were compared")
                .contains("Attribute language")
                .contains("purposes: loyalty_programme, personal_offers, product_safety, recommend_products,")
                .contains("attributes.yaml: lines added 1, removed 1")
                .doesNotContain("Sign-off");
    }

    @Test
    void saysWhereOnlyWordsDiffer() throws IOException {
        Path worded = copy("worded");
        Path catalogue = worded.resolve("attributes.yaml");
        Files.writeString(catalogue, Files.readString(catalogue).replace("de: jede Woche", "de: wöchentlich"));

        assertThat(crumbless("old", "worded")).isZero();

        assertThat(cli.out().replaceAll("\\s+", " "))
                .contains("only words that people read differ")
                .contains("choices.weekly: de jede Woche, en every week → de wöchentlich, en every week");
        assertThat(crumbless("old", "new")).isZero();
        assertThat(cli.out()).doesNotContain("only words");
    }

    @Test
    void comparesTheOutcomeOfANight() {
        assertThat(crumbless("old", "new", "--job", "job.yaml")).as(cli.err()).isZero();

        assertThat(cli.out().replaceAll("\\s+", " "))
                .contains("Both policies were applied to the evidence log as it is and to the deliveries for 22")
                .contains("Values 5 4")
                .contains("declared, no longer held: 1 (DE 1)")
                .contains("declared, for other purposes: 4 (DE 4)")
                .contains("declared, no longer for Offers made for you (personal_offers): 5 (DE 5)");
        assertThat(cli.err()).contains("both policies: admit declarations", "compare: done");
        assertThat(cli.out() + cli.err()).doesNotContain("Somebody", "uk,");
    }

    @Test
    void theSamePolicyTwiceIsNoDifference() {
        assertThat(crumbless("old", "old", "--job", "job.yaml", "--exit-code")).isZero();

        assertThat(cli.out())
                .contains("The two policies are the same, word for word.")
                .contains("No value is added, dropped or changed");
    }

    @Test
    void aDifferenceIsAnExitCodeWhereAskedFor() {
        assertThat(crumbless("old", "new", "--exit-code")).isEqualTo(1);
        assertThat(crumbless("old", "new", "--exit-code", "--json")).isEqualTo(1);
        assertThat(cli.json().get("exit_code").asInt()).isEqualTo(1);
        assertThat(crumbless("old", "old", "--exit-code")).isZero();
    }

    @Test
    void printsOneJsonObjectAndNothingElse() {
        assertThat(crumbless("old", "new", "--job", "job.yaml", "--json")).isZero();

        assertThat(cli.out()).endsWith("}\n").hasLineCount(1).doesNotContain("Somebody");
        assertThat(cli.json().get("outcome").asString()).isEqualTo("different");
        assertThat(cli.json().get("exit_code").asInt()).isZero();
        assertThat(cli.json().get("old_policy").asString()).hasSize(64);
        assertThat(cli.json().get("changes"))
                .extracting(change ->
                        change.get("kind").asString() + " " + change.get("name").asString() + " "
                                + change.get("field").asString())
                .containsExactly("attribute language purposes");
        JsonNode night = cli.json().get("night");
        assertThat(night.get("business_date").asString()).isEqualTo("2026-11-22");
        assertThat(night.get("share").asDouble()).isEqualTo(1);
        assertThat(night.get("old").get("values").asInt()).isEqualTo(5);
        assertThat(night.get("new").get("values").asInt()).isEqualTo(4);
        assertThat(night.get("values"))
                .extracting(change -> change.get("change").asString() + " "
                        + change.get("jurisdiction").asString() + " "
                        + change.get("values").asInt())
                .containsExactly("disappears DE 1", "purposes DE 4");
        assertThat(night.get("purposes").get(0).get("lost").asInt()).isEqualTo(5);
        assertThat(night.get("examples")).hasSize(4).allSatisfy(example -> assertThat(
                        example.get("person").asString())
                .matches("[0-9a-f]{12}"));
        assertThat(night.get("cannot_tell"))
                .extracting(bound -> bound.get("what").asString())
                .containsExactly("earlier_refusals", "let_go");
    }

    @Test
    void aShareIsReportedAsOne() {
        assertThat(crumbless("old", "new", "--job", "job.yaml", "--share", "0.5", "--json"))
                .isZero();

        assertThat(cli.json().get("night").get("share").asDouble()).isEqualTo(0.5);
        assertThat(cli.json().get("night").get("old").get("subjects").asInt()).isLessThan(5);
        assertThat(cli.json().get("night").get("cannot_tell"))
                .extracting(bound -> bound.get("what").asString())
                .contains("share");
    }

    @Test
    void writesAPageToSignThatOnlyItsOwnerMayRead() throws IOException {
        assertThat(crumbless("old", "new", "--job", "job.yaml", "--html", "change.html", "--lang", "de"))
                .as(cli.err())
                .isZero();

        Path page = folder.resolve("change.html");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(page))
                .contains("<code class=\"removed\">-    purposes: [personal_offers, recommend_products")
                .contains("lang=\"de\"", "Freigabe", "Unterschrift", "attributes.yaml")
                .doesNotContain("<script", "src=", "href=\"http", "Somebody");
        assertThat(cli.out()).contains("geschrieben nach change.html").contains("Alte Richtlinie");
    }

    @Test
    void aNightThatIsNotPublishedYetIsLookedAtByItsDate() {
        assertThat(crumbless("old", "new", "--job", "job.yaml", "--date", "2026-11-23", "--json"))
                .isZero();

        assertThat(cli.json().get("night").get("business_date").asString()).isEqualTo("2026-11-23");
        assertThat(cli.json().get("night").get("old").get("values").asInt()).isEqualTo(5);
    }

    @Test
    void aJobWithoutDataNeedsADate() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        new TestingJob(other);
        // Tests find an empty control database; a job that never ran has none.
        Storage.of(Location.of(other)).deleteRecursively(Location.of(other.resolve("control")));

        assertThat(crumbless("old", "new", "--job", "other/job.yaml")).isEqualTo(2);
        assertThat(cli.err()).contains("Missing --date: no night is published yet to look at");

        assertThat(crumbless("old", "new", "--job", "other/job.yaml", "--date", "2026-11-22", "--json"))
                .as(cli.err())
                .isZero();
        assertThat(cli.json().get("night").get("old").get("subjects").asInt()).isZero();
        assertThat(cli.json().get("night").get("cannot_tell"))
                .extracting(bound -> bound.get("what").asString())
                .contains("no_log");
        assertThat(other.resolve("control")).doesNotExist();
        assertThat(other.resolve("warehouse")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "old nowhere | 3 | Cannot use policy $/nowhere: 1 problem",
                "old nowhere | 3 | Cannot read the policy folder: it does not exist",
                "file new | 3 | Cannot read the policy folder: it is a file",
                "empty new | 3 | Missing file attributes.yaml",
                "old broken | 3 | attributes.yaml:1: Unknown key 'attributs': did you mean 'attributes'?",
                "old | 2 | Missing required parameter: 'NEW'",
                "old new third | 2 | third",
                "old new --job missing.yaml | 2 | Cannot read job file missing.yaml: it does not exist",
                "old new --job empty | 2 | Cannot read job file empty: it is a folder; name the file in it",
                "old new --job sample.yaml | 3 | sample.yaml",
                "old new --job job.yaml --date 2026-11-21 | 2 | Cannot look at the night of 2026-11-21",
                "old new --job job.yaml --date yesterday | 2 | expected a day such as 2026-11-22",
                "old new --share 0.5 | 2 | Missing --job: --share says which night of which job is meant",
                "old new --date 2026-11-22 | 2 | Missing --job: --date says which night of which job is meant",
                "old new --job job.yaml --lang fr | 2 | Invalid --lang 'fr': use de or en",
                "old new --job job.yaml --html nowhere/page.html | 2 | Cannot write $/nowhere/page.html",
                "old new --shares 1 | 2 | Unknown option '--shares': did you mean '--share'?",
            })
    void saysWhoHasToAct(String line, int code, String message) {
        assertThat(crumbless(line.strip().split(" "))).isEqualTo(code);

        assertThat(cli.err()).startsWith("crumbless: ").contains(message.replace("$", folder.toString()));
        assertThat(cli.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.1", "1.01", "NaN", "Infinity"})
    void refusesWhatIsNoShare(String share) {
        assertThat(crumbless("old", "new", "--job", "job.yaml", "--share", share))
                .isEqualTo(2);

        assertThat(cli.err()).contains("Invalid --share ", ": it must be above 0 and at most 1");
    }

    @Test
    void aFailureIsJsonWhereJsonIsAskedFor() {
        assertThat(crumbless("old", "nowhere", "--json")).isEqualTo(3);

        assertThat(cli.json().get("exit_code").asInt()).isEqualTo(3);
        assertThat(cli.json().get("message").asString()).contains("nowhere");
    }

    private int crumbless(String... arguments) {
        return cli.run(
                Stream.concat(Stream.of("policy", "diff"), Stream.of(arguments)).toArray(String[]::new));
    }
}
