package io.crumbless.kernel.merge;

import static io.crumbless.kernel.merge.TestingStatement.declares;
import static io.crumbless.kernel.merge.TestingStatement.withdraws;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Origin;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every statement is kept once, has one fate and one bin, and is judged by tonight's policy. */
@Tag("unit")
class MergerTest {
    private final TestingShop shop = new TestingShop();
    private final TestingSubject anna = new TestingSubject(shop.open());

    @Test
    void aDeclaredValueCarriesItsLineage() {
        anna.tells(declares("shoe_size", "38").id("d1").at("2026-11-01")).night("2026-11-03");

        assertThat(anna.value("shoe_size")).contains("38");
        assertThat(anna.lineage("shoe_size"))
                .isEqualTo(new Lineage(
                        Origin.DECLARED,
                        "d1",
                        "centre",
                        "web_preference_center",
                        "volunteered",
                        List.of("advice", "offers"),
                        new NoticeRef("centre", "1", "en"),
                        "eu-gdpr:A9-2-a",
                        TestingStatement.micros("2026-11-01"),
                        (int) LocalDate.parse("2027-05-01").toEpochDay(),
                        "declared",
                        List.of()));
    }

    @Test
    void entriesStandInTheOrderOfTheCatalogue() {
        anna.tells(
                        declares("channel", "email"),
                        declares("shoe_size", "38"),
                        declares("pet_name", "Rex"),
                        declares("wishes", "cot"))
                .provided("crm", "language", "de", "2020-01-01")
                .night("2026-11-03");

        assertThat(anna.profile().orElseThrow().entries())
                .extracting(entry ->
                        shop.open().attributes().get(entry.attribute()).name().value())
                .containsExactly("pet_name", "shoe_size", "wishes", "language", "channel");
    }

    @Test
    void theJurisdictionIsThatOfTheLatestStatementInForce() {
        shop.place("FR", "lenient", 15);
        anna.under(shop.open())
                .tells(
                        declares("pet_name", "Rex").in("DE").at("2026-11-01"),
                        declares("shoe_size", "38").in("FR").at("2026-11-02"),
                        declares("wishes", "cot").in("DE").at("2026-11-03").validUntil("2026-11-03"))
                .night("2026-11-04");

        assertThat(anna.profile().orElseThrow().jurisdiction()).isEqualTo("FR");
    }

    @Test
    void aStatementWithoutJurisdictionLeavesItToTheNext() {
        anna.tells(
                        declares("pet_name", "Rex").in("DE").at("2026-11-01"),
                        declares("shoe_size", "38").in(null).at("2026-11-02"))
                .night("2026-11-04");

        assertThat(anna.profile().orElseThrow().jurisdiction()).isEqualTo("DE");
    }

    @Test
    void providedValuesAloneHaveNoJurisdiction() {
        anna.provided("crm", "language", "de", "2020-01-01").night("2026-11-03");

        assertThat(anna.profile().orElseThrow().jurisdiction()).isNull();
    }

    @Test
    void erasedPeopleLeaveNothingAndWhatTheyDeclareIsRefused() {
        anna.tells(declares("pet_name", "Rex").at("2026-11-01"), withdraws("shoe_size"))
                .night("2026-11-03");
        anna.tells(declares("wishes", "cot"), withdraws("shoe_size"))
                .provided("crm", "language", "de", "2020-01-01")
                .stripped(new Removal("dmp", Origin.INFERRED, 7))
                .asksToBeErased()
                .night("2026-11-04");

        List<SubjectOutcome.Refused> refused = anna.outcome().refused();
        assertThat(refused).extracting(SubjectOutcome.Refused::reason).containsExactly(Refusal.SUBJECT_ERASED);
        assertThat(anna.outcome()).isEqualTo(SubjectOutcome.nothingBut(refused));
        assertThat(bins(anna.books()))
                .isEqualTo(Map.of(
                        new Account("centre", Unit.STATEMENTS), Map.of("refused:subject_erased", 1L, "erased", 1L),
                        new Account("centre", Unit.LOGGED), Map.of("erased", 2L),
                        new Account("crm", Unit.LEGACY_VALUES), Map.of("provided_erased", 1L)));
    }

    @Test
    void aNewStatementIsAdmittedAndLaterCarried() {
        anna.tells(declares("pet_name", "Rex")).night("2026-11-03");
        assertThat(bins(anna.books()))
                .isEqualTo(Map.of(new Account("centre", Unit.STATEMENTS), Map.of("admitted", 1L)));

        anna.night("2026-11-04");
        assertThat(bins(anna.books())).isEqualTo(Map.of(new Account("centre", Unit.LOGGED), Map.of("carried", 1L)));
    }

