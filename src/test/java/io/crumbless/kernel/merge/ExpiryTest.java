package io.crumbless.kernel.merge;

import static io.crumbless.kernel.merge.TestingStatement.declares;
import static io.crumbless.kernel.merge.TestingStatement.withdraws;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.declaration.Fate;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A value serves up to its last day and not a night longer; the earliest of all ends is the one that counts. */
@Tag("unit")
class ExpiryTest {
    private final TestingSubject anna = new TestingSubject(new TestingShop().open());

    @Test
    void theLastDayThePersonAllowedIsInclusive() {
        anna.tells(declares("pet_name", "Rex").at("2026-11-01").validUntil("2026-11-05"));

        anna.night("2026-11-05");
        assertThat(anna.value("pet_name")).contains("Rex");
        assertThat(anna.lastDay("pet_name")).contains(LocalDate.parse("2026-11-05"));

        anna.night("2026-11-06");
        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.EXPIRED);
        assertThat(anna.loggedValue("pet_name")).isEmpty();
    }

    @Test
    void aValueWithoutEndIsKept() {
        anna.tells(declares("pet_name", "Rex").at("1999-11-01")).night("2026-11-05");

        assertThat(anna.lastDay("pet_name")).isEmpty();
    }

    @Test
    void theKeepPeriodCountsFromTheDayThePersonSpoke() {
        anna.tells(declares("shoe_size", "38").at("2026-01-31"));

        anna.night("2026-07-31");
        assertThat(anna.lastDay("shoe_size")).contains(LocalDate.parse("2026-07-31"));

        anna.night("2026-08-01");
        assertThat(anna.fate("shoe_size")).isEqualTo(Fate.EXPIRED);
    }

    @Test
    void thatDayIsTheDayInTheZoneOfTheJob() {
        anna.tells(declares("shoe_size", "38").at("2026-02-01T00:30")).night("2026-02-01");

        assertThat(anna.lastDay("shoe_size")).contains(LocalDate.parse("2026-08-01"));
    }

    @Test
    void theEarliestEndCounts() {
        anna.tells(declares("shoe_size", "38").at("2026-01-31").validUntil("2026-03-01"))
                .night("2026-02-01");
        assertThat(anna.lastDay("shoe_size")).contains(LocalDate.parse("2026-03-01"));

        anna.tells(declares("shoe_size", "39").id("later").at("2026-02-02").validUntil("2027-03-01"))
                .night("2026-02-02");
        assertThat(anna.lastDay("shoe_size")).contains(LocalDate.parse("2026-08-02"));
    }

    @Test
    void aDateEndsAfterItsOwnEvent() {
        anna.tells(declares("due_date", "2026-09-27"));

        anna.night("2026-11-22");
        assertThat(anna.lastDay("due_date")).contains(LocalDate.parse("2026-11-22"));

        anna.night("2026-11-23");
        assertThat(anna.fate("due_date")).isEqualTo(Fate.EXPIRED);
    }

    @Test
    void aDependentValueEndsAfterTheEvent() {
        anna.tells(
                        declares("due_date", "2026-11-01").at("2026-10-01"),
                        declares("babies", "2").at("2026-10-01").serving("advice"))
                .night("2026-11-29");
        assertThat(anna.lastDay("babies")).contains(LocalDate.parse("2026-11-29"));

        anna.night("2026-11-30");
        assertThat(anna.value("babies")).isEmpty();
        assertThat(anna.value("due_date")).isPresent();
    }

    @Test
    void aDependentValueEndsInItsOwnTimeWhereTheEventWasNeverDeclared() {
        anna.tells(declares("babies", "2").at("2026-10-01").serving("advice")).night("2026-10-02");

        assertThat(anna.lastDay("babies")).contains(LocalDate.parse("2027-08-01"));
    }

    @Test
    void theLatestEventCounts() {
        anna.tells(
                        declares("due_date", "2026-11-01").id("first").at("2026-10-01"),
                        declares("due_date", "2026-11-20").id("corrected").at("2026-10-02"),
                        declares("babies", "2").at("2026-10-01").serving("advice"))
                .night("2026-10-03");

        assertThat(anna.lastDay("babies")).contains(LocalDate.parse("2026-12-18"));
    }

    @Test
    void anEventOfALaterDayDoesNotCountYet() {
        anna.tells(
                        declares("due_date", "2026-11-01").at("2026-10-04"),
                        declares("babies", "2").at("2026-10-01").serving("advice"))
                .night("2026-10-03");

        assertThat(anna.lastDay("babies")).contains(LocalDate.parse("2027-08-01"));
    }

    @Test
    void aWithdrawnEventStillEndsWhatWasDeclaredBefore() {
        anna.tells(
                        declares("due_date", "2026-11-01").at("2026-10-01"),
                        withdraws("due_date").at("2026-10-02"),
                        declares("babies", "2").at("2026-10-01").serving("advice"))
                .night("2026-10-03");

        assertThat(anna.lastDay("babies")).contains(LocalDate.parse("2026-11-29"));
    }

    @Test
    void withdrawingTheEventDoesNotProlong() {
        anna.tells(
                        declares("due_date", "2026-09-25").at("2026-10-01"),
                        declares("babies", "2").at("2026-10-01").serving("advice"))
                .night("2026-10-23");
        assertThat(anna.lastDay("babies")).contains(LocalDate.parse("2026-10-23"));

        anna.tells(withdraws("due_date").at("2026-10-23T18:00")).night("2026-10-23");
        assertThat(anna.lastDay("babies")).contains(LocalDate.parse("2026-10-23"));

        anna.night("2026-10-24");
        assertThat(anna.fate("babies")).isEqualTo(Fate.EXPIRED);
    }

    @Test
    void whatArrivesAfterTheDateIsGoneHasEnded() {
        anna.tells(
                        declares("due_date", "2026-11-01").at("2026-10-01"),
                        withdraws("due_date").at("2026-10-03"))
                .night("2026-10-03");
        anna.tells(declares("babies", "2").at("2026-10-02").serving("advice")).night("2026-10-04");

        assertThat(anna.fate("babies")).isEqualTo(Fate.EXPIRED);
    }

    @Test
    void whatIsDeclaredAgainHasAnEndOfItsOwn() {
        anna.tells(
                        declares("due_date", "2026-11-01").at("2026-10-01"),
                        declares("babies", "2").id("before").at("2026-10-01").serving("advice"),
                        withdraws("due_date").at("2026-10-02"))
                .night("2026-10-03");
        anna.tells(declares("babies", "2").id("again").at("2026-10-04").serving("advice"))
                .night("2026-10-04");

        assertThat(anna.lastDay("babies")).contains(LocalDate.parse("2027-08-04"));
    }

    @Test
    void aLaterEventDoesNotMoveAnEndThatWasReported() {
        anna.tells(
                        declares("due_date", "2026-11-01").id("first").at("2026-10-01"),
                        declares("babies", "2").at("2026-10-01").serving("advice"))
                .night("2026-10-02");
        anna.tells(declares("due_date", "2027-01-01").id("second").at("2026-10-03"))
                .night("2026-10-03");

        assertThat(anna.lastDay("babies")).contains(LocalDate.parse("2026-11-29"));
    }

    @Test
    void anEventThatEndsEarlierMovesTheEnd() {
        anna.tells(
                        declares("due_date", "2026-11-01").id("first").at("2026-10-01"),
                        declares("babies", "2").at("2026-10-01").serving("advice"))
                .night("2026-10-02");
        anna.tells(declares("due_date", "2026-10-20").id("second").at("2026-10-03"))
                .night("2026-10-03");

        assertThat(anna.lastDay("babies")).contains(LocalDate.parse("2026-11-17"));
    }

    @Test
    void aStricterPolicyDoesNotProlong() {
        TestingShop shop = new TestingShop();
        TestingSubject ben = new TestingSubject(shop.open());
        ben.tells(
                        declares("due_date", "2026-11-01").at("2026-10-01"),
                        declares("babies", "2")
                                .at("2026-10-01")
                                .serving("advice")
                                .byGuardian())
                .night("2026-10-02");
        ben.under(shop.place("DE", "strict", 16).open()).night("2026-10-03");

        assertThat(ben.lastDay("babies")).contains(LocalDate.parse("2026-11-29"));
    }

    @Test
    void aLongerPeriodDoesNotMoveAnEndThatWasReported() {
        TestingShop shop = new TestingShop();
        TestingSubject ben = new TestingSubject(shop.open());
        ben.tells(declares("shoe_size", "38").at("2026-01-31")).night("2026-02-01");
        ben.under(shop.attribute(
                                "shoe_size",
                                "type: int, category: pd:Preference, purposes: [offers, advice], keep: P9M")
                        .open())
                .night("2026-02-02");

        assertThat(ben.lastDay("shoe_size")).contains(LocalDate.parse("2026-07-31"));
    }

    @Test
    void noEndLiesBeyondTheYear9999() {
        anna.tells(declares("due_date", "9999-12-31").at("2026-11-01")).night("2026-11-02");

        assertThat(anna.lastDay("due_date")).contains(LocalDate.parse("9999-12-31"));
    }

    @Test
    void dependentsGoWithTheEventOnTheSameNight() {
        anna.tells(
                declares("due_date", "2027-01-01").at("2026-10-01").validUntil("2026-11-01"),
                declares("babies", "2").at("2026-10-01").serving("advice"));

        anna.night("2026-11-01");
        assertThat(anna.lastDay("babies")).contains(LocalDate.parse("2026-11-01"));

        anna.night("2026-11-02");
        assertThat(anna.fate("due_date")).isEqualTo(Fate.EXPIRED);
        assertThat(anna.fate("babies")).isEqualTo(Fate.EXPIRED);
    }

    @Test
    void dependentsDeclaredAfterTheEventExpiredAreNotKept() {
        anna.tells(declares("due_date", "2026-09-01").at("2026-08-01")).night("2026-11-01");
        anna.tells(declares("babies", "2").at("2026-11-02").serving("advice")).night("2026-11-02");

        assertThat(anna.fate("due_date")).isEqualTo(Fate.EXPIRED);
        assertThat(anna.fate("babies")).isEqualTo(Fate.EXPIRED);
    }

    @Test
    void aNewEventLetsDependentsStandAgain() {
        anna.tells(declares("due_date", "2026-09-01").id("first").at("2026-08-01"))
                .night("2026-11-01");
        anna.tells(
                        declares("due_date", "2027-09-01").id("second").at("2026-11-02"),
                        declares("babies", "2").at("2026-11-02").serving("advice"))
                .night("2026-11-02");

        assertThat(anna.value("babies")).contains("2");
    }
}
