package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.night.run.PolicyDifference;
import io.crumbless.night.run.PolicyDifference.Example;
import io.crumbless.night.run.Progress;
import io.crumbless.settings.policy.PolicyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A comparison of a sample gives the same result for its people as the entire comparison: the same as if only they had
 * been delivered. Ids come with and without blanks around them, in the evidence log, in deliveries and behind cookies,
 * of which some are shared with people beyond the share.
 */
@Tag("night")
class PolicyTrialShareTest {
    private static final int PEOPLE = 300;
    private static final String OFFERS = "personal_offers";
    private static final LocalDate EARLIER = NIGHT.minusDays(1);

    @TempDir
    private Path folder;

    private Shop shop;

    /** The delivered lines. */
    private static final class Shop {
        private final Random random = new Random(26);
        private final List<String> memberships = new ArrayList<>();
        private final List<String> links = new ArrayList<>();
        private final List<String> earlier = new ArrayList<>();
        private final List<String> tonight = new ArrayList<>();
        private final List<String> erasures = new ArrayList<>();

        Shop() {
            for (int i = 0; i < PEOPLE; i++) {
                cookies(i);
                statements(i);
            }
            for (int i = 0; i < PEOPLE; i += 37) {
                erasures.add(padded("C-" + i) + ",2026-11-20T10:00:00Z,asked");
            }
        }

        private String padded(String subject) {
            return random.nextInt(4) == 0 ? "  " + subject + " " : subject;
        }

        private void cookies(int i) {
            String cookie = "ck" + i;
            String method = i % 3 == 0 ? "login" : "registration";
            links.add(cookie + "," + padded("C-" + i) + "," + method + ",2026-10-01T00:00:00Z");
            if (i % 5 == 0) {
                links.add(cookie + "," + padded("C-" + (i + 1)) + "," + method + ",2026-10-02T00:00:00Z");
            }
            String language = random.nextBoolean() ? "form_language_de" : "form_language_en";
            memberships.add(cookie + "," + language + ",2026-11-01T00:00:00Z,form");
            memberships.add(cookie + ",iab-98,2026-11-01T00:00:00Z,pixel");
        }

        private void statements(int i) {
            String subject = padded("C-" + i);
            if (i % 2 == 0) {
                earlier.add(declares("o" + i, subject, "language", "de", "service_messages;" + OFFERS, at(19)));
                earlier.add(declares("c" + i, subject, "favourite_colour", "green", "recommend_products", at(19)));
            }
            if (i % 3 == 0) {
                tonight.add(declares("l" + i, subject, "language", "fr", OFFERS, at(21)));
                tonight.add(declares("p" + i, subject, "purchase_planned_for", "2027-01-10", OFFERS, at(21)));
                tonight.add(declares("w" + i, subject, "preferred_channel", "email", OFFERS, at(21)));
            }
            if (i % 7 == 0) {
                tonight.add(withdraws("x" + i, subject, "favourite_colour", "", at(21)));
            }
            if (i % 4 == 1) {
                tonight.add(declares("f" + i, subject, "contact_frequency", "weekly", OFFERS, at(21)));
                tonight.add(declares("u" + i, subject, "shoe_size", "38", OFFERS, at(21)));
            }
        }

        private static String at(int day) {
            return "2026-11-" + day + "T10:00:00Z";
        }

        /** Lines of some people; cookies that reach any of them are kept whole. */
        TestingJob write(Path folder, Predicate<String> people) {
            Set<String> cookies = new HashSet<>();
            links.stream().filter(line -> people.test(field(line, 1))).forEach(line -> cookies.add(field(line, 0)));
            return new TestingJob(folder)
                    .write(
                            "legacy/logins.csv",
                            "cookie,customer,how,linked_at\n" + lines(links, line -> cookies.contains(field(line, 0))))
                    .write(
                            "legacy/dmp.csv",
                            "visitor,segment_id,ts,method\n"
                                    + lines(memberships, line -> cookies.contains(field(line, 0))))
                    .write(
                            "erasures.csv",
                            "subject_id,requested_at,reason\n" + lines(erasures, line -> people.test(field(line, 0))))
                    .declared(EARLIER, lines(earlier, line -> people.test(field(line, 1))))
                    .declared(NIGHT, lines(tonight, line -> people.test(field(line, 1))));
        }

        private static String field(String line, int field) {
            return line.split(",", -1)[field].strip();
        }

        private static String lines(List<String> lines, Predicate<String> wanted) {
            return String.join("\n", lines.stream().filter(wanted).toList());
        }
    }

