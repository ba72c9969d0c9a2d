package io.crumbless.kernel.merge;

import static io.crumbless.kernel.merge.TestingStatement.declares;
import static io.crumbless.kernel.merge.TestingStatement.withdraws;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.declaration.Fate;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A value that was let go on one night comes back on no other: not by a repeat, not by a change of policy. */
@Tag("unit")
class GoneStaysGoneTest {
    private final TestingShop shop = new TestingShop();
    private final TestingSubject anna = new TestingSubject(shop.open());

    @Test
    void anotherDeliveryOfAWithdrawnDeclarationIsRepeated() {
        anna.tells(
                        declares("pet_name", "Rex").at("2026-11-01"),
                        withdraws("pet_name").at("2026-11-02"))
                .night("2026-11-02");
        anna.tells(declares("pet_name", "Rex").at("2026-11-01")).night("2026-11-03");

        assertThat(anna.books().total(Unit.STATEMENTS, "repeated")).isEqualTo(1);
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.WITHDRAWN);
        assertThat(anna.loggedValue("pet_name")).isEmpty();
    }

    @Test
    void anotherDeliveryStillDatesTheRow() {
        anna.tellsInDelivery("2026-11-02", declares("pet_name", "Rex").at("2026-11-01"))
                .tells(withdraws("pet_name").at("2026-11-02"))
                .night("2026-11-02");
        anna.tellsInDelivery("2026-11-01", declares("pet_name", "Rex").at("2026-11-01"))
                .night("2026-11-03");

        assertThat(anna.logged("pet_name").deliveredOnEpochDay())
                .isEqualTo((int) LocalDate.parse("2026-11-01").toEpochDay());
    }

    @Test
    void anotherDeliveryOfAnExpiredDeclarationIsRepeated() {
        anna.tells(declares("shoe_size", "38").at("2026-01-01")).night("2026-11-02");
        anna.tells(declares("shoe_size", "38").at("2026-01-01")).night("2026-11-03");

        assertThat(anna.books().total(Unit.STATEMENTS, "repeated")).isEqualTo(1);
        assertThat(anna.loggedValue("shoe_size")).isEmpty();
    }

    @Test
    void aLongerKeepPeriodBringsNothingBack() {
        anna.tells(declares("shoe_size", "38").at("2026-01-01")).night("2026-11-02");
        anna.under(shop.attribute("shoe_size", "type: int, category: pd:Preference, purposes: [offers, advice]")
                        .open())
                .tells(declares("shoe_size", "38").at("2026-01-01"))
                .night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("shoe_size")).isEqualTo(Fate.EXPIRED);
    }

    @Test
    void anExpiredValueIsStillTheLatestDeclaration() {
        anna.tells(
                        declares("shoe_size", "38").id("earlier").at("2026-01-01"),
                        declares("shoe_size", "39").id("later").at("2026-01-02").validUntil("2026-01-03"))
                .night("2026-02-01");
        anna.night("2026-02-02");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("earlier")).isEqualTo(Fate.SUPERSEDED);
    }

    @Test
    void withdrawnValuesAreDeletedAlsoIfUnknownAgeIsRefusedNow() {
        anna.tells(declares("pet_name", "Rex").at("2026-11-01")).night("2026-11-02");
        anna.under(shop.place("DE", "strict", 16).open())
                .tells(withdraws("pet_name").at("2026-11-03"))
                .night("2026-11-03");

        assertThat(anna.fate("pet_name")).isEqualTo(Fate.WITHDRAWN);
        assertThat(anna.loggedValue("pet_name")).isEmpty();
    }

    @Test
    void expiredValuesAreDeletedAlsoIfUnknownAgeIsRefusedNow() {
        anna.tells(declares("pet_name", "Rex").at("2026-11-01").validUntil("2026-11-03"))
                .night("2026-11-02");
        anna.under(shop.place("DE", "strict", 16).open()).night("2026-11-03");
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.NOT_ALLOWED);

        anna.night("2026-11-04");
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.EXPIRED);
        assertThat(anna.loggedValue("pet_name")).isEmpty();
    }

    @Test
    void aMinorsValueStaysGoneWhenTheAgeIsForgotten() {
        anna.tells(declares("pet_name", "Rex").at("2026-01-01")).night("2026-11-01");
        anna.tells(declares("birth_date", "2012-01-01").serving("club").byGuardian())
                .night("2026-11-02");
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.MINOR);

        anna.tells(
                        withdraws("birth_date").at("2026-11-03"),
                        declares("pet_name", "Rex").at("2026-01-01"))
                .night("2026-11-03");
        anna.tells(declares("pet_name", "Rex").at("2026-01-01")).night("2026-11-04");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.MINOR);
    }

    @Test
    void aMinorsValueStaysGoneWhenThePolicyNoLongerAsksForTheAge() {
        anna.tells(declares("pet_name", "Rex").at("2026-01-01")).night("2026-11-01");
        anna.tells(declares("birth_date", "2012-01-01").serving("club").byGuardian())
                .night("2026-11-02");

        anna.under(shop.withoutAgeAttribute().open()).night("2026-11-03");
        anna.tells(declares("pet_name", "Rex").at("2026-01-01")).night("2026-11-04");

        assertThat(anna.value("pet_name")).isEmpty();
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.MINOR);
    }

    @Test
    void anExpiredValueStaysGoneWhileTheAgeIsUnknown() {
        anna.tells(declares("shoe_size", "38").at("2026-01-01").in("US-CA"))
                .under(shop.place("US-CA", "lenient", 13).open())
                .night("2026-11-01");
        assertThat(anna.fate("shoe_size")).isEqualTo(Fate.EXPIRED);

        anna.under(shop.place("US-CA", "strict", 13).open()).night("2026-11-02");
        shop.attribute("shoe_size", "type: int, category: pd:Preference, purposes: [offers, advice]");
        anna.under(shop.place("US-CA", "lenient", 13).open())
                .tells(declares("shoe_size", "38").at("2026-01-01").in("US-CA"))
                .night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("shoe_size")).isEqualTo(Fate.EXPIRED);
    }

    @Test
    void aWithdrawnBirthDateDoesNotComeBackAsEvidence() {
        anna.tells(
                        declares("birth_date", "1990-01-01")
                                .id("adult")
                                .serving("club")
                                .at("2026-01-01"),
                        withdraws("birth_date").at("2026-01-02"))
                .night("2026-11-01");
        anna.tells(declares("birth_date", "2012-01-01")
                        .id("child")
                        .serving("club")
                        .at("2026-01-03")
                        .byGuardian())
                .night("2026-11-02");
        anna.tells(declares("birth_date", "1990-01-01")
                        .id("adult")
                        .serving("club")
                        .at("2026-01-01"))
                .night("2026-11-03");

        assertThat(anna.books().total(Unit.STATEMENTS, "repeated")).isEqualTo(1);
        assertThat(anna.fate("adult")).isEqualTo(Fate.WITHDRAWN);
        assertThat(anna.loggedValue("adult")).isEmpty();
    }

    @Test
    void aLateWithdrawalOfAnExpiredValueIsRecorded() {
        anna.tells(declares("shoe_size", "38").at("2026-01-01")).night("2026-11-02");
        anna.tells(withdraws("shoe_size").at("2026-03-01")).night("2026-11-03");

        assertThat(anna.fate("shoe_size")).isEqualTo(Fate.WITHDRAWN);
    }
}
