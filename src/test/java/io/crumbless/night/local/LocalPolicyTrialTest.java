package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.night.run.PolicyDifference;
import io.crumbless.night.run.PolicyDifference.Kind;
import io.crumbless.night.run.PolicyDifference.Limit;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import io.crumbless.settings.policy.PolicyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison equals that of two published snapshots, as counted by DuckDB; and it leaves no files behind. */
@Tag("night")
class LocalPolicyTrialTest {
    private static final String ADDED = """

              shoe_size:
                id: 900
                type: int
                title: { en: Shoe size }
                description: A size the person told.
                category: pd:Preference
                purposes: [personal_offers]
            """;

    private static final String OFFERS = "personal_offers";
    private static final String PLANS = "    contact: { opens: -P14D, closes: P0D, purpose: personal_offers }\n";

    @TempDir
    private Path folder;

    private TestingJob job;

    /** Twenty people with a language for two purposes, some with more; one had set a language in a header. */
    @BeforeEach
    void publish() throws IOException {
        Path shipped = Path.of("jobs/policy");
        copy(shipped, folder.resolve("old"));
        copy(shipped, folder.resolve("new"));
        List<String> said = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            String subject = "C-" + i;
            said.add(declares("l" + i, subject, "language", "de", "service_messages;personal_offers", at("11-20")));
            if (i % 2 == 0) {
                said.add(declares("o" + i, subject, "organic_preferred", "true", "insight", at("11-20")));
            }
            if (i % 3 == 0) {
                said.add(declares(
                        "c" + i, subject, "favourite_colour", "green", "recommend_products", at("09-0" + i % 9)));
            }
            if (i % 4 == 0) {
                said.add(declares("s" + i, subject, "shoe_size", "38", "personal_offers", at("11-20")));
            }
        }
        job = new TestingJob(folder)
                .write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\nck1,form_language_de,2026-11-01T00:00:00Z,form\n")
                .write("legacy/logins.csv", "cookie,customer,how,linked_at\nck1,C-1,login,2026-10-01T00:00:00Z\n")
                .declared(NIGHT, said.toArray(String[]::new));
        edit(folder.resolve("job.yaml"), "delivers: increment", "delivers: snapshot");
        edit(folder.resolve("job.yaml"), Path.of("jobs/policy").toAbsolutePath().toString(), "old");
        job.run();
    }

    private static String at(String day) {
        return "2026-" + day.replace("09-00", "09-09") + "T10:00:00Z";
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private void change(String from, String to) throws IOException {
        edit(folder.resolve("new/attributes.yaml"), from, to);
    }

    private PolicyDifference compare(KeyShare share) {
        return compare("old", "new", share);
    }

    private PolicyDifference compare(String old, String now, KeyShare share) {
        return new LocalPolicyTrial(2)
                .run(
                        job.file(),
                        PolicyFolder.read(folder.resolve(old)),
                        PolicyFolder.read(folder.resolve(now)),
                        Optional.empty(),
                        share,
                        Progress.SILENT);
    }

    /** Publishes the night with more statements than {@link #publish} has. */
    private void publishAlso(String... statements) throws IOException {
        Path file = folder.resolve("declarations/store-" + NIGHT + ".csv");
        Files.writeString(file, Files.readString(file) + String.join("\n", statements) + "\n");
        job.run();
    }

    /** Three people want to hear from us before a day they named; one named the day but no channel. */
    private void publishPlans() throws IOException {
        List<String> said = new ArrayList<>();
        for (int i = 40; i < 44; i++) {
            String subject = "C-" + i;
            said.add(declares("p" + i, subject, "purchase_planned_for", "2027-01-1" + i % 10, OFFERS, at("11-20")));
            if (i > 40) {
                said.add(declares("w" + i, subject, "preferred_channel", "email", OFFERS, at("11-20")));
            }
        }
        publishAlso(said.toArray(String[]::new));
    }

    private static PolicyDifference.MomentChange plans(long gained, long lost, long moved) {
        return new PolicyDifference.MomentChange("purchase_planned_for", OFFERS, "email", gained, lost, moved);
    }

    private static long told(PolicyDifference difference, String attribute, Origin origin, Kind kind) {
        return difference.values().stream()
                .filter(change -> change.place().attribute().equals(attribute)
                        && change.place().origin() == origin
                        && change.kind() == kind)
                .mapToLong(PolicyDifference.ValueChange::values)
                .sum();
    }

    /** Publishes the night under the new policy too; returns what DuckDB counts in the two snapshots. */
    private List<String> published(String query) throws IOException {
        String old = snapshot();
        edit(folder.resolve("job.yaml"), "policy: old", "policy: new");
        RunReport report = job.run();
        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
        return job.query(query.replace("$old", "read_parquet('" + old + "')")
                .replace("$new", "read_parquet('" + snapshot() + "')"));
    }

    private String snapshot() throws IOException {
        return job.warehouse().resolve("current").toRealPath() + "/profiles/*.parquet";
    }

    private static String counts(String attribute) {
        return "SELECT count(*) FILTER (o.$a IS NULL AND n.$a IS NOT NULL), count(*) FILTER (o.$a IS NOT NULL AND n.$a IS NULL),"
                        .replace("$a", attribute)
                + " count(*) FILTER (o.$a IS NOT NULL AND n.$a IS NOT NULL AND o.$l.purposes <> n.$l.purposes),"
                        .replace("$a", attribute)
                        .replace("$l", attribute + "__lineage")
                + " count(*) FILTER (o.$a IS NOT NULL AND n.$a IS NOT NULL AND o.$l.valid_until IS DISTINCT FROM"
                        .replace("$a", attribute)
                        .replace("$l", attribute + "__lineage")
                + " n.$l.valid_until) FROM $old o FULL JOIN $new n USING (subject_id)"
                        .replace("$l", attribute + "__lineage");
    }

    private static String told(PolicyDifference difference, String attribute) {
        return Stream.of(Kind.APPEARS, Kind.DISAPPEARS, Kind.PURPOSES, Kind.END)
                .map(kind -> String.valueOf(told(difference, attribute, Origin.DECLARED, kind)
                        + told(difference, attribute, Origin.PROVIDED, kind)))
                .reduce((left, right) -> left + "|" + right)
                .orElseThrow();
    }

    /** Of a share of the people all withdrawals are known, however they spell the id. */
    @Test
    void ofAShareWithdrawalsInOtherSpellingsAreSeen() throws IOException {
        List<String> said = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            said.add(declares("l" + i, "C-" + i, "language", "de", "service_messages", at("11-20")));
            said.add(TestingJob.withdraws("w" + i, "c-" + i, "*", "", at("11-21")));
        }
        job.declared(NIGHT, said.toArray(String[]::new));

        PolicyDifference difference = compare(new KeyShare(0.5));

        assertThat(difference.before().subjects()).isBetween(8L, 38L);
        assertThat(difference.before().values()).isLessThanOrEqualTo(1);
    }

    @Test
    void aPurposeTakenAwayNarrowsValues() throws IOException {
        change(
                "purposes: [personal_offers, recommend_products, service_messages, product_safety, loyalty_programme]",
                "purposes: [recommend_products, service_messages, product_safety, loyalty_programme]");

        PolicyDifference difference = compare(KeyShare.ALL);

        assertThat(told(difference, "language", Origin.DECLARED, Kind.PURPOSES)).isEqualTo(20);
        assertThat(difference.purposes())
                .containsExactly(new PolicyDifference.PurposeChange(
                        new PolicyDifference.Place("language", Origin.DECLARED, "DE"), "personal_offers", 0, 20));
        assertThat(published(counts("language"))).containsExactly(told(difference, "language"));
    }

    @Test
    void aSunsetMovedForwardLetsProvidedValuesGo() throws IOException {
        change(
                "provided: { until: 2027-03-31, purposes: [service_messages, product_safety] }",
                "provided: { until: 2026-11-21, purposes: [service_messages, product_safety] }");

        PolicyDifference difference = compare(KeyShare.ALL);

        assertThat(difference.values())
                .containsExactly(new PolicyDifference.ValueChange(
                        new PolicyDifference.Place("language", Origin.PROVIDED, ""), Kind.DISAPPEARS, 1));
        assertThat(difference.before().profiles()).isEqualTo(21);
        assertThat(difference.after().profiles()).isEqualTo(20);
        assertThat(published(counts("language"))).containsExactly(told(difference, "language"));
    }

    @Test
    void anAttributeAddedLetsWhatIsDeliveredAppear() throws IOException {
        Path catalogue = folder.resolve("new/attributes.yaml");
        Files.writeString(catalogue, Files.readString(catalogue) + ADDED);

        PolicyDifference difference = compare(KeyShare.ALL);

        assertThat(told(difference, "shoe_size", Origin.DECLARED, Kind.APPEARS)).isEqualTo(5);
        assertThat(difference.refusals())
                .containsExactly(new PolicyDifference.RefusalChange("store", "attribute_unknown", 5, 0));
        assertThat(difference.examples()).hasSize(3).allMatch(example -> example.otherwise()
                .equals(Optional.of("refusal.attribute_unknown")));
        assertThat(published("SELECT count(*) FROM $new WHERE shoe_size IS NOT NULL"))
                .containsExactly("5");
    }

    @Test
    void aShorterTimeLetsOldValuesGoAndEndsOthersEarlier() throws IOException {
        String text = Files.readString(folder.resolve("new/attributes.yaml"));
        int colour = text.indexOf("  favourite_colour:");
        int keep = text.indexOf("keep: ", colour);
        int end = text.indexOf('\n', keep);
        Files.writeString(
                folder.resolve("new/attributes.yaml"), text.substring(0, keep) + "keep: P78D" + text.substring(end));

        PolicyDifference difference = compare(KeyShare.ALL);

        assertThat(told(difference, "favourite_colour", Origin.DECLARED, Kind.DISAPPEARS))
                .isPositive();
        assertThat(told(difference, "favourite_colour", Origin.DECLARED, Kind.END))
                .isPositive();
        assertThat(difference.examples())
                .filteredOn(example -> example.kind() == Kind.DISAPPEARS)
                .allMatch(example -> example.otherwise().equals(Optional.of("fate.expired")));
        assertThat(published(counts("favourite_colour"))).containsExactly(told(difference, "favourite_colour"));
    }

    @Test
    void aPurposeGivenBackWidensValues() throws IOException {
        change(
                "purposes: [personal_offers, recommend_products, service_messages, product_safety, loyalty_programme]",
                "purposes: [recommend_products, service_messages, product_safety, loyalty_programme]");

        PolicyDifference difference = compare("new", "old", KeyShare.ALL);

        assertThat(difference.purposes())
                .containsExactly(new PolicyDifference.PurposeChange(
                        new PolicyDifference.Place("language", Origin.DECLARED, "DE"), OFFERS, 20, 0));
        assertThat(difference.examples()).hasSize(3).allSatisfy(example -> {
            assertThat(example.kind()).isEqualTo(Kind.PURPOSES);
            assertThat(example.before().purposes()).containsExactly("service_messages");
            assertThat(example.after().purposes()).containsExactly(OFFERS, "service_messages");
            assertThat(example.otherwise()).isEmpty();
        });
    }

    @Test
    void countsEachJurisdictionByItself() throws IOException {
        publishAlso(
                declares("a1", "C-40", "language", "de", OFFERS, at("11-20")).replace(",DE,", ",AT,"),
                declares("a2", "C-41", "language", "de", OFFERS, at("11-20")).replace(",DE,", ",AT,"));
        change(
                "purposes: [personal_offers, recommend_products, service_messages, product_safety, loyalty_programme]",
                "purposes: [recommend_products, service_messages, product_safety, loyalty_programme]");

        PolicyDifference difference = compare(KeyShare.ALL);

        assertThat(difference.values())
                .containsExactlyInAnyOrder(
                        new PolicyDifference.ValueChange(
                                new PolicyDifference.Place("language", Origin.DECLARED, "AT"), Kind.DISAPPEARS, 2),
                        new PolicyDifference.ValueChange(
                                new PolicyDifference.Place("language", Origin.DECLARED, "DE"), Kind.PURPOSES, 20));
        assertThat(published(counts("language"))).containsExactly(told(difference, "language"));
    }

    /** A list that accumulates under one policy is replaced under the other. */
    @Test
    void aLaterAnswerThatReplacesInsteadOfAddingIsAnotherValue() throws IOException {
        publishAlso(
                declares("b1", "C-40", "planned_purchases", "pram", OFFERS, at("11-19")),
                declares("b2", "C-40", "planned_purchases", "cot", OFFERS, at("11-20")));
        String text = Files.readString(folder.resolve("new/attributes.yaml"));
        int plans = text.indexOf("on-later: accumulate", text.indexOf("  planned_purchases:"));
        Files.writeString(
                folder.resolve("new/attributes.yaml"),
                text.substring(0, plans) + "on-later: replace" + text.substring(plans + 20));

        PolicyDifference difference = compare(KeyShare.ALL);

        assertThat(difference.values())
                .containsExactly(new PolicyDifference.ValueChange(
                        new PolicyDifference.Place("planned_purchases", Origin.DECLARED, "DE"), Kind.VALUE, 1));
        assertThat(difference.purposes()).isEmpty();
        assertThat(published("SELECT count(*) FROM $old o JOIN $new n USING (subject_id) WHERE o.planned_purchases <>"
                        + " n.planned_purchases"))
                .containsExactly("1");
    }

    @Test
    void contactMomentsAreLostWithTheirRule() throws IOException {
        publishPlans();
        change(PLANS, "");

        PolicyDifference difference = compare(KeyShare.ALL);

        assertThat(difference.moments()).containsExactly(plans(0, 3, 0));
        assertThat(difference.before().contactMoments()).isEqualTo(3);
        assertThat(difference.after().contactMoments()).isZero();
        assertThat(difference.values()).isEmpty();
        assertThat(difference.isEmpty()).isFalse();
        assertThat(job.query("SELECT count(*) FROM $contact_moments")).containsExactly("3");
    }

    @Test
    void contactMomentsAreGainedByARule() throws IOException {
        change(PLANS, "");
        publishPlans();

        PolicyDifference difference = compare("new", "old", KeyShare.ALL);

        assertThat(difference.moments()).containsExactly(plans(3, 0, 0));
        assertThat(difference.after().contactMoments()).isEqualTo(3);
    }

    @Test
    void contactMomentsThatOpenOnAnotherDayAreMoved() throws IOException {
        publishPlans();
        change(PLANS, PLANS.replace("-P14D", "-P15D"));

        assertThat(compare(KeyShare.ALL).moments()).containsExactly(plans(0, 0, 3));
    }

    @Test
    void contactMomentsThatCloseOnAnotherDayAreMoved() throws IOException {
        publishPlans();
        change(PLANS, PLANS.replace("P0D", "P1D"));

        assertThat(compare(KeyShare.ALL).moments()).containsExactly(plans(0, 0, 3));
    }

    @Test
    void aValueThatIsNotThereHasItsReasonUnderTheOtherPolicy() throws IOException {
        change("type: enum[weekly, monthly, rarely]", "type: enum[monthly, rarely]");
        change("      weekly: { en: every week, de: jede Woche }\n", "");
        publishAlso(declares("f1", "C-40", "contact_frequency", "weekly", OFFERS, at("11-20")));

        assertThat(compare(KeyShare.ALL).examples())
                .singleElement()
                .satisfies(example -> assertThat(example.otherwise()).hasValue("fate.not_allowed"));
    }

    @Test
    void underTheSamePolicyNothingDiffersAndTheOldSideIsWhatIsPublished() {
        PolicyDifference difference = compare(KeyShare.ALL);

        assertThat(difference.isEmpty()).isTrue();
        assertThat(difference.before()).isEqualTo(difference.after());
        assertThat(job.query("SELECT count(*), count(language) + count(organic_preferred) + count(favourite_colour)"
                        + " FROM $profiles"))
                .containsExactly(difference.before().profiles() + "|"
                        + difference.before().values());
    }

    @Test
    void aShareIsTheSamePeopleEveryTime() throws IOException {
        change(
                "provided: { until: 2027-03-31, purposes: [service_messages, product_safety] }",
                "provided: { until: 2026-11-21, purposes: [service_messages, product_safety] }");

        PolicyDifference half = compare(new KeyShare(0.5));

        assertThat(half.before().subjects()).isBetween(4L, 17L);
        assertThat(compare(new KeyShare(0.5)).before()).isEqualTo(half.before());
        assertThat(compare(new KeyShare(0.25)).before().subjects())
                .isLessThanOrEqualTo(half.before().subjects());
        assertThat(half.bounds()).anyMatch(bound -> bound.limit() == Limit.SHARE);
    }

    @Test
    void nothingIsPublishedOrLeftBehind() throws IOException {
        List<String> before = everything();

        compare(KeyShare.ALL);

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whoIsAskedToStopLeavesNothingBehind() throws IOException {
        List<String> before = everything();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> compare(KeyShare.ALL)).isInstanceOf(Stopped.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void examplesNameNobodyAndShowNoValue() throws IOException {
        change(
                "provided: { until: 2027-03-31, purposes: [service_messages, product_safety] }",
                "provided: { until: 2026-11-21, purposes: [service_messages, product_safety] }");

        PolicyDifference difference = compare(KeyShare.ALL);

        assertThat(difference.examples()).hasSize(1);
        assertThat(difference.examples().get(0).person()).matches("[0-9a-f]{12}");
        assertThat(difference.toString()).doesNotContain("C-1");
    }

    @Test
    void saysWhichDeliveriesOfTheNightAreGone() throws IOException {
        Files.delete(folder.resolve("legacy/dmp.csv"));

        PolicyDifference difference = compare(KeyShare.ALL);

        assertThat(difference.bounds())
                .filteredOn(bound -> bound.limit() == Limit.GONE)
                .extracting(PolicyDifference.Bound::of)
                .containsExactly(List.of("dmp (legacy/dmp.csv)"));
    }

    @Test
    void anEarlierNightThanTheCurrentIsRefused() {
        LocalDate earlier = NIGHT.minusDays(1);

        assertThatThrownBy(() -> new LocalPolicyTrial(2)
                        .run(
                                job.file(),
                                PolicyFolder.read(folder.resolve("old")),
                                PolicyFolder.read(folder.resolve("new")),
                                Optional.of(earlier),
                                KeyShare.ALL,
                                Progress.SILENT))
                .isInstanceOf(Failure.class)
                .hasMessage("Cannot look at the night of 2026-11-21: 2026-11-22 is published; name that date or a later"
                        + " one");
    }

    /** Every file below the job's folder except the control database, whose log changes. */
    private List<String> everything() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.startsWith(folder.resolve("control")))
                    .map(file -> file + " " + file.toFile().length())
                    .sorted()
                    .toList();
        }
    }
}
