package io.crumbless.settings.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.ContactRule;
import io.crumbless.kernel.catalogue.KeepUntil;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.policy.Admission;
import io.crumbless.kernel.policy.Channel;
import io.crumbless.kernel.policy.Duty;
import io.crumbless.kernel.policy.Elicitation;
import io.crumbless.kernel.policy.Hashes;
import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.NoticeText;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.policy.SharingRule;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.provenance.Classification;
import io.crumbless.kernel.provenance.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The policy that comes with the program is sound and covers what a baby and family shop asks. */
@Tag("unit")
class ShippedPolicyTest {
    private static final Policy POLICY = PolicyFolder.read(Path.of("jobs/policy"));

    @Test
    void hasTwentyOneAttributesSixPurposesAndFiveNoticeVersions() {
        assertThat(POLICY.attributes()).hasSize(21);
        assertThat(POLICY.purposes())
                .extracting(Purpose::id)
                .containsExactly(
                        "personal_offers",
                        "recommend_products",
                        "service_messages",
                        "product_safety",
                        "loyalty_programme",
                        "insight");
        assertThat(POLICY.notices())
                .extracting(notice -> notice.id() + " " + notice.version())
                .containsExactly(
                        "preference-centre 1",
                        "preference-centre 2",
                        "baby-advice 1",
                        "baby-advice 2",
                        "family-club 2025-03");
    }

    @Test
    void usesEveryTypeOfAttribute() {
        assertThat(POLICY.attributes())
                .extracting(attribute -> (Object) attribute.type().getClass())
                .contains((Object[]) AttributeType.class.getPermittedSubclasses());
    }

    @Test
    void speaksGermanAndEnglish() {
        assertThat(POLICY.attributes())
                .allSatisfy(attribute -> assertThat(attribute.title()).containsOnlyKeys("de", "en"))
                .allSatisfy(attribute -> {
                    assertThat(attribute.choices().keySet()).containsExactlyElementsOf(choices(attribute));
                    assertThat(attribute.choices().values())
                            .allSatisfy(titles -> assertThat(titles).containsOnlyKeys("de", "en"));
                });
        assertThat(POLICY.attributes())
                .filteredOn(attribute -> !attribute.choices().isEmpty())
                .hasSize(10);
        assertThat(POLICY.purposes())
                .allSatisfy(purpose -> assertThat(purpose.title()).containsOnlyKeys("de", "en"));
        assertThat(POLICY.notices())
                .allSatisfy(notice -> assertThat(notice.texts()).containsOnlyKeys("de", "en"));
    }

    private static List<String> choices(Attribute attribute) {
        return attribute.type().element() instanceof AttributeType.EnumType type ? type.choices() : List.of();
    }

    @Test
    void keepsADueDateUntilEightWeeksAfterIt() {
        Attribute dueDate = POLICY.attribute("baby_due_date").orElseThrow();

        assertThat(dueDate.sensitivity()).isEqualTo(Sensitivity.SPECIAL);
        assertThat(dueDate.accepts()).containsExactly(Origin.DECLARED);
        assertThat(dueDate.keep().until()).contains(new KeepUntil(dueDate.name(), Period.ofWeeks(8)));
        assertThat(dueDate.contact())
                .contains(new ContactRule(Period.ofDays(-10), Period.ofDays(7), "personal_offers"));
        assertThat(POLICY.indexOf("baby_due_date"))
                .isEqualTo(POLICY.attributes().indexOf(dueDate));
    }

    @Test
    void knowsAgeAndChannel() {
        assertThat(POLICY.ageAttribute().orElseThrow().name().value()).isEqualTo("birth_date");
        assertThat(POLICY.channelAttribute().orElseThrow().name().value()).isEqualTo("preferred_channel");
    }

    @Test
    void letsProvidedValuesFillGapsUntilTheSunset() {
        assertThat(POLICY.attributes())
                .filteredOn(attribute -> attribute.provided().isPresent())
                .hasSize(4)
                .allSatisfy(attribute ->
                        assertThat(attribute.provided().orElseThrow().until()).isEqualTo(LocalDate.of(2027, 3, 31)));
    }

