package io.crumbless;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.report.NightReportPage;
import io.crumbless.columnar.storage.Location;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.run.NightlyRun;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every story of sample-data/README.md ends as told there, on both nights, and leaves nothing else behind. The published
 * files are read by DuckDB.
 */
@Tag("night")
class SampleStoriesTest {
    private static final Path JOB = Path.of("jobs/nightly-profiles.yaml");
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 21);
    private static final LocalDate SECOND = LocalDate.of(2026, 11, 22);

    @TempDir
    private static Path folder;

    private static Traces first = Traces.NONE;
    private static Traces second = Traces.NONE;
    private static Traces secondAlone = Traces.NONE;

    @BeforeAll
    static void runsTheNights() {
        NightlyRun night = new LocalNight(Clock.systemUTC(), 2, new NightReportPage());
        JobFile job = jobInto(folder.resolve("both"));
        night.run(job, FIRST, RunOptions.DEFAULTS, Progress.SILENT);
        first = Traces.read(folder.resolve("both/warehouse"));
        night.run(job, SECOND, RunOptions.DEFAULTS, Progress.SILENT);
        second = Traces.read(folder.resolve("both/warehouse"));
        night.run(jobInto(folder.resolve("alone")), SECOND, RunOptions.DEFAULTS, Progress.SILENT);
        secondAlone = Traces.read(folder.resolve("alone/warehouse"));
    }

    /** The shipped job as it is, but for where it writes. */
    private static JobFile jobInto(Path place) {
        return JobFile.read(JOB)
                .into(
                        Location.of(place.resolve("warehouse")),
                        ControlSettings.in(place.resolve("control")),
                        place.resolve("spill"));
    }

    /**
     * The expected traces of a customer.
     *
     * @param customer subject id; the end of a file's name for records without a subject
     * @param first every trace after the first night
     * @param second every trace after the second night
     */
    record Story(String customer, String title, List<String> first, List<String> second) {
        @Override
        public String toString() {
            return customer + " " + title;
        }
    }

    private static Story same(String customer, String title, String... traces) {
        return new Story(customer, title, List.of(traces), List.of(traces));
    }

    private static Story story(String customer, String title, List<String> first, List<String> second) {
        return new Story(customer, title, first, second);
    }

    static Stream<Story> stories() {
        return Stream.of(
                same(
                        "C-1001",
                        "the teenager",
                        "removed crm inferred 1",
                        "removed onsite inferred 2",
                        "removed onsite observed 1"),
                same("C-1002", "the shared family tablet, he"),
                same(
                        "C-1003",
                        "the shared family tablet, she",
                        "value language = de for product_safety, service_messages until 2027-03-31, provided by onsite"),
                same("C-1004", "the pre-ticked box", "refused preference-centre elicitation_inadmissible"),
                story(
                        "C-1005",
                        "the call without read-back",
                        List.of("refused call-centre confirmation_missing"),
                        List.of()),
                story(
                        "C-1006",
                        "a correction",
                        List.of("refused store evidence_missing"),
                        List.of(
                                "log st-1006 in_force",
                                "value home_store = Leipzig for loyalty_programme until 2029-11-20, st-1006")),
                story(
                        "C-1007",
                        "a purpose withdrawn",
                        List.of(
                                "log pc-1007-a in_force",
                                "log pc-1007-b future",
                                "value children_age_band = [1-2y, 3-5y] for loyalty_programme, personal_offers,"
                                        + " recommend_products until 2027-04-05, pc-1007-a"),
                        List.of(
                                "log pc-1007-a in_force",
                                "log pc-1007-b in_force",
                                "value children_age_band = [1-2y, 3-5y] for loyalty_programme, recommend_products until"
                                        + " 2027-04-05, pc-1007-a")),
                story(
                        "C-1008",
                        "everything withdrawn",
                        List.of(
                                "log pc-1008-a in_force",
                                "log pc-1008-b in_force",
                                "log pc-1008-c future",
                                "value organic_preferred = true for recommend_products, pc-1008-a",
                                "value preferred_name = Ilse for service_messages, pc-1008-b"),
                        List.of(
                                "log pc-1008-a withdrawn, no value",
                                "log pc-1008-b withdrawn, no value",
                                "log pc-1008-c in_force",
                                "log st-1008 withdrawn, no value")),
                same("C-1009", "erased, and delivered again"),
                story(
                        "C-1010",
                        "a due date passed",
                        List.of(
                                "log pc-1010 in_force",
                                "log st-1010 in_force",
                                "value baby_due_date = 2026-09-26 for recommend_products until 2026-11-21, st-1010",
                                "value salutation = family for service_messages, pc-1010"),
                        List.of(
                                "log pc-1010 in_force",
                                "log st-1010 expired, no value",
                                "value salutation = family for service_messages, pc-1010")),
                same(
                        "C-1011",
                        "two channels at the same second",
                        "log cc-1011 in_force",
                        "log pc-1011 superseded",
                        "value contact_frequency = rarely for personal_offers, cc-1011"),
                same(
                        "C-1012",
                        "a yes and a no at the same second",
                        "log pc-1012 in_force",
                        "log st-1012 withdrawn, no value"),
                same(
                        "C-1013",
                        "a broken row, and the sound one behind it",
                        "log st-1013-b in_force",
                        "value organic_preferred = true for recommend_products, st-1013-b"),
                same(
                        "C-1014",
                        "an answer with a comma, quotes and a line break",
                        "log st-1014 in_force",
                        "value favourite_colour = sage green,\n\"like the sofa\" for recommend_products until 2028-11-20,"
                                + " st-1014"),
                same(
                        "C-1015",
                        "typed in before the bar",
                        "value salutation = ms for service_messages until 2027-03-31, provided by crm"),
                same(
                        "C-1016",
                        "the old account says French",
                        "log pc-1016 in_force",
                        "removed crm provided 1",
                        "value language = de for service_messages, pc-1016"),
                same("C-1017", "a language withdrawn", "log pc-1017 in_force", "removed crm provided 1"),
                same(
                        "C-1018",
                        "fourteen, alone",
                        "log pc-1018-a not_allowed",
                        "refused preference-centre minor_without_guardian"),
                same(
                        "C-1019",
                        "fourteen, through her mother",
                        "log pc-1019-a in_force",
                        "log pc-1019-b in_force",
                        "value birth_date = 2012-08-17 for loyalty_programme until 2036-11-15, pc-1019-a",
                        "value favourite_categories = [books] for recommend_products until 2028-11-15, pc-1019-b"),
                story(
                        "C-1020",
                        "allergies that add up",
                        List.of(
                                "log st-1020-a in_force",
                                "value allergies = [nuts] for product_safety, recommend_products until 2027-03-02,"
                                        + " st-1020-a"),
                        List.of(
                                "log st-1020-a in_force",
                                "log st-1020-b in_force",
                                "value allergies = [nuts, cow_milk] for product_safety until 2027-03-02, st-1020-b with"
                                        + " st-1020-a")),
                same("C-1021", "an unknown age in California", "refused preference-centre age_unknown"),
                same(
                        "C-1022",
                        "a known age in California",
                        "log pc-1022-a in_force",
                        "log pc-1022-b in_force",
                        "value birth_date = 1988-01-29 for product_safety until 2036-11-10, pc-1022-a",
                        "value organic_preferred = true for recommend_products, pc-1022-b"),
                story(
                        "C-1023",
                        "a late file",
                        List.of(),
                        List.of(
                                "log st-1023 in_force",
                                "value planned_purchases = [pram] for recommend_products until 2027-05-21, st-1023")),
                story(
                        "C-1024",
                        "a late file with what had been replaced",
                        List.of(
                                "log cc-1024 in_force",
                                "value home_store = Berlin Mitte for service_messages until 2029-11-21, cc-1024"),
                        List.of(
                                "log cc-1024 in_force",
                                "log st-1024 superseded",
                                "value home_store = Berlin Mitte for service_messages until 2029-11-21, cc-1024")),
                same("C-1025", "spoken after the cut-off", "log pc-1025 future"),
                same("C-1026", "opted out of the old tracking", "removed onsite provided 1"),
                same(
                        "C-1027",
                        "no chosen channel, no moment",
                        "log pc-1027 in_force",
                        "log st-1027 in_force",
                        "value baby_due_date = 2027-02-01 for personal_offers until 2027-03-29, st-1027",
                        "value preferred_channel = sms for service_messages, pc-1027"),
                same("C-1028", "tied to a cookie by likelihood"),
                story("C-1029", "a time without zone", List.of("refused survey time_without_zone"), List.of()),
                story(
                        "C-1030",
                        "an allergy without explicit consent",
                        List.of("refused store explicit_basis_missing"),
                        List.of()),
                same("C-1031", "under a text no longer shown", "refused preference-centre notice_no_longer_valid"),
                same(
                        "C-1032",
                        "the same statement on two nights",
                        "log st-1032 in_force",
                        "value language = tr for service_messages, st-1032"),
                same(
                        "C-1033",
                        "a name in windows-1252",
                        "log cc-1033 in_force",
                        "value preferred_name = Zoë Käßbohrer for personal_offers, service_messages, cc-1033"),
                same(
                        "C-1034",
                        "a number written as a number",
                        "log sv-1034 in_force",
                        "value purchase_budget = 749.90 for recommend_products until 2027-05-20, sv-1034"),
                same(
                        "C-1042",
                        "her due date, told in the store",
                        "contact baby_due_date for personal_offers by email, 2027-02-28 to 2027-03-17, st-1042-a",
                        "log pc-1042 in_force",
                        "log st-1042-a in_force",
                        "log st-1042-b in_force",
                        "removed onsite acquired 1",
                        "removed onsite inferred 1",
                        "value baby_due_date = 2027-03-10 for personal_offers until 2027-05-05, st-1042-a",
                        "value discretion = plain_parcel for service_messages, pc-1042",
                        "value preferred_channel = email for personal_offers, st-1042-b"),
                story(
                        "store-2026-11-21-stories.csv",
                        "one comma too many",
                        List.of("refused store malformed at 7"),
                        List.of()),
                story(
                        "survey-2026-11-21-stories.jsonl",
                        "cut off by a broken connection",
                        List.of("refused survey malformed at 3"),
                        List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void endsAsTheReadmeSaysOnTheFirstNight(Story story) {
        assertThat(first.of(story.customer())).containsExactlyElementsOf(story.first());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void endsAsTheReadmeSaysOnTheSecondNight(Story story) {
        assertThat(second.of(story.customer())).containsExactlyElementsOf(story.second());
    }

    @Test
    void theSecondNightAloneEndsWithTheSameProfilesAndEvidence() {
        assertThat(secondAlone.values()).isEqualTo(second.values());
        assertThat(secondAlone.log()).isEqualTo(second.log());
        assertThat(secondAlone.contacts()).isEqualTo(second.contacts());
    }

    @Test
    void theReadmeHasEveryStory() throws IOException {
        String readme = Files.readString(Path.of("sample-data/README.md"));

        assertThat(stories().map(Story::customer))
                .allSatisfy(customer -> assertThat(readme).contains(customer.replaceFirst("\\.[a-z]+$", "")));
    }

    @Test
    void noCookieAndNoSegmentIsInAnyRow() {
        assertThat(second.everything())
                .noneMatch(line -> line.contains("ck-") || line.contains("expecting") || line.contains("nursery_"));
    }
}
