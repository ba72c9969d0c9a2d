package io.crumbless.kernel.declaration;

import static io.crumbless.kernel.declaration.TestingStatement.declaration;
import static io.crumbless.kernel.declaration.TestingStatement.withdrawal;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Keep;
import io.crumbless.kernel.policy.SpecialCategoryRule;
import io.crumbless.kernel.profile.EpochMicros;
import io.crumbless.kernel.profile.NoticeRef;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: nothing passes the bar without all it must show, and no withdrawal is lost because it is badly written. */
@Tag("unit")
class AdmissionBarTest {
    private static final IntakeRules WEB =
            new IntakeRules("web", Optional.empty(), ZoneId.of("Europe/Berlin"), Optional.empty());

    private final AdmissionBar bar = new AdmissionBar(TestingPolicy.POLICY, WEB);

    @Test
    void admitsADeclarationThatShowsAll() {
        Statement statement = admitted(declaration()
                .with("valid_until", "2027-01-31")
                .with("legal_basis", "eu-gdpr:A6-1-a")
                .with("evidence_ref", "form-7"));

        assertThat(statement.source()).isEqualTo("web");
        assertThat(statement.declarationId()).isEqualTo("d-1");
        assertThat(statement.subject().value()).isEqualTo("10000000000000000000000000000000000001");
        assertThat(statement.action()).isEqualTo(Action.DECLARE);
        assertThat(statement.attribute()).isEqualTo("purchase_intention");
        assertThat(statement.value()).isEqualTo("[\"pram\",\"cot\"]");
        assertThat(statement.purposes()).containsExactly("personal_offers", "recommend_products");
        assertThat(statement.notice()).isEqualTo(new NoticeRef("family-club", "3", "de"));
        assertThat(statement.channel()).isEqualTo("app");
        assertThat(statement.elicitation()).isEqualTo("prompted_choice");
        assertThat(statement.declaredBy()).isEqualTo(DeclaredBy.SELF);
        assertThat(statement.recordedBy()).isNull();
        assertThat(statement.confirmed()).isFalse();
        assertThat(statement.declaredAtMicros()).isEqualTo(1_795_195_800_000_000L);
        assertThat(statement.validUntilEpochDay()).isEqualTo(20_849);
        assertThat(statement.jurisdiction()).isEqualTo("DE");
        assertThat(statement.legalBasis()).isEqualTo("eu-gdpr:A6-1-a");
        assertThat(statement.evidenceRef()).isEqualTo("form-7");
    }