    @Test
    void whatTheLogHoldsIsRepeated() {
        anna.tells(declares("pet_name", "Rex")).night("2026-11-03");
        anna.tells(declares("pet_name", "Rex"), declares("pet_name", "Rex")).night("2026-11-04");

        assertThat(anna.log()).hasSize(1);
        assertThat(anna.books().total(Unit.STATEMENTS, "repeated")).isEqualTo(2);
        assertThat(anna.books().total(Unit.LOGGED, "carried")).isEqualTo(1);
    }

    @Test
    void twiceInOneNightIsRepeated() {
        anna.tells(withdraws("pet_name"), withdraws("pet_name")).night("2026-11-03");

        assertThat(anna.log()).hasSize(1);
        assertThat(anna.books().total(Unit.STATEMENTS, "admitted")).isEqualTo(1);
        assertThat(anna.books().total(Unit.STATEMENTS, "repeated")).isEqualTo(1);
    }

    @Test
    void theSameIdWithOtherContentIsAnotherStatement() {
        anna.tells(
                        declares("pet_name", "Rex").id("d1").evidence(null),
                        declares("pet_name", "Rex").id("d1").evidence("null"),
                        declares("pet_name", "Rex").id("d1").evidence(null),
                        declares("pet_name", "Bello").id("d1").evidence("null"))
                .night("2026-11-03");

        assertThat(anna.log()).hasSize(3);
        assertThat(anna.books().total(Unit.STATEMENTS, "repeated")).isEqualTo(1);
    }

    @Test
    void theSameIdOfAnotherSourceIsAnotherStatement() {
        anna.tells(declares("pet_name", "Rex"), declares("pet_name", "Rex").source("store"))
                .night("2026-11-03");

        assertThat(anna.log()).hasSize(2);
    }

    @Test
    void theEarliestDeliveryIsKept() {
        anna.tellsInDelivery("2026-11-03", declares("pet_name", "Rex")).night("2026-11-03");
        anna.tellsInDelivery("2026-11-01", declares("pet_name", "Rex"));
        anna.tellsInDelivery("2026-11-04", declares("pet_name", "Rex")).night("2026-11-04");

        assertThat(anna.logged("pet_name").deliveredOnEpochDay()).isEqualTo(day("2026-11-01"));
    }

    @Test
    void aDeliveryWithoutDateDoesNotHideTheDateOfAnother() {
        anna.tells(declares("pet_name", "Rex")).night("2026-11-03");
        anna.tellsInDelivery("2026-11-04", declares("pet_name", "Rex")).night("2026-11-04");
        anna.tells(declares("pet_name", "Rex")).night("2026-11-05");

        assertThat(anna.logged("pet_name").deliveredOnEpochDay()).isEqualTo(day("2026-11-04"));
    }

    @Test
    void aStatementOfALaterDayIsLoggedAndWaits() {
        anna.tells(declares("pet_name", "Rex").at("2026-11-04T00:00:00"));

        anna.night("2026-11-03");
        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.FUTURE);
        assertThat(anna.loggedValue("pet_name")).contains("Rex");
        assertThat(anna.books().total(Unit.STATEMENTS, "future")).isEqualTo(1);

