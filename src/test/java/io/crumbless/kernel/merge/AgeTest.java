package io.crumbless.kernel.merge;

import static io.crumbless.kernel.merge.TestingStatement.declares;
import static io.crumbless.kernel.merge.TestingStatement.withdraws;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.Refusal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Below the age of digital consent nothing counts that a guardian did not say. */
@Tag("unit")
class AgeTest {
    private final TestingSubject anna = new TestingSubject(new TestingShop().open());

    private static TestingStatement birthDate(String day) {
        return declares("birth_date", day).serving("club").at("2026-01-01");
    }

    @Test
    void refusesWhatAMinorDeclares() {
        anna.tells(birthDate("2011-06-01"), declares("pet_name", "Rex").at("2026-11-01"))
                .night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.outcome().refused()).singleElement().satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo(Refusal.MINOR_WITHOUT_GUARDIAN);
            assertThat(refused.declarationId()).isEqualTo("pet_name");
            assertThat(refused.position()).isEqualTo(new Position("centre", "delivery.csv", 3));
        });
        assertThat(anna.log()).noneMatch(entry -> entry.statement().attribute().equals("pet_name"));
        assertThat(anna.books().total(Unit.STATEMENTS, "refused:minor_without_guardian"))
                .isEqualTo(1);
    }

    @Test
    void keepsTheBirthDateOfAMinorAsEvidenceOnly() {
        anna.tells(birthDate("2011-06-01")).night("2026-11-03");

        assertThat(anna.value("birth_date")).isEmpty();
        assertThat(anna.fate("birth_date")).isEqualTo(Fate.NOT_ALLOWED);
        assertThat(anna.loggedValue("birth_date")).contains("2011-06-01");
    }

    @Test
    void letsThatEvidenceGoWhenItIsWithdrawn() {
        anna.tells(birthDate("2011-06-01")).night("2026-11-02");
        anna.tells(withdraws("birth_date").at("2026-11-03")).night("2026-11-03");
        anna.tells(declares("pet_name", "Rex").at("2026-11-04")).night("2026-11-04");

        assertThat(anna.fate("birth_date")).isEqualTo(Fate.WITHDRAWN);
        assertThat(anna.loggedValue("birth_date")).isEmpty();
        assertThat(anna.value("pet_name")).contains("Rex");
    }

    @Test
    void letsThatEvidenceGoWhenItEnds() {
        anna.tells(birthDate("2011-06-01").validUntil("2026-11-03")).night("2026-11-03");
        assertThat(anna.fate("birth_date")).isEqualTo(Fate.NOT_ALLOWED);

        anna.night("2026-11-04");
        assertThat(anna.fate("birth_date")).isEqualTo(Fate.EXPIRED);
        assertThat(anna.loggedValue("birth_date")).isEmpty();
    }

    @Test
    void aWithdrawnBirthDateHelpsNobodyWhereTheAgeMustBeKnown() {
        anna.tells(birthDate("2011-06-01").in("US-CA"), withdraws("birth_date").at("2026-01-02"))
                .night("2026-11-03");
        anna.tells(declares("pet_name", "Rex").in("US-CA").at("2026-11-04")).night("2026-11-04");

        assertThat(anna.outcome().refused())
                .extracting(SubjectOutcome.Refused::reason)
                .containsExactly(Refusal.AGE_UNKNOWN);
    }

    @Test
    void aMistypedBirthDateIsCorrectedByALaterOne() {
        anna.tells(birthDate("2011-06-01").id("mistyped").at("2026-01-01")).night("2026-11-02");
        anna.tells(birthDate("1990-06-01").id("corrected").at("2026-11-03"), declares("pet_name", "Rex"))
                .night("2026-11-03");

        assertThat(anna.value("birth_date")).contains("1990-06-01");
        assertThat(anna.fate("mistyped")).isEqualTo(Fate.SUPERSEDED);
        assertThat(anna.value("pet_name")).contains("Rex");
    }

    @Test
    void aMinorCannotCorrectTheBirthDateThatAGuardianDeclared() {
        anna.tells(
                        birthDate("2011-06-01").id("guardian").byGuardian().at("2026-01-01"),
                        birthDate("1990-06-01").id("minor").at("2026-01-02"),
                        declares("pet_name", "Rex"))
                .night("2026-11-03");

        assertThat(anna.value("pet_name")).isEmpty();
        assertThat(anna.fate("minor")).isEqualTo(Fate.NOT_ALLOWED);
    }

    @Test
    void aGuardianCorrectsWhatAGuardianDeclared() {
        anna.tells(
                        birthDate("2011-06-01").id("mistyped").byGuardian().at("2026-01-01"),
                        birthDate("1990-06-01").id("corrected").byGuardian().at("2026-01-02"),
                        declares("pet_name", "Rex"))
                .night("2026-11-03");

        assertThat(anna.value("pet_name")).contains("Rex");
    }

    @Test
    void takesWhatAGuardianDeclares() {
        anna.tells(
                        birthDate("2011-06-01").byGuardian(),
                        declares("pet_name", "Rex").at("2026-11-01").byGuardian())
                .night("2026-11-03");

        assertThat(anna.value("pet_name")).contains("Rex");
        assertThat(anna.value("birth_date")).contains("2011-06-01");
    }

    @Test
    void letsGoWhatWasLoggedBeforeTheAgeWasKnown() {
        anna.tells(declares("pet_name", "Rex").at("2026-01-01")).night("2026-11-01");
        assertThat(anna.value("pet_name")).contains("Rex");

        anna.tells(birthDate("2011-06-01").at("2026-11-02")).night("2026-11-02");
        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.MINOR);
        assertThat(anna.loggedValue("pet_name")).isEmpty();
    }

    @Test
    void aMinorsDeclarationDoesNotTakeThePlaceOfAGuardians() {
        anna.tells(declares("pet_name", "Rex").id("guardian").byGuardian().at("2026-01-01"));
        anna.tells(declares("pet_name", "Bello").id("minor").at("2026-01-02")).night("2026-11-01");
        anna.tells(birthDate("2011-06-01").at("2026-11-02")).night("2026-11-02");

        assertThat(anna.value("pet_name")).contains("Rex");
    }

    @Test
    void aMinorMayTakeBack() {
        anna.tells(
                        birthDate("2011-06-01"),
                        declares("pet_name", "Rex").at("2026-11-01").byGuardian(),
                        withdraws("pet_name").at("2026-11-02"))
                .night("2026-11-03");

        assertThat(anna.fate("pet_name")).isEqualTo(Fate.WITHDRAWN);
    }

    @Test
    void comesOfAgeOnTheBirthday() {
        anna.tells(
                        birthDate("2010-11-02"),
                        declares("pet_name", "Rex").at("2026-11-01T23:59"),
                        declares("shoe_size", "38").at("2026-11-02T00:00"))
                .night("2026-11-03");

        assertThat(anna.value("pet_name")).isEmpty();
        assertThat(anna.value("shoe_size")).contains("38");
    }

    @Test
    void whoIsBornOnALeapDayComesOfAgeOnTheFirstOfMarch() {
        TestingSubject eve =
                new TestingSubject(new TestingShop().place("FR", "lenient", 15).open());
        eve.tells(
                        declares("birth_date", "2012-02-29").serving("club").byGuardian(),
                        declares("pet_name", "Rex").in("FR").at("2027-02-28T23:59"),
                        declares("shoe_size", "38").in("FR").at("2027-03-01T00:00"))
                .night("2027-03-02");

        assertThat(eve.value("pet_name")).isEmpty();
        assertThat(eve.value("shoe_size")).contains("38");
    }

    @Test
    void theAgeIsThatOfTheJurisdictionOfTheDeclaration() {
        anna.tells(
                        birthDate("2011-06-01"),
                        declares("pet_name", "Rex").in("DE"),
                        declares("shoe_size", "38").in("US-CA"))
                .night("2026-11-03");

        assertThat(anna.value("pet_name")).isEmpty();
        assertThat(anna.value("shoe_size")).contains("38");
    }

    @Test
    void theYoungestBirthDateOfTheSameMomentCounts() {
        anna.tells(
                        birthDate("2011-06-01").id("young").at("2026-01-01"),
                        birthDate("1990-06-01").id("old").at("2026-01-01"),
                        declares("pet_name", "Rex"))
                .night("2026-11-03");

        assertThat(anna.value("pet_name")).isEmpty();
        assertThat(anna.value("birth_date")).isEmpty();
    }

    /** 2062 for 1962, and what systems write for "none". */
    @ParameterizedTest
    @ValueSource(strings = {"2062-05-01", "9999-12-31", "2026-01-02", "1899-12-31", "0001-01-01"})
    void nobodyIsBornAfterTheySpokeOrBefore1900(String day) {
        anna.tells(
                        birthDate(day),
                        declares("pet_name", "Rex").in("DE"),
                        declares("shoe_size", "38").in("US-CA"))
                .night("2026-11-03");

        assertThat(anna.value("pet_name")).contains("Rex");
        assertThat(anna.outcome().refused())
                .extracting(SubjectOutcome.Refused::reason)
                .containsExactly(Refusal.AGE_UNKNOWN);
    }

    @Test
    void whoIsBornOnTheDayTheySpokeIsAMinor() {
        anna.tells(birthDate("2026-01-01"), declares("pet_name", "Rex")).night("2026-11-03");

        assertThat(anna.value("pet_name")).isEmpty();
    }

    @Test
    void aYearOfBirthMeansItsLastDay() {
        TestingSubject ben = new TestingSubject(new TestingShop()
                .attribute("birth_year", "type: int, category: pd:BirthDate, purposes: [club]")
                .ageAttribute("birth_year")
                .open());
        ben.tells(
                        declares("birth_year", "2010").serving("club").byGuardian(),
                        declares("pet_name", "Rex").at("2026-12-30T23:59"),
                        declares("shoe_size", "38").at("2026-12-31T00:00"))
                .night("2027-01-01");

        assertThat(ben.value("pet_name")).isEmpty();
        assertThat(ben.value("shoe_size")).contains("38");
    }

    @Test
    void peopleOfUnknownAgePassWhereTheJurisdictionAdmitsThem() {
        anna.tells(declares("pet_name", "Rex").in("DE")).night("2026-11-03");

        assertThat(anna.value("pet_name")).contains("Rex");
    }

    @Test
    void peopleOfUnknownAgeAreRefusedWhereTheJurisdictionSaysSo() {
        anna.tells(declares("pet_name", "Rex").in("US-CA")).night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.outcome().refused())
                .extracting(SubjectOutcome.Refused::reason)
                .containsExactly(Refusal.AGE_UNKNOWN);
    }

    @Test
    void whatWasLoggedWaitsWhileTheAgeIsUnknown() {
        TestingShop shop = new TestingShop();
        anna.tells(declares("pet_name", "Rex").in("US-CA"))
                .under(shop.place("US-CA", "lenient", 13).open())
                .night("2026-11-03");

        anna.under(shop.place("US-CA", "strict", 13).open()).night("2026-11-04");
        assertThat(anna.value("pet_name")).isEmpty();
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.NOT_ALLOWED);

        anna.tells(birthDate("1990-06-01").in("US-CA")).night("2026-11-05");
        assertThat(anna.value("pet_name")).contains("Rex");
    }

    @Test
    void whatAJurisdictionForbadeIsNotBackWhenItIsDropped() {
        TestingShop shop = new TestingShop();
        anna.tells(declares("pet_name", "Rex").in("US-CA"))
                .under(shop.place("US-CA", "lenient", 13).open())
                .night("2026-11-03");
        anna.under(shop.place("US-CA", "strict", 13).open()).night("2026-11-04");
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.NOT_ALLOWED);

        anna.under(shop.withoutPlace("US-CA").open()).night("2026-11-05");
        assertThat(anna.value("pet_name")).isEmpty();
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.NOT_ALLOWED);
    }

    @Test
    void aBirthDateDeclaredAfterTheCutOffIsNotKnownYet() {
        anna.tells(birthDate("2011-06-01").at("2026-11-04"), declares("pet_name", "Rex"));

        anna.night("2026-11-03");
        assertThat(anna.value("pet_name")).contains("Rex");

        anna.night("2026-11-04");
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.MINOR);
    }

    @Test
    void aWithdrawnBirthDateIsForgottenTheSameNight() {
        anna.tells(
                        birthDate("2011-06-01").byGuardian(),
                        withdraws("birth_date").at("2026-01-02"),
                        declares("pet_name", "Rex").at("2026-11-01"))
                .night("2026-11-03");

        assertThat(anna.fate("birth_date")).isEqualTo(Fate.WITHDRAWN);
        assertThat(anna.value("pet_name")).contains("Rex");
    }

    @Test
    void aBirthDateThatHasEndedIsForgottenTheSameNight() {
        anna.tells(
                        birthDate("1990-06-01").in("US-CA").validUntil("2026-11-02"),
                        declares("pet_name", "Rex").in("US-CA").at("2026-11-01"))
                .night("2026-11-03");

        assertThat(anna.fate("birth_date")).isEqualTo(Fate.EXPIRED);
        assertThat(anna.outcome().refused())
                .extracting(SubjectOutcome.Refused::reason)
                .containsExactly(Refusal.AGE_UNKNOWN);
    }
}
