package io.crumbless.settings.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.settings.policy.PolicyComparison.Change;
import io.crumbless.settings.policy.PolicyComparison.FileChange;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every change between two policies is reported by name, with the old and the new content. */
@Tag("unit")
class PolicyComparisonTest {
    private static final String RULES = """
              - name: switch-german
                because: Chosen in the page header.
                when: { segment: [form_de] }
                origin: provided
                attribute: language
                value: de
            """;

    private static Arguments edit(String file, String find, String replace, String... changes) {
        return Arguments.of(file, find, replace, List.of(changes));
    }

    static Stream<Arguments> edits() {
        return Stream.of(
                edit(
                        "attributes.yaml",
                        "title: { en: Channel }",
                        "title: { en: Channel }\n    choices: { post: { en: by post, de: per Post } }",
                        "attribute channel: choices.post: - → de per Post, en by post"),
                edit("attributes.yaml", "type: int", "type: string", "attribute babies: type: int → string"),
                edit(
                        "attributes.yaml",
                        "{ en: Babies }",
                        "{ en: Babies, de: Kinder }",
                        "attribute babies: title: en Babies → de Kinder, en Babies"),
                edit(
                        "attributes.yaml",
                        "How many are expected.",
                        "How many.",
                        "attribute babies: description: How many are expected. → How many."),
                edit(
                        "attributes.yaml",
                        "category: pd:Contact",
                        "category: pd:Preference",
                        "attribute channel: category: pd:Contact → pd:Preference"),
                edit(
                        "attributes.yaml",
                        "category: pd:Contact",
                        "category: pd:Contact\n    sensitivity: sensitive\n    keep: P10Y",
                        "attribute channel: sensitivity: none → sensitive",
                        "attribute channel: keep.period: - → P10Y"),
                edit(
                        "attributes.yaml",
                        "until: 2027-03-31",
                        "until: 2026-12-31",
                        "attribute language: provided.until: 2027-03-31 → 2026-12-31"),
                edit(
                        "attributes.yaml",
                        "purposes: [service] }",
                        "purposes: [service, offers] }",
                        "attribute language: provided.purposes: service → offers, service"),
                edit(
                        "attributes.yaml",
                        "category: pd:BirthDate\n    purposes: [service]",
                        "category: pd:BirthDate\n    purposes: [service, offers]",
                        "attribute birth_date: purposes: service → offers, service"),
                edit("attributes.yaml", "keep: P10M", "keep: P8M", "attribute babies: keep.period: P10M → P8M"),
                edit(
                        "attributes.yaml",
                        "due_date + P4W",
                        "due_date + P2W",
                        "attribute babies: keep.until.offset: P28D → P14D"),
                edit(
                        "attributes.yaml",
                        "on-later: accumulate",
                        "on-later: replace",
                        "attribute plans: on-later: accumulate → replace"),
                edit(
                        "attributes.yaml",
                        "opens: -P10D",
                        "opens: -P20D",
                        "attribute due_date: contact.opens: -P10D → -P20D"),
                edit(
                        "attributes.yaml",
                        "    contact: { opens: -P10D, closes: P7D, purpose: offers }\n",
                        "",
                        "attribute due_date: contact: opens -P10D, closes P7D, purpose offers → -"),
                edit(
                        "attributes.yaml",
                        "age-attribute: birth_date\n",
                        "age-attribute: due_date\n",
                        "policy age-attribute: : birth_date → due_date"),
                edit(
                        "attributes.yaml",
                        "  plans:\n    id: 5",
                        "  wishes:\n    id: 7",
                        "attribute plans: : plans → null",
                        "attribute wishes: : null → wishes"),
                edit(
                        "purposes.yaml",
                        "dpv: dpv:PersonalisedAdvertising",
                        "dpv: dpv:ProvideProductRecommendations",
                        "purpose offers: dpv: https://w3id.org/dpv#PersonalisedAdvertising →"
                                + " https://w3id.org/dpv#ProvideProductRecommendations"),
                edit(
                        "purposes.yaml",
                        "fideslang: essential.service.notifications",
                        "fideslang: essential.service",
                        "purpose service: fideslang: essential.service.notifications → essential.service"),
                edit(
                        "purposes.yaml",
                        "We use it only for what you tick.",
                        "We use it.",
                        "notice centre 2: texts: en text c8c8877907c2 → en text bc702d7e786b"),
                edit(
                        "purposes.yaml",
                        "    valid-from: 2026-01-01\n",
                        "    valid-from: 2026-02-01\n",
                        "notice centre 2: valid-from: 2026-01-01 → 2026-02-01"),
                edit(
                        "purposes.yaml",
                        "valid-to: 2026-01-01",
                        "valid-to: 2025-12-01",
                        "notice centre 1: valid-to: 2026-01-01 → 2025-12-01"),
                edit(
                        "purposes.yaml",
                        "version: \"2\"",
                        "version: \"3\"",
                        "notice centre 2: : centre 2 → null",
                        "notice centre 3: : null → centre 3"),
                edit(
                        "provenance.yaml",
                        "trusted-link-methods: [login, loyalty_card]",
                        "trusted-link-methods: [login]",
                        "policy trusted-link-methods: : login, loyalty_card → login"),
                edit(
                        "provenance.yaml",
                        "name-patterns: [score, look-alike]",
                        "name-patterns: [score, look-alike, churn]",
                        "policy name-patterns: : lookalike, score → churn, lookalike, score"),
                edit(
                        "provenance.yaml",
                        "rule_based: observed",
                        "rule_based: derived",
                        "trait rule_based: origin: observed → derived"),
                edit(
                        "provenance.yaml",
                        "because: Chosen in the page header.",
                        "because: Chosen.",
                        "rule switch-german: because: Chosen in the page header. → Chosen."),
                edit(
                        "provenance.yaml",
                        "collected-by: [pixel*]",
                        "collected-by: [pixel*, tag]",
                        "rule watched: when.collected-by: pixel* → pixel*, tag"),
                edit(
                        "provenance.yaml",
                        "when: { score: present }\n    origin: inferred",
                        "when: { score: present }\n    origin: acquired",
                        "rule scored: origin: inferred → acquired"),
                edit("provenance.yaml", "value: de", "value: en", "rule switch-german: value: de → en"),
                edit(
                        "provenance.yaml",
                        "name: watched",
                        "name: seen",
                        "rule watched: : watched → null",
                        "rule seen: : null → seen"),
                edit("provenance.yaml", "prefix: iab-", "prefix: iab_", "policy taxonomy prefix: : iab- → iab_"),
                edit("segments.csv", "Style quiz", "Quiz", "segment quiz: name: Style quiz → Quiz"),
                edit(
                        "segments.csv",
                        "answers:self_entered; match:algorithmic",
                        "answers:self_entered",
                        "segment quiz: traits: answers:self_entered, match:algorithmic → answers:self_entered"),
                edit(
                        "segments.csv",
                        "visited,Looked at prams,dmp,",
                        "visited,Looked at prams,web,",
                        "segment visited of dmp: : visited of dmp → null",
                        "segment visited of web: : null → visited of web"),
                edit(
                        "admission.yaml",
                        "web_preference_center: {}",
                        "web_preference_center: { must-show: [evidence_ref] }",
                        "channel web_preference_center: duties: - → evidence_ref"),
                edit(
                        "admission.yaml",
                        "  web_preference_center: {}\n",
                        "",
                        "channel web_preference_center: : web_preference_center → null"),
                edit(
                        "admission.yaml",
                        "admitted: [volunteered, prompted_open, prompted_choice, confirmed_prefill]\n  refused: [",
                        "admitted: [volunteered, prompted_open, prompted_choice]\n  refused: [confirmed_prefill, ",
                        "policy elicitations: : confirmed_prefill, prompted_choice, prompted_open, volunteered →"
                                + " prompted_choice, prompted_open, volunteered"),
                edit(
                        "jurisdictions.yaml",
                        "age-of-digital-consent: 16",
                        "age-of-digital-consent: 15",
                        "jurisdiction DE: age-of-digital-consent: 16 → 15"),
                edit(
                        "jurisdictions.yaml",
                        "unknown-age: admitted",
                        "unknown-age: refused",
                        "jurisdiction DE: admits-unknown-age: true → false"),
                edit(
                        "jurisdictions.yaml",
                        "[eu-gdpr:A9-2-a]",
                        "[eu-gdpr:A9-2-a, eu-gdpr:A9-2-h]",
                        "jurisdiction DE: special-category.legal-bases: eu-gdpr:A9-2-a → eu-gdpr:A9-2-a, eu-gdpr:A9-2-h"),
                edit(
                        "jurisdictions.yaml",
                        "opt-in-below-age: 16, ",
                        "",
                        "jurisdiction US-CA: sharing.opt-in-below-age: 16 → -"),
                edit(
                        "jurisdictions.yaml",
                        "permission: opt_out",
                        "permission: opt_in",
                        "jurisdiction US-CA: sharing.permission: opt_out → opt_in"),
                edit(
                        "jurisdictions.yaml",
                        "articles: [GDPR Art. 8]",
                        "articles: [GDPR Art. 8, GDPR Art. 7]",
                        "jurisdiction DE: citations: GDPR Art. 8, GDPR Art. 8 → GDPR Art. 8, GDPR Art. 8, GDPR Art. 7"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("edits")
    void findsWhatIsWordedDifferently(String file, String find, String replace, List<String> changes) {
        PolicyComparison comparison = compare(TestingPolicy.with(file, find, replace));

        assertThat(told(comparison)).isEqualTo(changes);
        assertThat(comparison.files()).extracting(FileChange::file).containsExactly(file);
        assertThat(comparison.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                { en: Babies }      | { en: Children }                     | true
                How many are        | The number                           | true
                { en: Channel }     | '{ en: Channel }\n    choices: { post: { en: by post } }' | true
                keep: P10M          | keep: P8M                            | false
                keep: P10M          | keep: P10M # as counsel said         | false
                { en: Offers }      | { en: What we offer }                | true
                We use it only for what you tick. | We use it.             | false
                """)
    void findsWhereOnlyWordsDiffer(String find, String replace, boolean wordsOnly) {
        String written = replace.replace("\\n", "\n");
        String file = TestingPolicy.files().get("attributes.yaml").contains(find) ? "attributes.yaml" : "purposes.yaml";

        assertThat(compare(TestingPolicy.with(file, find, written)).isOfWordsOnly())
                .isEqualTo(wordsOnly);
    }

    @Test
    void findsRulesThatChangePlaces() {
        SortedMap<String, String> files = TestingPolicy.with("provenance.yaml", RULES, "");
        files.put("provenance.yaml", files.get("provenance.yaml").stripTrailing() + "\n" + RULES);

        assertThat(told(compare(files)))
                .containsExactly("policy order of rules: : scored, account-language, switch-german, watched →"
                        + " scored, account-language, watched, switch-german");
    }

    @Test
    void underTheSameFilesNothingDiffers() {
        PolicyComparison comparison = compare(TestingPolicy.files());

        assertThat(comparison.isEmpty()).isTrue();
        assertThat(comparison.changes()).isEmpty();
        assertThat(comparison.oldVersion()).isEqualTo(comparison.newVersion());
    }

    /** The version is another, so a page for sign-off shows it; what the policy says is the same. */
    @Test
    void aCommentIsADifferenceOfTheFileAlone() {
        PolicyComparison comparison =
                compare(TestingPolicy.with("attributes.yaml", "keep: P10M", "keep: P10M # as counsel said"));

        assertThat(comparison.changes()).isEmpty();
        assertThat(comparison.oldVersion()).isNotEqualTo(comparison.newVersion());
        assertThat(comparison.files()).singleElement().satisfies(file -> {
            assertThat(file.added()).isEqualTo(1);
            assertThat(file.removed()).isEqualTo(1);
            assertThat(file.oldSha256()).hasSize(64).isNotEqualTo(file.newSha256());
            assertThat(file.unified()).contains("-    keep: P10M\n+    keep: P10M # as counsel said\n");
        });
    }

    private static PolicyComparison compare(SortedMap<String, String> files) {
        return PolicyComparison.of(TestingPolicy.policy(), PolicyFolder.compile(files));
    }

    private static List<String> told(PolicyComparison comparison) {
        return comparison.changes().stream().map(PolicyComparisonTest::told).toList();
    }

    private static String told(Change change) {
        return change.kind() + " " + change.name() + ": " + change.field() + ": " + change.before() + " → "
                + change.after();
    }
}