        anna.night("2026-11-04");
        assertThat(anna.value("pet_name")).contains("Rex");
    }

    @Test
    void theLastMomentOfTheDayStillCounts() {
        anna.tells(declares("pet_name", "Rex").at("2026-11-03T23:59:59.999999")).night("2026-11-03");

        assertThat(anna.value("pet_name")).contains("Rex");
    }

    @Test
    void aStatementOfALaterDayTakesNoPlace() {
        anna.tells(
                        declares("pet_name", "Rex").id("now").at("2026-11-03"),
                        declares("pet_name", "Bello").id("later").at("2026-11-04"))
                .night("2026-11-03");

        assertThat(anna.value("pet_name")).contains("Rex");
    }

    @Test
    void theLogStandsInTheOrderOfPrecedence() {
        anna.tells(
                        declares("pet_name", "a").id("b").at("2026-11-01"),
                        declares("pet_name", "b").id("a").at("2026-11-01"),
                        withdraws("pet_name").id("z").at("2026-11-01"),
                        declares("shoe_size", "38").id("x").at("2026-11-02"))
                .night("2026-11-03");

        assertThat(anna.log())
                .extracting(entry -> entry.statement().declarationId())
                .containsExactly("x", "z", "a", "b");
    }

    @Test
    void lettingAValueGoDoesNotMoveItsRow() {
        anna.tells(
                declares("pet_name", "b").id("d1").evidence("e1").at("2026-11-01"),
                declares("pet_name", "a").id("d1").evidence("e2").at("2026-11-01"),
                withdraws("pet_name").at("2026-11-02"));
        List<String> before = anna.night("2026-11-01").log().stream()
                .map(entry -> entry.statement().evidenceRef())
                .toList();

        assertThat(anna.night("2026-11-02").log())
                .extracting(entry -> entry.statement().evidenceRef())
                .isEqualTo(before);
        assertThat(anna.night("2026-11-03").log())
                .extracting(entry -> entry.statement().evidenceRef())
                .isEqualTo(before);
    }

    @Test
    void statementsAlikeButForTheValueLeaveOneRowOnceItIsGone() {
        anna.tells(
                        declares("pet_name", "Rex").id("d1").at("2026-11-01"),
                        declares("pet_name", "Bello").id("d1").at("2026-11-01"),
                        withdraws("pet_name").at("2026-11-02"))
                .night("2026-11-02");

        assertThat(anna.logged("d1").fate()).isEqualTo(Fate.WITHDRAWN);
    }

    @Test
    void aRefusedRecordHasItsEarliestPlace() {
        anna.tells(
                        declares("birth_date", "2015-01-01").serving("club"),
                        declares("shoe_size", "1").at("2026-11-01"),
                        declares("pet_name", "Rex"),
                        declares("pet_name", "Rex"))
                .night("2026-11-03");

        assertThat(anna.outcome().refused())
                .extracting(refused -> refused.position().at())
                .containsExactlyInAnyOrder(3L, 4L);
    }

    @Test
    void tonightsPolicyNarrowsThePurposes() {
        anna.tells(declares("pet_name", "Rex").serving("advice", "insight", "offers"))
                .night("2026-11-03");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight", "offers");

        anna.under(shop.attribute("pet_name", "type: string, category: pd:Preference, purposes: [insight, offers]")
                        .open())
                .night("2026-11-04");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("insight", "offers");

        anna.under(shop.notice("centre", "1", "advice, offers, service, club")
                        .notice("insight-only", "1", "insight")
                        .open())
                .night("2026-11-05");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("offers");
    }

    @Test
    void aNoticeOfAnotherVersionCoversNothing() {
        anna.tells(declares("pet_name", "Rex").notice("offers-only", "1").serving("offers"))
                .under(shop.withoutNotice("offers-only", "1")
                        .notice("offers-only", "2", "offers")
                        .open())
                .night("2026-11-03");

        assertThat(anna.fate("pet_name")).isEqualTo(Fate.NOT_ALLOWED);
    }

    @Test
    void whatIsNotAllowedTonightStandsWhenThePolicyAllowsItAgain() {
        anna.tells(declares("pet_name", "Rex"))
                .under(shop.without("pet_name").open())
                .night("2026-11-03");
        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.NOT_ALLOWED);

        anna.under(new TestingShop().open()).night("2026-11-04");
        assertThat(anna.value("pet_name")).contains("Rex");
    }

    @Test
    void aValueThatIsNoLongerOfItsTypeIsNotAllowed() {
        anna.tells(declares("pet_name", "Rex"))
                .under(shop.attribute("pet_name", "type: int, category: pd:Preference, purposes: [offers]")
                        .open())
                .night("2026-11-03");

        assertThat(anna.fate("pet_name")).isEqualTo(Fate.NOT_ALLOWED);
    }

    @Test
    void aSpecialCategoryNeedsItsBasis() {
        anna.tells(
                        declares("due_date", "2026-12-01").basis("eu-gdpr:A6-1-a"),
                        declares("babies", "1").basis(null).serving("advice"))
                .night("2026-11-03");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("due_date")).isEqualTo(Fate.NOT_ALLOWED);
        assertThat(anna.fate("babies")).isEqualTo(Fate.NOT_ALLOWED);
    }

    @Test
    void aSpecialCategoryNeedsAJurisdictionThePolicyKnows() {
        anna.tells(declares("due_date", "2026-12-01").in("FR")).night("2026-11-03");

        assertThat(anna.fate("due_date")).isEqualTo(Fate.NOT_ALLOWED);
    }

    private static Map<Account, Map<String, Long>> bins(Books books) {
        return books.lines().stream()
                .collect(java.util.stream.Collectors.toMap(Books.Line::account, line -> Map.copyOf(line.bins())));
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }
}
