package io.crumbless.kernel.merge;

import static io.crumbless.kernel.merge.TestingStatement.declares;
import static io.crumbless.kernel.merge.TestingStatement.withdraws;
import static io.crumbless.kernel.merge.TestingStatement.withdrawsEverything;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.declaration.Fate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Withdrawn values are deleted from the profile and from the log, and nothing else is. */
@Tag("unit")
class WithdrawalsTest {
    private final TestingSubject anna = new TestingSubject(new TestingShop().open());

    @Test
    void aWithdrawalWithdrawsEarlierDeclarations() {
        anna.tells(
                        declares("pet_name", "Rex").at("2026-11-01"),
                        withdraws("pet_name").at("2026-11-02"))
                .night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.WITHDRAWN);
        assertThat(anna.loggedValue("pet_name")).isEmpty();
        assertThat(anna.fate("withdrawal of pet_name")).isEqualTo(Fate.IN_FORCE);
    }

    @Test
    void aWithdrawalOfTheSameMomentWins() {
        anna.tells(
                        declares("pet_name", "Rex").at("2026-11-01T10:00:00"),
                        withdraws("pet_name").at("2026-11-01T10:00:00"))
                .night("2026-11-03");

        assertThat(anna.fate("pet_name")).isEqualTo(Fate.WITHDRAWN);
    }

    @Test
    void aDeclarationAMomentLaterCountsAgain() {
        anna.tells(
                        withdraws("pet_name").at("2026-11-01T10:00:00"),
                        declares("pet_name", "Rex").at("2026-11-01T10:00:00.000001"))
                .night("2026-11-03");

        assertThat(anna.value("pet_name")).contains("Rex");
    }

    @Test
    void aWithdrawalOfOnePurposeNarrows() {
        anna.tells(
                        declares("pet_name", "Rex").serving("advice", "offers").at("2026-11-01"),
                        withdraws("pet_name").serving("offers").at("2026-11-02"))
                .night("2026-11-03");

        assertThat(anna.value("pet_name")).contains("Rex");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice");
        assertThat(anna.logged("pet_name").statement().purposes()).containsExactly("advice", "offers");
    }

    @Test
    void aWithdrawnPurposeStaysWithdrawnOnLaterNights() {
        anna.tells(declares("pet_name", "Rex").at("2026-11-01")).night("2026-11-01");
        anna.tells(withdraws("pet_name").serving("offers").at("2026-11-02")).night("2026-11-02");
        anna.night("2026-11-03");

        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice");
    }

    @Test
    void purposesWithdrawnOneByOneLeaveNothing() {
        anna.tells(
                        declares("pet_name", "Rex").serving("advice", "offers").at("2026-11-01"),
                        withdraws("pet_name").id("w1").serving("offers").at("2026-11-02"),
                        withdraws("pet_name").id("w2").serving("advice").at("2026-11-02"))
                .night("2026-11-03");

        assertThat(anna.fate("pet_name")).isEqualTo(Fate.WITHDRAWN);
        assertThat(anna.loggedValue("pet_name")).isEmpty();
    }

    @Test
    void aWithdrawalOfAnotherPurposeChangesNothing() {
        anna.tells(
                        declares("pet_name", "Rex").serving("advice").at("2026-11-01"),
                        withdraws("pet_name").serving("offers").at("2026-11-02"))
                .night("2026-11-03");

        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice");
    }

    @Test
    void aWithdrawalOfAnotherAttributeChangesNothing() {
        anna.tells(
                        declares("pet_name", "Rex").at("2026-11-01"),
                        withdraws("shoe_size").at("2026-11-02"))
                .night("2026-11-03");

        assertThat(anna.value("pet_name")).contains("Rex");
    }

    @Test
    void everythingCanBeWithdrawnAtOnce() {
        anna.tells(
                        declares("pet_name", "Rex").at("2026-11-01"),
                        declares("shoe_size", "38").at("2026-11-01"),
                        declares("wishes", "pram").at("2026-11-01"),
                        withdrawsEverything().at("2026-11-02"))
                .night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.log()).allMatch(entry -> entry.statement().value() == null);
    }

    @Test
    void onePurposeCanBeWithdrawnFromEverything() {
        anna.tells(
                        declares("pet_name", "Rex").serving("advice", "offers").at("2026-11-01"),
                        declares("shoe_size", "38").serving("offers").at("2026-11-01"),
                        withdrawsEverything().serving("offers").at("2026-11-02"))
                .night("2026-11-03");

        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice");
        assertThat(anna.value("shoe_size")).isEmpty();
    }

    @Test
    void aWithdrawalThatArrivesBeforeItsDeclarationIsHonoured() {
        anna.tells(withdraws("pet_name").at("2026-11-02")).night("2026-11-02");
        anna.tells(declares("pet_name", "Rex").at("2026-11-01")).night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.WITHDRAWN);
    }

    @Test
    void aWithdrawalAfterTheCutOffWaits() {
        anna.tells(
                declares("pet_name", "Rex").at("2026-11-01"),
                withdraws("pet_name").at("2026-11-03T00:00:00"));

        anna.night("2026-11-02");
        assertThat(anna.value("pet_name")).contains("Rex");
        assertThat(anna.fate("withdrawal of pet_name")).isEqualTo(Fate.FUTURE);

        anna.night("2026-11-03");
        assertThat(anna.value("pet_name")).isEmpty();
        assertThat(anna.fate("withdrawal of pet_name")).isEqualTo(Fate.IN_FORCE);
    }

    @Test
    void aWithdrawalOfAnAttributeThePolicyDoesNotKnowIsKept() {
        anna.tells(withdraws("horoscope").at("2026-11-02")).night("2026-11-02");

        assertThat(anna.fate("withdrawal of horoscope")).isEqualTo(Fate.IN_FORCE);
    }

    @Test
    void replacedDeclarationsAreWithdrawnToo() {
        anna.tells(
                        declares("pet_name", "Rex").id("earlier").at("2026-11-01"),
                        declares("pet_name", "Bello").id("later").at("2026-11-02"),
                        withdraws("pet_name").at("2026-11-03"))
                .night("2026-11-03");

        assertThat(anna.fate("earlier")).isEqualTo(Fate.WITHDRAWN);
        assertThat(anna.loggedValue("earlier")).isEmpty();
    }
}