    /** One change to an admitted declaration, and the code it must give. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "action, -, ACTION_UNKNOWN",
                "subject_id, -, SUBJECT_MISSING",
                "subject_id, '  ', SUBJECT_MISSING",
                "subject_id, ' ', SUBJECT_MISSING",
                "declaration_id, -, ID_MISSING",
                "declared_at, -, TIME_MISSING",
                "declared_at, 22.11.2026 10:00, TIME_INVALID",
                "declared_at, 46348, TIME_INVALID",
                "declared_at, 2026-11-20T18:30:00, TIME_WITHOUT_ZONE",
                "attribute, -, ATTRIBUTE_UNKNOWN",
                "attribute, shoe_size, ATTRIBUTE_UNKNOWN",
                "attribute, *, ATTRIBUTE_UNKNOWN",
                "attribute, Purchase_Intention, ATTRIBUTE_UNKNOWN",
                "value, -, VALUE_INVALID",
                "value, '[\"pram\"', VALUE_INVALID",
                "value, [], VALUE_INVALID",
                "purposes, -, PURPOSE_MISSING",
                "purposes, ' ; , ', PURPOSE_MISSING",
                "purposes, [], PURPOSE_MISSING",
                "purposes, '[\"personal_offers\"', PURPOSE_MISSING",
                "purposes, age_check, PURPOSE_NOT_ALLOWED",
                "purposes, personal_offers;resell, PURPOSE_NOT_ALLOWED",
                "purposes, personal_offers|recommend_products, PURPOSE_NOT_ALLOWED",
                "notice_id, -, NOTICE_MISSING",
                "notice_version, -, NOTICE_MISSING",
                "notice_id, baby-club, NOTICE_UNKNOWN",
                "notice_version, 4, NOTICE_UNKNOWN",
                "notice_version, 3.0, NOTICE_UNKNOWN",
                "declared_at, 2026-05-31T21:59:59Z, NOTICE_NOT_YET_VALID",
                "notice_version, 2, NOTICE_NO_LONGER_VALID",
                "notice_language, -, NOTICE_LANGUAGE_UNKNOWN",
                "notice_language, fr, NOTICE_LANGUAGE_UNKNOWN",
                "notice_id, account, NOTICE_UNKNOWN",
                "channel, -, CHANNEL_UNKNOWN",
                "channel, letter, CHANNEL_UNKNOWN",
                "channel, survey, CHANNEL_UNKNOWN",
                "elicitation, -, ELICITATION_INADMISSIBLE",
                "elicitation, prefilled, ELICITATION_INADMISSIBLE",
                "elicitation, defaulted, ELICITATION_INADMISSIBLE",
                "elicitation, implied, ELICITATION_INADMISSIBLE",
                "elicitation, bundled, ELICITATION_INADMISSIBLE",
                "elicitation, unknown, ELICITATION_INADMISSIBLE",
                "elicitation, asked, ELICITATION_INADMISSIBLE",
                "declared_by, -, DECLARED_BY_UNKNOWN",
                "declared_by, aunt, DECLARED_BY_UNKNOWN",
                "channel, store, RECORDER_MISSING",
                "channel, call_center, RECORDER_MISSING",
                "confirmed, perhaps, CONFIRMED_INVALID",
                "channel, paper, EVIDENCE_MISSING",
                "valid_until, 31.01.2027, VALID_UNTIL_INVALID",
                "valid_until, 46418, VALID_UNTIL_INVALID",
                "valid_until, 2027-02-29, VALID_UNTIL_INVALID",
                "valid_until, 2027-01-31T00:00:00Z, VALID_UNTIL_INVALID",
                "jurisdiction, -, JURISDICTION_MISSING",
                "jurisdiction, XX, JURISDICTION_UNKNOWN"
            })
    void refusesWithTheCode(String column, String text, Refusal code) {
        TestingStatement changed =
                text == null ? declaration().without(column) : declaration().with(column, text);
        assertThat(bar.judge(changed.raw())).isEqualTo(new Verdict.Refused(code));
        // Again, from the caches.
        assertThat(bar.judge(changed.raw())).isEqualTo(new Verdict.Refused(code));
    }

    /** Declared on 2026-11-20; the last day of a year counts, so the current year may be declared. */
    @ParameterizedTest
    @CsvSource({"1899, false", "1900, true", "1962, true", "2026, true", "2027, false", "2062, false", "-5, false"})
    void nobodyIsBornAfterTheySpokeOrBefore1900(String year, boolean admitted) {
        Verdict verdict = bar.judge(declaration()
                .with("attribute", "year_of_birth")
                .with("value", year)
                .with("purposes", "age_check")
                .with("notice_id", "account")
                .with("notice_version", "1")
                .with("notice_language", "en")
                .raw());
        if (admitted) {
            assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
        } else {
            assertThat(verdict).isEqualTo(new Verdict.Refused(Refusal.VALUE_INVALID));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C-1\0", "\0"})
    void aTextWithNulIsNoId(String text) {
        for (String column : List.of("subject_id", "declaration_id")) {
            assertThat(bar.judge(declaration().with(column, text).raw()))
                    .isEqualTo(new Verdict.Refused(Refusal.MALFORMED));
            assertThat(bar.judge(withdrawal().with(column, text).raw())).isEqualTo(new Verdict.Stop(Refusal.MALFORMED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"None", "undefined", "nan", "N/A"})
    void aWordForNothingIsNoId(String text) {
        for (String column : List.of("subject_id", "declaration_id")) {
            assertThat(bar.judge(declaration().with(column, text).raw()))
                    .isEqualTo(new Verdict.Refused(Refusal.MALFORMED));
            assertThat(bar.judge(withdrawal().with(column, text).raw())).isEqualTo(new Verdict.Stop(Refusal.MALFORMED));
        }
    }

    @Test
    void aLetterIsNoId() {
        String letter = "x".repeat(1025);
        for (String column : List.of("subject_id", "declaration_id")) {
            assertThat(bar.judge(declaration().with(column, letter).raw()))
                    .isEqualTo(new Verdict.Refused(Refusal.MALFORMED));
            assertThat(bar.judge(withdrawal().with(column, letter).raw()))
                    .isEqualTo(new Verdict.Stop(Refusal.MALFORMED));
            assertThat(admitted(declaration().with(column, letter.substring(1))))
                    .isNotNull();
        }
    }

    @Test
    void refusesAPurposeTheNoticeDoesNotExplain() {
        TestingStatement early = declaration().with("notice_version", "2").with("declared_at", "2026-05-31T21:59:59Z");
        assertThat(bar.judge(early.raw())).isEqualTo(new Verdict.Refused(Refusal.PURPOSE_NOT_IN_NOTICE));
        assertThat(admitted(early.with("purposes", "personal_offers")).purposes())
                .containsExactly("personal_offers");
    }

    @Test
    void assistedChannelsNeedRecorderAndReadBack() {
        TestingStatement told = declaration().with("channel", "store").with("recorded_by", "assoc-17");
        for (String no : List.of("false", "0", "no", "No", "f", "N", "off", " ")) {
            assertThat(bar.judge(told.with("confirmed", no).raw()))
                    .isEqualTo(new Verdict.Refused(Refusal.CONFIRMATION_MISSING));
        }
        for (String yes : List.of("true", "TRUE", "1", "yes", " Yes ", "t", "T", "y", "on")) {
            Statement statement = admitted(told.with("confirmed", yes));
            assertThat(statement.confirmed()).isTrue();
            assertThat(statement.recordedBy()).isEqualTo("assoc-17");
        }
    }

    @Test
    void specialCategoriesNeedAnExplicitBasis() {
        TestingStatement due = declaration().with("attribute", "baby_due_date").with("value", "2027-02-01");
        assertThat(bar.judge(due.raw())).isEqualTo(new Verdict.Refused(Refusal.EXPLICIT_BASIS_MISSING));
        assertThat(bar.judge(due.with("legal_basis", "eu-gdpr:A6-1-a").raw()))
                .isEqualTo(new Verdict.Refused(Refusal.EXPLICIT_BASIS_MISSING));
        assertThat(admitted(due.with("legal_basis", "eu-gdpr:A9-2-a")).legalBasis())
                .isEqualTo("eu-gdpr:A9-2-a");
    }

    /** No compiled policy has such an attribute; the bar does not rely on it. */
    @Test
    void specialCategoriesNeedAnEnd() {
        Attribute endless =
                withKeep(TestingPolicy.POLICY.attribute("baby_due_date").orElseThrow(), Keep.OPEN);
        SpecialCategoryRule rule = new SpecialCategoryRule(Set.of("eu-gdpr:A9-2-a"), true, "GDPR Art. 9(2)(a)");

        assertThat(AdmissionBar.specialFault(endless, rule, "eu-gdpr:A9-2-a", null))
                .isEqualTo(Refusal.EXPIRY_MISSING);
        assertThat(AdmissionBar.specialFault(endless, rule, "eu-gdpr:A9-2-a", 20_849))
                .isNull();
        SpecialCategoryRule lenient = new SpecialCategoryRule(rule.legalBases(), false, rule.cite());
        assertThat(AdmissionBar.specialFault(endless, lenient, "eu-gdpr:A9-2-a", null))
                .isNull();
    }

    private static Attribute withKeep(Attribute attribute, Keep keep) {
        return new Attribute(
                attribute.id(),
                attribute.name(),
                attribute.type(),
                attribute.title(),
                attribute.choices(),
                attribute.description(),
                attribute.category(),
                attribute.sensitivity(),
                attribute.accepts(),
                attribute.provided(),
                attribute.purposes(),
                keep,
                attribute.onLater(),
                attribute.contact());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "baby_due_date | 2027-02-01 | 2027-02-01",
                "baby_due_date | 01.02.2027 | -",
                "baby_due_date | 46419 | -",
                "baby_due_date | 2027-2-1 | -",
                "budget | 0012.5 | 12.50",
                "budget | 12,50 | -",
                "budget | 1e2 | -",
                "budget | 12.505 | -",
                "discreet_post | true | true",
                "discreet_post | yes | -",
                "discreet_post | 1 | -",
                "call_back_at | 2026-11-25T09:00:00+01:00 | 2026-11-25T08:00:00Z",
                "call_back_at | 2026-11-25T09:00:00 | -",
                "call_back_at | 9999-12-31T23:59:59Z | 9999-12-31T23:59:59Z",
                "call_back_at | 0000-01-01T00:00:00Z | 0000-01-01T00:00:00Z",
                "call_back_at | 9999-12-31T23:59:59-01:00 | -",
                "call_back_at | 0000-01-01T00:00:00+01:00 | -",
                "call_back_at | +999999999-12-31T23:59:59Z | -",
                "salutation | none | none",
                "salutation | None | -",
                "preferred_name | '  Jo  ' | Jo",
                "preferred_name | NULL | NULL",
                "purchase_intention | pram | [\"pram\"]",
                "purchase_intention | [\"pram\", \"pram\"] | [\"pram\"]"
            })
    void storesValuesInCanonicalForm(String attribute, String delivered, String canonical) {
        TestingStatement statement = declaration()
                .with("attribute", attribute)
                .with("value", delivered)
                .with("purposes", "personal_offers")
                .with("legal_basis", "eu-gdpr:A9-2-a");
        if (canonical.equals("-")) {
            assertThat(bar.judge(statement.raw())).isEqualTo(new Verdict.Refused(Refusal.VALUE_INVALID));
        } else {
            assertThat(admitted(statement).value()).isEqualTo(canonical);
            assertThat(admitted(statement).value()).isEqualTo(canonical);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "personal_offers;recommend_products",
                " recommend_products , personal_offers ",
                "[\"recommend_products\",\"personal_offers\",\"personal_offers\"]",
                "recommend_products;;personal_offers;recommend_products;"
            })
    void purposesComeSortedAndOnce(String purposes) {
        assertThat(admitted(declaration().with("purposes", purposes)).purposes())
                .containsExactly("personal_offers", "recommend_products");
    }

    /** Berlin midnight of the notice's first day is 22:00 UTC the day before. */
    @Test
    void noticeDaysAreDaysOfTheJob() {
        assertThat(admitted(declaration().with("declared_at", "2026-05-31T22:00:00Z")))
                .isNotNull();
        AdmissionBar tokyo = new AdmissionBar(
                TestingPolicy.POLICY,
                new IntakeRules("jp", Optional.of(ZoneId.of("Asia/Tokyo")), WEB.jobZone(), Optional.of("AT")));
        assertThat(tokyo.judge(declaration()
                        .with("declared_at", "2026-05-31T22:00:00Z")
                        .raw()))
                .isInstanceOf(Verdict.Admitted.class);
        assertThat(tokyo.judge(declaration()
                        .with("declared_at", "2026-05-31T21:59:59Z")
                        .raw()))
                .isEqualTo(new Verdict.Refused(Refusal.NOTICE_NOT_YET_VALID));
    }

    @Test
    void theSourceMayNameZoneAndJurisdiction() {
        AdmissionBar store = new AdmissionBar(
                TestingPolicy.POLICY,
                new IntakeRules("store", Optional.of(ZoneId.of("Europe/Berlin")), WEB.jobZone(), Optional.of("AT")));
        Verdict verdict = store.judge(declaration()
                .without("jurisdiction")
                .with("declared_at", "2026-11-20 18:30")
                .raw());
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Admitted.class, admitted -> {
            assertThat(admitted.statement().jurisdiction()).isEqualTo("AT");
            assertThat(admitted.statement().declaredAtMicros()).isEqualTo(1_795_195_800_000_000L);
        });
        assertThat(store.judge(
                        declaration().with("declared_at", "2026-10-25T02:30:00").raw()))
                .isEqualTo(new Verdict.Refused(Refusal.TIME_AMBIGUOUS));
    }

    @Test
    void admitsAWithdrawalThatShowsOnlyWhatItMust() {
        Statement statement = admitted(withdrawal());
        assertThat(statement.action()).isEqualTo(Action.WITHDRAW);
        assertThat(statement.attribute()).isEqualTo("purchase_intention");
        assertThat(statement.purposes()).isEmpty();
        assertThat(statement.value()).isNull();
        assertThat(statement.notice()).isNull();
        assertThat(statement.declaredBy()).isEqualTo(DeclaredBy.SELF);
    }

    @Test
    void nothingElseKeepsAWithdrawalFromBeingHonoured() {
        Statement statement = admitted(withdrawal()
                .with("attribute", "an_attribute_dropped_last_year")
                .with("purposes", "resell, spam")
                .with("value", "[\"pram\"]")
                .with("notice_id", "nonsense")
                .with("channel", "letter")
                .with("elicitation", "bundled")
                .with("declared_by", "aunt")
                .with("confirmed", "perhaps")
                .with("valid_until", "soon")
                .with("jurisdiction", "XX"));
        assertThat(statement.attribute()).isEqualTo("an_attribute_dropped_last_year");
        assertThat(statement.purposes()).containsExactly("resell", "spam");
        assertThat(statement.value()).isNull();
        assertThat(statement.channel()).isNull();
        assertThat(statement.elicitation()).isEqualTo("bundled");
        assertThat(statement.validUntilEpochDay()).isNull();
    }

    @Test
    void admitsAWithdrawalOfEverything() {
        assertThat(admitted(withdrawal().with("attribute", "*")).attribute()).isEqualTo(Statement.EVERYTHING);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "action, Withdraw, ACTION_UNKNOWN",
                "action, revoke, ACTION_UNKNOWN",
                "action, x, ACTION_UNKNOWN",
                "subject_id, -, SUBJECT_MISSING",
                "declaration_id, -, ID_MISSING",
                "declared_at, -, TIME_MISSING",
                "declared_at, yesterday, TIME_INVALID",
                "declared_at, 9999-12-31T00:00:00Z, TIME_INVALID",
                "declared_at, 2026-11-20T18:30:00, TIME_WITHOUT_ZONE",
                "attribute, -, ATTRIBUTE_UNKNOWN",
                "attribute, Baby_due_date, MALFORMED",
                "attribute, ALL, MALFORMED",
                "attribute, all, ATTRIBUTE_UNKNOWN",
                "attribute, everything, ATTRIBUTE_UNKNOWN",
                "purposes, all, PURPOSE_NOT_ALLOWED",
                "purposes, null, PURPOSE_NOT_ALLOWED",
                "purposes, none, PURPOSE_NOT_ALLOWED",
                "purposes, personal_offers;all, PURPOSE_NOT_ALLOWED",
                "attribute, baby_due_date;budget, MALFORMED",
                "purposes, '[\"personal_offers\"', MALFORMED",
                "purposes, personal_offers|recommend_products, MALFORMED",
                "purposes, personal_offers;Recommend products, MALFORMED",
                "purposes, *, MALFORMED"
            })
    void stopsTheRunWhereAWithdrawalCannotBeUnderstood(String column, String text, Refusal code) {
        TestingStatement changed =
                text == null ? withdrawal().without(column) : withdrawal().with(column, text);
        assertThat(bar.judge(changed.raw())).isEqualTo(new Verdict.Stop(code));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-25T02:30:00, 2026-10-25T01:30:00Z",
        "2026-10-25T02:30:00.25, 2026-10-25T01:30:00.25Z",
        "2026-03-29T02:30:00, 2026-03-29T01:30:00Z"
    })
    void aWithdrawalCountsAtTheLaterOfTheMomentsItMayMean(String shown, Instant later) {
        AdmissionBar store = new AdmissionBar(
                TestingPolicy.POLICY,
                new IntakeRules("store", Optional.of(ZoneId.of("Europe/Berlin")), WEB.jobZone(), Optional.empty()));
        assertThat(store.judge(withdrawal().with("declared_at", shown).raw()))
                .isInstanceOfSatisfying(Verdict.Admitted.class, admitted -> assertThat(
                                admitted.statement().declaredAtMicros())
                        .isEqualTo(EpochMicros.of(later)));
    }