    @Test
    void aNoticeIsValidFromItsFirstDayUntilTheDayBeforeTheNextVersion() {
        Notice first = POLICY.notice("preference-centre", "1").orElseThrow();
        Notice second = POLICY.notice("preference-centre", "2").orElseThrow();

        assertThat(first.validOn(LocalDate.of(2024, 12, 31))).isFalse();
        assertThat(first.validOn(LocalDate.of(2025, 1, 1))).isTrue();
        assertThat(first.validOn(LocalDate.of(2026, 8, 31))).isTrue();
        assertThat(first.validOn(LocalDate.of(2026, 9, 1))).isFalse();
        assertThat(second.validOn(LocalDate.of(2026, 9, 1))).isTrue();
        assertThat(POLICY.notice("preference-centre", "3")).isEmpty();
        assertThat(POLICY.notice("preference", "1")).isEmpty();
    }

    @Test
    void hashesTheTextOfANotice() {
        NoticeText text =
                POLICY.notice("family-club", "2025-03").orElseThrow().texts().get("en");

        assertThat(text.text()).startsWith("Members of the family club").endsWith("at any time.\n");
        assertThat(text.sha256()).isEqualTo(Hashes.sha256(text.text())).hasSize(64);
    }

    @Test
    void coversTheUnionTheAreaAroundItAndPlacesBeyond() {
        Set<String> union = Stream.of(
                        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "))
                .collect(Collectors.toSet());

        assertThat(union).hasSize(27);
        assertThat(POLICY.jurisdictions())
                .extracting(Jurisdiction::code)
                .containsAll(union)
                .contains("IS", "LI", "NO", "GB", "CH", "US-CA", "US-VA", "US-TX", "CA", "CA-QC")
                .hasSize(53);
        assertThat(POLICY.jurisdictions())
                .filteredOn(place -> union.contains(place.code()))
                .allSatisfy(place -> {
                    assertThat(place.ageOfDigitalConsent()).as(place.code()).isBetween(13, 16);
                    assertThat(place.specialCategory().legalBases()).containsExactly("eu-gdpr:A9-2-a");
                    assertThat(place.specialCategory().expiryRequired()).isTrue();
                    assertThat(place.citations()).contains("GDPR Art. 8");
                    assertThat(place.name())
                            .isEqualTo(new Locale.Builder()
                                    .setRegion(place.code())
                                    .build()
                                    .getDisplayCountry(Locale.ENGLISH));
                });
    }

    @Test
    void knowsWhoMaySpeakForThemselves() {
        assertThat(jurisdiction("DE").ageOfDigitalConsent()).isEqualTo(16);
        assertThat(jurisdiction("AT").ageOfDigitalConsent()).isEqualTo(14);
        assertThat(jurisdiction("FR").ageOfDigitalConsent()).isEqualTo(15);
        assertThat(jurisdiction("US-CA").ageOfDigitalConsent()).isEqualTo(13);
        assertThat(jurisdiction("DE").admitsUnknownAge()).isTrue();
        assertThat(jurisdiction("US-CA").admitsUnknownAge()).isFalse();
        assertThat(jurisdiction("US-CA").sharing().permission()).isEqualTo(SharingRule.Permission.OPT_OUT);
        assertThat(jurisdiction("US-CA").sharing().optInBelowAge()).hasValue(16);
    }

    /** A code applies to itself only: no state to its neighbours, no country to its provinces. */
    @Test
    void knowsNoJurisdictionThatIsNotListed() {
        for (String code : List.of("US", "US-NY", "US-XX", "CA-BC", "CA-ON", "GB-SCT", "EU", "us-ca", "US-CA-1")) {
            assertThat(POLICY.jurisdiction(code)).as(code).isEmpty();
        }
        assertThat(jurisdiction("CA-QC").citations()).contains("Quebec Act P-39.1 s. 14");
        assertThat(jurisdiction("CA").citations()).contains("PIPEDA s. 6.1");
    }

    @Test
    void everyPlaceSaysWhatASaleNeedsAndWhere() {
        assertThat(POLICY.jurisdictions())
                .filteredOn(place -> place.code().startsWith("US-"))
                .hasSize(19)
                .allSatisfy(place -> {
                    assertThat(place.sharing().permission()).isEqualTo(SharingRule.Permission.OPT_OUT);
                    assertThat(place.specialCategory().legalBases()).containsExactly("dpv:ExplicitlyExpressedConsent");
                    assertThat(place.sharing().cite()).as(place.code()).containsPattern("\\d");
                });
        assertThat(POLICY.jurisdictions())
                .filteredOn(place -> !place.code().startsWith("US-"))
                .allSatisfy(place -> assertThat(place.sharing().permission()).isEqualTo(SharingRule.Permission.OPT_IN));
        assertThat(POLICY.jurisdictions())
                .filteredOn(place -> place.sharing().signal() == SharingRule.Signal.IGNORED)
                .extracting(Jurisdiction::code)
                .containsExactlyInAnyOrder("US-VA", "US-UT", "US-IA", "US-IN", "US-KY", "US-RI", "US-TN");
        assertThat(jurisdiction("US-CA").sharing().optIn()).isEqualTo(SharingRule.OptIn.CONFIRMED);
        assertThat(jurisdiction("US-CA").sharing().askedAgainAfter()).contains(Period.ofMonths(12));
        assertThat(jurisdiction("US-MD").sharing().barredBelowAge()).hasValue(18);
        assertThat(jurisdiction("US-MD").sharing().sensitive()).isEqualTo(SharingRule.Sensitive.BARRED);
    }

    private static Jurisdiction jurisdiction(String code) {
        return POLICY.jurisdiction(code).orElseThrow();
    }

    @Test
    void admitsWhatPeopleDidAndNothingElse() {
        Admission admission = POLICY.admission();

        assertThat(Stream.of(Elicitation.values()).filter(admission::admits))
                .containsExactly(
                        Elicitation.VOLUNTEERED,
                        Elicitation.PROMPTED_OPEN,
                        Elicitation.PROMPTED_CHOICE,
                        Elicitation.CONFIRMED_PREFILL);
        assertThat(Channel.values()).allMatch(admission::accepts);
        assertThat(Stream.of(Channel.values()).filter(admission::assisted))
                .containsExactly(Channel.STORE, Channel.CALL_CENTER);
        assertThat(admission.duties(Channel.STORE)).containsExactlyInAnyOrder(Duty.RECORDED_BY, Duty.CONFIRMED);
        assertThat(admission.duties(Channel.PAPER)).containsExactly(Duty.EVIDENCE_REF);
    }

    @Test
    void listsSegmentsOfTheTaxonomyAndOfTheHouse() throws IOException {
        List<String> ids = Files.readAllLines(Path.of("jobs/policy/segments.csv")).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
        Provenance provenance = POLICY.provenance();

        assertThat(ids).hasSize(117).doesNotHaveDuplicates();
        assertThat(ids.stream().filter(id -> id.startsWith("iab-"))).hasSize(57);
        assertThat(ids.stream().filter(id -> provenance
                        .classify("dmp", id, null, false)
                        .rule()
                        .equals(Provenance.SENSITIVE_TAXONOMY)))
                .hasSize(12);
    }

    @Test
    void aNoteBesideASegmentBearsOnNothing() {
        SortedMap<String, String> texts = new TreeMap<>(POLICY.files());
        String noted = texts.get("segments.csv")
                .replace("\n", ",seen 7 times\n")
                .replaceFirst("traits,seen 7 times", "traits,note");
        texts.put("segments.csv", noted);

        assertThat(PolicyFolder.compile(texts).provenance().segments())
                .isEqualTo(POLICY.provenance().segments());
    }

    @Test
    void nothingThatSuggestsPregnancySurvives() {
        for (String segment : List.of("spring_nursery", "expecting_model", "broker_expecting", "visited_maternity")) {
            for (String collectedBy : new String[] {null, "form", "pixel", "broker_x", "registration"}) {
                Classification judged = POLICY.provenance().classify("dmp", segment, collectedBy, false);

                assertThat(judged.origin()).as(segment).isGreaterThan(Origin.PROVIDED);
                assertThat(judged.target()).as(segment).isNull();
            }
        }
    }

    @Test
    void acceptsWhatWasTypedIntoTheAccount() {
        Provenance provenance = POLICY.provenance();

        assertThat(provenance.classifyAttribute("crm", "salutation", null).target())
                .isEqualTo(POLICY.attribute("salutation").orElseThrow());
        assertThat(provenance.classifyAttribute("crm", "credit_score", null).rule())
                .isEqualTo(Provenance.NAME_PATTERN);
        assertThat(provenance.classifyAttribute("crm", "total_spend", null).origin())
                .isEqualTo(Origin.DERIVED);
        assertThat(provenance.classify("web", "form_language_de", null, false).value())
                .isEqualTo("de");
    }
}