    @BeforeEach
    void twoPolicies() throws IOException {
        shop = new Shop();
        for (String policy : List.of("old", "new", "stricter")) {
            Files.createDirectories(folder.resolve(policy));
            try (Stream<Path> files = Files.list(Path.of("jobs/policy"))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(policy).resolve(file.getFileName()));
                }
            }
        }
        for (String policy : List.of("new", "stricter")) {
            Path catalogue = folder.resolve(policy).resolve("attributes.yaml");
            Files.writeString(
                    catalogue,
                    Files.readString(catalogue)
                            .replace("type: enum[weekly, monthly, rarely]", "type: enum[monthly, rarely]")
                            .replace("      weekly: { en: every week, de: jede Woche }\n", "")
                            .replace("opens: -P14D, closes: P0D", "opens: -P15D, closes: P0D")
                            .replace(
                                    "purposes: [personal_offers, recommend_products, service_messages, product_safety,"
                                            + " loyalty_programme]",
                                    "purposes: [recommend_products, service_messages, product_safety,"
                                            + " loyalty_programme]"));
        }
        // A policy that judges links and legacy values in another way, so that these are read twice.
        Path provenance = folder.resolve("stricter/provenance.yaml");
        Files.writeString(
                provenance,
                Files.readString(provenance)
                        .replace("[login, registration, ", "[registration, ")
                        .replace("value: de", "value: nl"));
    }

    @ParameterizedTest
    @CsvSource({"0.3, new", "0.05, new", "0.3, stricter"})
    void findsWhatTheWholeComparisonFindsOfThesePeople(double share, String policy) {
        KeyShare some = new KeyShare(share);

        PolicyDifference ofShare = compare(shop.write(folder.resolve("all"), anybody -> true), policy, some);
        PolicyDifference whole = compare(shop.write(folder.resolve("some"), some::takes), policy, KeyShare.ALL);

        assertThat(ofShare.before().subjects()).isBetween((long) (PEOPLE * share / 2), (long) (PEOPLE * share * 2));
        assertThat(ofShare.before()).isEqualTo(whole.before());
        assertThat(ofShare.after()).isEqualTo(whole.after());
        assertThat(ofShare.values()).isNotEmpty().isEqualTo(whole.values());
        assertThat(ofShare.purposes()).isNotEmpty().isEqualTo(whole.purposes());
        assertThat(ofShare.moments()).isNotEmpty().isEqualTo(whole.moments());
        assertThat(ofShare.refusals()).isNotEmpty().isEqualTo(whole.refusals());
        assertThat(nameless(ofShare.examples())).isNotEmpty().isEqualTo(nameless(whole.examples()));
    }

    /** Reading once for both policies gives the same result as reading separately for each. */
    @Test
    void thePolicyThatIsReadAlongIsJudgedAsIfAlone() {
        TestingJob job = shop.write(folder.resolve("all"), anybody -> true);
        PolicyDifference old = compare(job, "old", "old", KeyShare.ALL);
        PolicyDifference stricter = compare(job, "stricter", "stricter", KeyShare.ALL);
        PolicyDifference newer = compare(job, "new", "new", KeyShare.ALL);

        PolicyDifference apart = compare(job, "old", "stricter", KeyShare.ALL);
        PolicyDifference alike = compare(job, "old", "new", KeyShare.ALL);

        assertThat(List.of(old, stricter, newer)).allMatch(PolicyDifference::isEmpty);
        assertThat(apart.before()).isEqualTo(old.before());
        assertThat(apart.after()).isEqualTo(stricter.after()).isNotEqualTo(old.after());
        assertThat(alike.before()).isEqualTo(old.before());
        assertThat(alike.after()).isEqualTo(newer.after()).isNotEqualTo(stricter.after());
    }

    private PolicyDifference compare(TestingJob job, String policy, KeyShare share) {
        return compare(job, "old", policy, share);
    }

    /** The night before is published, tonight is looked at. */
    private PolicyDifference compare(TestingJob job, String old, String now, KeyShare share) {
        if (!Files.exists(job.warehouse())) {
            job.run(EARLIER);
        }
        return new LocalPolicyTrial(2)
                .run(
                        job.file(),
                        PolicyFolder.read(folder.resolve(old)),
                        PolicyFolder.read(folder.resolve(now)),
                        Optional.of(NIGHT),
                        share,
                        Progress.SILENT);
    }

    /** Pseudonyms are of each job's own key. */
    private static List<Example> nameless(List<Example> examples) {
        return examples.stream()
                .map(one -> new Example(
                        "", one.place(), one.kind(), one.before(), one.after(), one.otherwise(), one.endShiftDays()))
                .toList();
    }
}
