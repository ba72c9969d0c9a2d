package io.crumbless.kernel.merge;

import static io.crumbless.kernel.merge.TestingStatement.declares;
import static io.crumbless.kernel.merge.TestingStatement.withdraws;
import static io.crumbless.kernel.merge.TestingStatement.withdrawsEverything;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.Origin;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A value typed in before the bar fills a gap until its sunset, and only where the person has never spoken. */
@Tag("unit")
class ProvidedFillTest {
    private final TestingShop shop = new TestingShop();
    private final TestingSubject anna = new TestingSubject(shop.open());

    private long bin(String word) {
        return anna.books().total(Unit.LEGACY_VALUES, word);
    }

    @Test
    void fillsAnAttributeThePersonNeverSpokeOf() {
        anna.tells(declares("pet_name", "Rex"), withdraws("shoe_size"))
                .provided("crm", "language", "de", "2020-01-01")
                .night("2026-11-03");

        assertThat(anna.value("language")).contains("de");
        assertThat(anna.lineage("language"))
                .isEqualTo(new Lineage(
                        Origin.PROVIDED,
                        null,
                        "crm",
                        null,
                        null,
                        List.of("service"),
                        null,
                        null,
                        TestingStatement.micros("2020-01-01"),
                        (int) LocalDate.parse("2027-03-31").toEpochDay(),
                        "account-language",
                        List.of()));
        assertThat(bin("provided_kept")).isEqualTo(1);
        assertThat(anna.outcome().removals()).isEmpty();
    }

    @Test
    void givesWayToADeclaration() {
        anna.tells(declares("language", "tr").serving("offers"))
                .provided("crm", "language", "de", "2026-11-02")
                .night("2026-11-03");

        assertThat(anna.value("language")).contains("tr");
        assertThat(bin("provided_replaced")).isEqualTo(1);
        assertThat(anna.outcome().removals()).containsExactly(new Removal("crm", Origin.PROVIDED, 1));
    }

    @Test
    void doesNotComeBackAfterTheDeclarationEnded() {
        anna.tells(declares("language", "tr").serving("offers").validUntil("2026-11-01"))
                .provided("crm", "language", "de", "2026-11-02")
                .night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
    }

    @Test
    void doesNotComeBackAfterAWithdrawal() {
        anna.tells(withdraws("language"))
                .provided("crm", "language", "de", "2026-11-02")
                .night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
        assertThat(bin("provided_replaced")).isEqualTo(1);
    }

    @Test
    void doesNotComeBackAfterAWithdrawalOfOnePurpose() {
        anna.tells(withdraws("language").serving("offers"))
                .provided("crm", "language", "de", "2026-11-02")
                .night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
    }

    @Test
    void doesNotComeBackAfterEverythingWasWithdrawn() {
        anna.tells(withdrawsEverything())
                .provided("crm", "language", "de", "2026-11-02")
                .night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
    }

    @Test
    void aStatementOfALaterDayDoesNotStandInTheWay() {
        anna.tells(
                        declares("language", "tr").at("2026-11-04"),
                        withdrawsEverything().at("2026-11-04"))
                .provided("crm", "language", "de", "2020-01-01")
                .night("2026-11-03");

        assertThat(anna.value("language")).contains("de");
    }

    @Test
    void theSunsetIsInclusive() {
        anna.provided("crm", "language", "de", "2020-01-01");

        anna.night("2027-03-31");
        assertThat(anna.value("language")).contains("de");

        anna.night("2027-04-01");
        assertThat(anna.profile()).isEmpty();
        assertThat(bin("provided_expired")).isEqualTo(1);
        assertThat(anna.outcome().removals()).containsExactly(new Removal("crm", Origin.PROVIDED, 1));
    }

