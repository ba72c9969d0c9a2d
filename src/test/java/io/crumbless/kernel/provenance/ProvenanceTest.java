package io.crumbless.kernel.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.PolicyFileNames;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.settings.policy.TestingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Legacy values are judged by their evidence: first matching rule, weakest trait; nothing clears a suspicious name. */
@Tag("unit")
class ProvenanceTest {
    private static final Policy POLICY = TestingPolicy.policy();
    private static final Provenance PROVENANCE = POLICY.provenance();
    private static final Provenance WITHOUT_SCORE_RULE = PolicyFolder.compile(TestingPolicy.with(
                    PolicyFileNames.PROVENANCE,
                    "  - name: scored\n    because: A model put it there.\n    when: { score: present }\n    origin: inferred\n",
                    ""))
            .provenance();

    private static final Provenance WITH_BROKERS = PolicyFolder.compile(
                    TestingPolicy.with(
                            PolicyFileNames.PROVENANCE,
                            "rules:\n",
                            "rules:\n  - name: bought\n    because: Bought.\n    when: { collected-by: [broker_*] }\n    origin: acquired\n"))
            .provenance();

    private static final Provenance LISTING_GUESS = listingGuess();

    private static Provenance listingGuess() {
        SortedMap<String, String> files = TestingPolicy.files();
        files.merge(
                PolicyFileNames.SEGMENTS,
                "form_guess,Guessed,,answers:self_entered; match:algorithmic\n",
                String::concat);
        files.merge(
                PolicyFileNames.PROVENANCE,
                "  - name: web\n    because: Typed in.\n    when: { segment: ['*orm*', '*ORM*', 'iab*', 'IAB*'], collected-by: [web-form] }\n    origin: provided\n"
                        + "    attribute: language\n    value: de\n",
                String::concat);
        return PolicyFolder.compile(files).provenance();
    }

    @Test
    void theFirstMatchingRuleDecides() {
        assertThat(PROVENANCE.classify("dmp", "anything", "pixel_7", true))
                .isEqualTo(new Classification(Origin.INFERRED, "scored", null, null));
        assertThat(PROVENANCE.classify("dmp", "anything", "pixel_7", false))
                .isEqualTo(new Classification(Origin.OBSERVED, "watched", null, null));
    }

    @Test
    void whatNoRuleRecognisesIsUnknown() {
        Classification unknown = new Classification(Origin.UNKNOWN, Provenance.NO_RULE, null, null);

        assertThat(PROVENANCE.classify("dmp", "anything", null, false)).isEqualTo(unknown);
        assertThat(PROVENANCE.classify("dmp", "anything", "Pixel", false)).isEqualTo(unknown);
        assertThat(PROVENANCE.classifyAttribute("dmp", "language", null)).isEqualTo(unknown);
    }

    @Test
    void aColumnMayProvideAnAttribute() {
        Attribute language = POLICY.attribute("language").orElseThrow();

        assertThat(PROVENANCE.classifyAttribute("crm", "language", null))
                .isEqualTo(new Classification(Origin.PROVIDED, "account-language", language, null));
    }

    @Test
    void aSegmentMayProvideAValue() {
        Attribute language = POLICY.attribute("language").orElseThrow();

        assertThat(PROVENANCE.classify("dmp", "form_de", null, false))
                .isEqualTo(new Classification(Origin.PROVIDED, "switch-german", language, "de"));
    }

    /** An export that writes {@code Broker X} for {@code broker_x} must not turn what was bought into what was typed in. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "broker_7",
                "BROKER_7",
                "Broker 7",
                "broker-7",
                "broker\u200B_7",
                "\uFF42roker_7",
                "broker_7\u00A0",
                "form; broker_7",
                "form|broker_7"
            })
    void whatStripsDoesSoInEverySpelling(String collectedBy) {
        assertThat(WITH_BROKERS.classify("dmp", "form_de", collectedBy, false).rule())
                .isEqualTo("bought");
    }

    /** The words of the policy for what a model makes hold for the method of collecting, too, where no rule lists it. */
    @ParameterizedTest
    @ValueSource(strings = {"Scored", "web; look alike of X", "Look-Alike", "lookalikes_v2"})
    void aMethodThatNamesAModelStrips(String collectedBy) {
        assertThat(WITH_BROKERS.classify("dmp", "form_de", collectedBy, false).origin())
                .isEqualTo(Origin.INFERRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"in person at the till", "web form", "underscore", "look at likes"})
    void aMethodThatNamesNoneDoesNot(String collectedBy) {
        assertThat(WITH_BROKERS.classify("dmp", "form_de", collectedBy, false).origin())
                .isEqualTo(Origin.PROVIDED);
    }

