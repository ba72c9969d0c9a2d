package io.crumbless.kernel.merge;

import static io.crumbless.kernel.merge.TestingStatement.declares;
import static io.crumbless.kernel.merge.TestingStatement.withdraws;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.declaration.Fate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The latest declaration of an attribute counts, and what it replaced never comes back. */
@Tag("unit")
class SupersessionTest {
    private final TestingSubject anna = new TestingSubject(new TestingShop().open());

    @Test
    void theLatestDeclarationCounts() {
        anna.tells(
                        declares("pet_name", "Bello").id("later").at("2026-11-02"),
                        declares("pet_name", "Rex").id("earlier").at("2026-11-01"))
                .night("2026-11-03");

        assertThat(anna.value("pet_name")).contains("Bello");
        assertThat(anna.fate("later")).isEqualTo(Fate.IN_FORCE);
        assertThat(anna.fate("earlier")).isEqualTo(Fate.SUPERSEDED);
        assertThat(anna.loggedValue("earlier")).contains("Rex");
    }

    @Test
    void anEarlierDeclarationThatArrivesLateChangesNothing() {
        anna.tells(declares("pet_name", "Bello").id("later").at("2026-11-02")).night("2026-11-03");
        anna.tells(declares("pet_name", "Rex").id("earlier").at("2026-11-01")).night("2026-11-04");

        assertThat(anna.value("pet_name")).contains("Bello");
        assertThat(anna.fate("earlier")).isEqualTo(Fate.SUPERSEDED);
    }

    @Test
    void fewerPurposesWinAtTheSameMoment() {
        anna.tells(
                        declares("pet_name", "Rex").id("a").serving("advice", "offers"),
                        declares("pet_name", "Bello").id("b").serving("offers"))
                .night("2026-11-03");

        assertThat(anna.value("pet_name")).contains("Bello");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("offers");
    }

    @Test
    void theSmallerIdWinsAmongEquallyManyPurposes() {
        anna.tells(
                        declares("pet_name", "Rex").id("b").serving("advice"),
                        declares("pet_name", "Bello").id("a").serving("offers"))
                .night("2026-11-03");

        assertThat(anna.value("pet_name")).contains("Bello");
    }

    @Test
    void idsCompareByTheirBytes() {
        String beyondTheBasicPlane = "\uD83D\uDC76";
        String lastOfTheBasicPlane = "\uFFFD";
        anna.tells(
                        declares("pet_name", "Rex").id(beyondTheBasicPlane),
                        declares("pet_name", "Bello").id(lastOfTheBasicPlane))
                .night("2026-11-03");

        assertThat(anna.value("pet_name")).contains("Bello");
    }

    @Test
    void anExpiredDeclarationIsNotReplacedByTheOneBefore() {
        anna.tells(
                        declares("pet_name", "Rex").id("earlier").at("2026-11-01"),
                        declares("pet_name", "Bello")
                                .id("later")
                                .at("2026-11-02")
                                .validUntil("2026-11-02"))
                .night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("later")).isEqualTo(Fate.EXPIRED);
        assertThat(anna.fate("earlier")).isEqualTo(Fate.SUPERSEDED);
    }

    @Test
    void aWithdrawnDeclarationIsNotReplacedByTheOneBefore() {
        anna.tells(
                        declares("pet_name", "Rex")
                                .id("earlier")
                                .at("2026-11-01")
                                .serving("advice"),
                        declares("pet_name", "Bello")
                                .id("later")
                                .at("2026-11-02")
                                .serving("offers"),
                        withdraws("pet_name").serving("offers").at("2026-11-03"))
                .night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("later")).isEqualTo(Fate.WITHDRAWN);
        assertThat(anna.fate("earlier")).isEqualTo(Fate.SUPERSEDED);
    }

    @Test
    void aDeclarationNoLongerAllowedIsNotReplacedByTheOneBefore() {
        anna.tells(
                        declares("pet_name", "Rex")
                                .id("earlier")
                                .at("2026-11-01")
                                .serving("offers"),
                        declares("pet_name", "Bello")
                                .id("later")
                                .at("2026-11-02")
                                .serving("insight"))
                .under(new TestingShop()
                        .attribute("pet_name", "type: string, category: pd:Preference, purposes: [offers]")
                        .open())
                .night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("later")).isEqualTo(Fate.NOT_ALLOWED);
        assertThat(anna.fate("earlier")).isEqualTo(Fate.SUPERSEDED);
    }

    @Test
    void theReplacedValueStaysGoneAfterTheLaterOneEnds() {
        anna.tells(declares("shoe_size", "38").id("earlier").at("2026-01-01"));
        anna.tells(declares("shoe_size", "39").id("later").at("2026-01-02").validUntil("2026-01-05"));

        anna.night("2026-01-05");
        assertThat(anna.value("shoe_size")).contains("39");

        anna.night("2026-01-06");
        assertThat(anna.value("shoe_size")).isEmpty();
    }

    @Test
    void aReplacedValueEndsInItsOwnTime() {
        anna.tells(
                        declares("shoe_size", "38").id("earlier").at("2026-01-01"),
                        declares("shoe_size", "39").id("later").at("2026-06-01"))
                .night("2026-07-02");

        assertThat(anna.fate("earlier")).isEqualTo(Fate.EXPIRED);
        assertThat(anna.loggedValue("earlier")).isEmpty();
        assertThat(anna.value("shoe_size")).contains("39");
    }
}