    @Test
    void theKeepPeriodEndsItBeforeTheSunset() {
        anna.provided("crm", "salutation", "ms", "2024-11-05");

        anna.night("2026-11-05");
        assertThat(anna.lastDay("salutation")).contains(LocalDate.parse("2026-11-05"));

        anna.night("2026-11-06");
        assertThat(anna.profile()).isEmpty();
    }

    @Test
    void itsOwnEventEndsItBeforeTheSunset() {
        anna.under(shop.attribute(
                                "wedding",
                                "type: date, category: pd:Preference, purposes: [offers], accepts: [declared, provided],"
                                        + " provided: { until: 2027-03-31, purposes: [offers] }, keep-until: wedding + P1W")
                        .open())
                .provided("crm", "wedding", "2026-11-01", "2026-01-01");

        anna.night("2026-11-08");
        assertThat(anna.lastDay("wedding")).contains(LocalDate.parse("2026-11-08"));

        anna.night("2026-11-09");
        assertThat(anna.profile()).isEmpty();
        assertThat(bin("provided_expired")).isEqualTo(1);
    }

    @Test
    void anotherAttributesEventEndsItBeforeTheSunset() {
        anna.under(shop.attribute(
                                "nursery_colour",
                                "type: string, category: pd:Preference, purposes: [offers], accepts: [declared, provided],"
                                        + " provided: { until: 2027-03-31, purposes: [offers] }, keep: P5Y,"
                                        + " keep-until: due_date + P1W")
                        .open())
                .tells(declares("due_date", "2026-11-01").at("2026-10-01"))
                .provided("crm", "nursery_colour", "green", "2026-01-01");

        anna.night("2026-11-08");
        assertThat(anna.value("nursery_colour")).contains("green");

        anna.night("2026-11-09");
        assertThat(anna.value("nursery_colour")).isEmpty();
        assertThat(anna.value("due_date")).isPresent();
    }

    @Test
    void theLatestValueCounts() {
        anna.provided("crm", "language", "de", "2020-01-01")
                .provided("shop", "language", "tr", "2021-01-01")
                .night("2026-11-03");

        assertThat(anna.value("language")).contains("tr");
        assertThat(bin("provided_kept")).isEqualTo(1);
        assertThat(bin("provided_superseded")).isEqualTo(1);
        assertThat(anna.outcome().removals()).containsExactly(new Removal("crm", Origin.PROVIDED, 1));
    }

    @Test
    void theSameValueTwiceIsNoConflict() {
        anna.provided("shop", "language", "de", "2020-01-01")
                .provided("crm", "language", "de", "2020-01-01")
                .night("2026-11-03");

        assertThat(anna.value("language")).contains("de");
        assertThat(anna.lineage("language").source()).isEqualTo("crm");
    }

    @Test
    void differentValuesOfOneMomentFillNothing() {
        anna.provided("crm", "language", "de", "2020-01-01")
                .provided("shop", "language", "tr", "2020-01-01")
                .provided("old", "language", "en", "2019-01-01")
                .night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
        assertThat(bin("provided_conflicting")).isEqualTo(3);
        assertThat(anna.outcome().removals())
                .containsExactly(
                        new Removal("crm", Origin.PROVIDED, 1),
                        new Removal("old", Origin.PROVIDED, 1),
                        new Removal("shop", Origin.PROVIDED, 1));
    }

    @Test
    void differentValuesOfAnEarlierMomentAreNoConflict() {
        anna.provided("crm", "language", "de", "2020-01-01")
                .provided("shop", "language", "tr", "2020-01-01")
                .provided("new", "language", "en", "2021-01-01")
                .night("2026-11-03");

        assertThat(anna.value("language")).contains("en");
    }

    @Test
    void anAttributeThatNoLongerAcceptsProvidedValuesIsNotFilled() {
        anna.provided("crm", "language", "de", "2020-01-01")
                .under(shop.attribute("language", "type: 'enum[de, en]', category: pd:Language, purposes: [service]")
                        .open())
                .night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
        assertThat(bin("provided_expired")).isEqualTo(1);
    }
}