    /** Age needs the person's other statements, so the kernel gives these two. */
    @Test
    void everyOtherRefusalIsGivenByTheBarOrByTheReaders() {
        Set<Refusal> seen = EnumSet.noneOf(Refusal.class);
        Random random = new Random(11);
        List<String> texts = Arrays.asList(
                null,
                "",
                "x",
                "declare",
                "withdraw",
                "baby_due_date",
                "purchase_intention",
                "age_check",
                "personal_offers",
                "account",
                "1",
                "2",
                "fr",
                "store",
                "app",
                "paper",
                "implied",
                "aunt",
                "a-1",
                "no",
                "2026-05-01T10:00:00Z",
                "2026-11-20T10:00:00",
                "XX",
                "[\"",
                "2026-10-25T02:30:00",
                "2027-02-01");
        List<String> columns = List.of(
                "declaration_id",
                "subject_id",
                "action",
                "attribute",
                "value",
                "purposes",
                "notice_id",
                "notice_version",
                "notice_language",
                "channel",
                "elicitation",
                "declared_by",
                "recorded_by",
                "confirmed",
                "declared_at",
                "valid_until",
                "jurisdiction",
                "legal_basis",
                "evidence_ref");
        for (int i = 0; i < 60_000; i++) {
            TestingStatement statement = random.nextInt(8) == 0 ? withdrawal() : declaration();
            if (random.nextInt(8) == 0) {
                statement.with("notice_version", "2").with("declared_at", "2026-05-01T10:00:00Z");
            }
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                String text = texts.get(random.nextInt(texts.size()));
                String column = columns.get(random.nextInt(columns.size()));
                if (text == null) {
                    statement.without(column);
                } else {
                    statement.with(column, text);
                }
            }
            Verdict verdict = bar.judge(statement.raw());
            if (verdict instanceof Verdict.Refused refused) {
                seen.add(refused.refusal());
                assertThat(statement.field("action")).isNotEqualTo("withdraw");
            } else if (verdict instanceof Verdict.Admitted admitted) {
                holds(admitted.statement());
            }
        }
        assertThat(EnumSet.complementOf(EnumSet.copyOf(seen)))
                .containsExactlyInAnyOrder(
                        Refusal.MINOR_WITHOUT_GUARDIAN,
                        Refusal.AGE_UNKNOWN,
                        // The kernel's, which knows the tombstones.
                        Refusal.SUBJECT_ERASED,
                        // No zone in this source; its own tests are above.
                        Refusal.TIME_AMBIGUOUS,
                        Refusal.EXPIRY_MISSING,
                        // The readers'.
                        Refusal.MALFORMED,
                        Refusal.FORM_VERSION_UNKNOWN);
    }

    /** The conditions that every admitted record must meet, written independently of the bar. */
    private static void holds(Statement statement) {
        assertThat(statement.subject().value()).isNotBlank();
        assertThat(statement.declarationId()).isNotBlank();
        if (statement.declares()) {
            Attribute attribute =
                    TestingPolicy.POLICY.attribute(statement.attribute()).orElseThrow();
            assertThat(attribute.type().parse(String.valueOf(statement.value())))
                    .isPresent();
            assertThat(statement.purposes()).isNotEmpty().isSorted().isSubsetOf(attribute.purposes());
            assertThat(statement.notice()).isNotNull();
            assertThat(Set.of("volunteered", "prompted_open", "prompted_choice", "confirmed_prefill"))
                    .contains(String.valueOf(statement.elicitation()));
            assertThat(String.valueOf(statement.channel()).equals("store")
                            && (statement.recordedBy() == null || !statement.confirmed()))
                    .isFalse();
            assertThat(statement.jurisdiction()).isIn("DE", "AT");
        }
    }

    @Test
    void manyDifferentTermsOverflowTheMemoryWithoutChangingTheAnswer() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(bar.judge(declaration().with("notice_id", "n" + i).raw()))
                    .isEqualTo(new Verdict.Refused(Refusal.NOTICE_UNKNOWN));
            assertThat(admitted(declaration().with("value", "pram " + i)).value())
                    .isEqualTo("[\"pram " + i + "\"]");
        }
    }

    @Test
    void wordsOfWhichThereAreFewAreShared() {
        Statement one = admitted(declaration().with("purposes", new String("personal_offers")));
        Statement two = admitted(declaration().with("purposes", new String("personal_offers")));
        assertThat(one.purposes()).isSameAs(two.purposes());
        assertThat(one.get(StatementField.NOTICE_ID)).isSameAs(two.get(StatementField.NOTICE_ID));
        assertThat(one.get(StatementField.NOTICE_LANGUAGE)).isSameAs(two.get(StatementField.NOTICE_LANGUAGE));
        assertThat(one.attribute()).isSameAs(two.attribute());
        assertThat(one.channel()).isSameAs(two.channel());
    }

    private Statement admitted(TestingStatement statement) {
        Verdict verdict = bar.judge(statement.raw());
        assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
        return ((Verdict.Admitted) verdict).statement();
    }
}