    /** An id that {@code segments.csv} lists as inferred must not pass by a rule because it is delivered in another spelling. */
    @ParameterizedTest
    @ValueSource(
            strings = {"form_guess", "FORM_guess", "form-guess", "form guess", "form_gu\u200Bess", "form x | form_guess"
            })
    void aListedSegmentStripsInEverySpelling(String id) {
        Classification classified = LISTING_GUESS.classify("dmp", id, "web-form", false);

        assertThat(classified.origin()).isEqualTo(Origin.INFERRED);
        assertThat(classified.rule()).isEqualTo("trait:algorithmic");
    }

    @Test
    void aListedSegmentStripsNoOther() {
        assertThat(LISTING_GUESS
                        .classify("dmp", "form_guessed", "web-form", false)
                        .origin())
                .isEqualTo(Origin.PROVIDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iab-402", "IAB-402", "iab_402", "IAB 402"})
    void aSensitiveSegmentIsStrippedInEverySpelling(String id) {
        assertThat(LISTING_GUESS.classify("dmp", id, "web-form", false).rule())
                .isEqualTo(Provenance.SENSITIVE_TAXONOMY);
    }

    @Test
    void whatLetsPassIsExact() {
        assertThat(PROVENANCE.classify("dmp", "FORM_DE", null, false).origin()).isEqualTo(Origin.UNKNOWN);
        assertThat(WITH_BROKERS.classify("dmp", "form_de", "form", false).rule())
                .isEqualTo("switch-german");
    }

    @Test
    void aPatternMatchesAnyWidthOfLetters() {
        assertThat(PROVENANCE.classify("dmp", "\uFF33core_x", null, false).rule())
                .isEqualTo(Provenance.NAME_PATTERN);
    }

    @Test
    void aScoredValueIsNeverMoreThanInferred() {
        Classification inferred = new Classification(Origin.INFERRED, Provenance.SCORE, null, null);
        assertThat(WITHOUT_SCORE_RULE.classify("dmp", "form_de", null, true)).isEqualTo(inferred);
        assertThat(WITHOUT_SCORE_RULE.classify("dmp", "visited", "pixel", true).origin())
                .isEqualTo(Origin.INFERRED);
        assertThat(WITHOUT_SCORE_RULE.classifyAttribute("crm", "language", null, true))
                .isEqualTo(inferred);
    }

    @Test
    void aScoreStrengthensNothing() {
        assertThat(PROVENANCE.classifyAttribute("dmp", "anything", null, false).origin())
                .isEqualTo(Origin.UNKNOWN);
        assertThat(WITHOUT_SCORE_RULE
                        .classifyAttribute("dmp", "anything", null, true)
                        .origin())
                .isEqualTo(Origin.UNKNOWN);
    }

    @Test
    void aListedSegmentIsAsDeclaredAsItsWeakestTrait() {
        assertThat(PROVENANCE.classify("shop", "visited", null, false))
                .isEqualTo(new Classification(Origin.OBSERVED, "trait:rule_based", null, null));
        assertThat(PROVENANCE.classify("shop", "quiz", null, false))
                .isEqualTo(new Classification(Origin.INFERRED, "trait:algorithmic", null, null));
    }

    @Test
    void aSourceMayListASegmentOfItsOwn() {
        assertThat(PROVENANCE.classify("dmp", "visited", null, false).origin()).isEqualTo(Origin.INFERRED);
    }

    @Test
    void noRuleMakesASegmentStrongerThanItsWeakestTrait() {
        Classification watched = PROVENANCE.classify("shop", "quiz", "pixel", false);

        assertThat(watched).isEqualTo(new Classification(Origin.INFERRED, "trait:algorithmic", null, null));
    }

    /** Each segment has the traits of the one before it and one more, put anywhere. */
    @Test
    void addingATraitNeverStrengthensASegment() {
        List<String> kinds = List.of("self_entered", "rule_based", "algorithmic", "lookalike");
        Random random = new Random(42);
        StringBuilder rows = new StringBuilder();
        for (int family = 0; family < 200; family++) {
            List<String> traits = new ArrayList<>();
            for (int size = 1; size <= 4; size++) {
                String kind = kinds.get(random.nextInt(kinds.size()));
                traits.add(random.nextInt(traits.size() + 1), "t" + size + ":" + kind);
                rows.append("f" + family + "n" + size + ",Tested,," + String.join("; ", traits) + "\n");
            }
        }
        SortedMap<String, String> files = TestingPolicy.files();
        files.merge(PolicyFileNames.SEGMENTS, rows.toString(), String::concat);
        Provenance provenance = PolicyFolder.compile(files).provenance();

        for (int family = 0; family < 200; family++) {
            for (int size = 2; size <= 4; size++) {
                Origin fewer = provenance
                        .classify("shop", "f" + family + "n" + (size - 1), null, false)
                        .origin();
                Origin more = provenance
                        .classify("shop", "f" + family + "n" + size, null, false)
                        .origin();
                assertThat(more).as("family " + family).isEqualTo(fewer.weaker(more));
            }
        }
    }

    @Test
    void aSensitiveSegmentOfTheTaxonomyIsStrippedWhateverItsTraits() {
        assertThat(PROVENANCE.classify("shop", "iab-402", null, false))
                .isEqualTo(new Classification(Origin.INFERRED, Provenance.SENSITIVE_TAXONOMY, null, null));
        assertThat(PROVENANCE.classify("shop", "iab-595", null, false).rule())
                .as("not listed in segments.csv")
                .isEqualTo(Provenance.SENSITIVE_TAXONOMY);
    }

    @Test
    void aSegmentOfTheTaxonomyIsJudgedLikeAnyOther() {
        assertThat(PROVENANCE.classify("shop", "iab-350", null, false).rule()).isEqualTo("trait:rule_based");
    }

    @Test
    void aSuspiciousNameIsInferredHoweverItIsWritten() {
        Classification stripped = new Classification(Origin.INFERRED, Provenance.NAME_PATTERN, null, null);

        assertThat(PROVENANCE.classify("shop", "pram_SCORE_9", null, false)).isEqualTo(stripped);
        assertThat(PROVENANCE.classify("shop", "LookAlike.prams", "pixel", false))
                .isEqualTo(stripped);
        assertThat(PROVENANCE.classifyAttribute("crm", "look_alike", null)).isEqualTo(stripped);
    }

    @Test
    void theNameOfATraitIsSuspectedToo() {
        SortedMap<String, String> files = TestingPolicy.with(
                PolicyFileNames.SEGMENTS, "header_switch:self_entered", "language_score:self_entered");
        files.computeIfPresent(
                PolicyFileNames.SEGMENTS, (name, text) -> text + "harmless,Harmless,,switch:self_entered\n");

        assertThat(PolicyFolder.compile(files)
                        .provenance()
                        .classify("dmp", "form_de", null, false)
                        .rule())
                .isEqualTo(Provenance.NAME_PATTERN);
    }

    /** With any patterns at all, whatever is judged differently than without is inferred and fills nothing. */
    @Test
    void patternsOnlyEverStrip() {
        Provenance without = PolicyFolder.compile(TestingPolicy.with(
                        PolicyFileNames.PROVENANCE, "name-patterns: [score, look-alike]", "name-patterns: []"))
                .provenance();
        Random random = new Random(42);
        List<String> patterns = List.of("form", "lang", "visited", "iab", "quiz", "any", "german", "zzz", "switch");
        int stripped = 0;
        for (int round = 0; round < 50; round++) {
            String chosen = patterns.get(random.nextInt(patterns.size())) + ", "
                    + patterns.get(random.nextInt(patterns.size())) + "x";
            Provenance with = PolicyFolder.compile(TestingPolicy.with(
                            PolicyFileNames.PROVENANCE,
                            "name-patterns: [score, look-alike]",
                            "name-patterns: [" + chosen + "]"))
                    .provenance();
            for (String id : List.of("form_de", "quiz", "visited", "iab-350", "iab-402", "anything", "language")) {
                Classification before = judge(without, id, round);
                Classification after = judge(with, id, round);
                if (!after.equals(before)) {
                    stripped++;
                    assertThat(after)
                            .isEqualTo(new Classification(Origin.INFERRED, Provenance.NAME_PATTERN, null, null));
                }
            }
        }
        assertThat(stripped).isGreaterThan(20);
    }

    private static Classification judge(Provenance provenance, String name, int round) {
        String collectedBy = round % 3 == 0 ? "pixel" : null;
        return name.equals("language")
                ? provenance.classifyAttribute("crm", name, collectedBy)
                : provenance.classify("shop", name, collectedBy, round % 5 == 0);
    }

    @Test
    void onlyTrustedLinkMethodsCount() {
        assertThat(PROVENANCE.trustsLink("login")).isTrue();
        assertThat(PROVENANCE.trustsLink("Login")).isFalse();
        assertThat(PROVENANCE.trustsLink("probabilistic")).isFalse();
        assertThat(PROVENANCE.trustsLink("")).isFalse();
    }

    @Test
    void listsItsRulesSoThatARunCanReportWhichMatchedNothing() {
        assertThat(PROVENANCE.rules()).containsExactly("scored", "account-language", "switch-german", "watched");
    }
}
