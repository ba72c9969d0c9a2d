package io.crumbless.kernel.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.OptOut;
import io.crumbless.kernel.declaration.OptOutScope;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Policy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who opts out of sale, sharing or sensitive uses is served by no purpose so marked, until they opt in again. */
@Tag("unit")
class OptOutTest {
    private static final Policy CALIFORNIA = shop(
            "permission: opt_out, opt-in-below-age: 16, opt-in: confirmed, asked-again-after: P12M, signal: honoured");

    private static Policy shop(String sharing) {
        return new TestingShop()
                .marks("offers", "sale-and-sharing: [sale]")
                .marks("insight", "sale-and-sharing: [sharing]")
                .marks("service", "limited-use: permitted")
                .withoutAgeAttribute()
                .sharing(sharing)
                .open();
    }

    private final TestingSubject anna = new TestingSubject(CALIFORNIA);

    private static TestingStatement pet() {
        return TestingStatement.declares("pet_name", "Rex")
                .serving("advice", "insight", "offers")
                .in("US-CA");
    }

    private static TestingStatement optOut(String... scopes) {
        String[] words = new String[scopes.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = "opt-out:" + scopes[i];
        }
        return TestingStatement.withdrawsEverything().serving(words).source("opt-outs");
    }

    @Test
    void anOptOutOfSaleTakesThePurposesThatSell() {
        anna.tells(pet()).night("2026-11-20");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight", "offers");

        anna.tells(optOut("sale").at("2026-11-21")).night("2026-11-21");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight");
        assertThat(anna.night("2026-11-22").lineage("pet_name").purposes()).containsExactly("advice", "insight");
    }

    @Test
    void anOptOutOfSharingTakesThoseThatShare() {
        anna.tells(pet(), optOut("sharing").at("2026-11-10")).night("2026-11-20");

        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "offers");
    }

    @Test
    void whatServesNothingElseIsStoredAndNotUsed() {
        anna.tells(pet().serving("offers"), optOut("sale").at("2026-11-10")).night("2026-11-20");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.RESTRICTED);
        assertThat(anna.loggedValue("pet_name")).contains("Rex");
    }

    @Test
    void aSignalDoesWhatTheLawOfThePlaceSays() {
        anna.tells(pet(), optOut("signal").at("2026-11-10")).night("2026-11-20");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice");

        anna.under(shop("permission: opt_out, signal: ignored")).night("2026-11-21");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight", "offers");
    }

    /** Cal. Civ. Code § 1798.135(c)(4): nobody is asked again for twelve months. */
    @Test
    void whoIsAskedAgainTooEarlyHasNotOptedIn() {
        anna.tells(
                        optOut("sale").at("2025-06-01"),
                        pet().at("2026-05-31").asked().confirmed())
                .night("2026-11-20");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight");

        anna.tells(pet().id("again").at("2026-06-01").asked().confirmed()).night("2026-11-21");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight", "offers");
    }

    @Test
    void whoComesUnaskedOptsInAtOnceWithAConfirmation() {
        anna.tells(optOut("sale").at("2026-11-01"), pet().at("2026-11-02")).night("2026-11-20");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight");

        anna.tells(pet().id("again").at("2026-11-03").confirmed()).night("2026-11-21");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight", "offers");
    }

    @Test
    void ofAnOptOutAndADeclarationAtOneMomentTheOptOutWins() {
        anna.tells(optOut("sale").at("2026-11-02"), pet().at("2026-11-02").confirmed())
                .night("2026-11-20");

        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight");
    }

    /** § 1798.121: sensitive values serve what the person asked for, and no more. */
    @Test
    void limitedSensitiveValuesServeWhatWasAskedFor() {
        Policy policy = new TestingShop()
                .attribute(
                        "birth_date",
                        "type: date, category: pd:BirthDate, sensitivity: sensitive, purposes: [club, service], keep: P10Y")
                .marks("service", "limited-use: permitted")
                .withoutAgeAttribute()
                .open();
        anna.under(policy)
                .tells(
                        TestingStatement.declares("birth_date", "1990-01-01").serving("club", "service"),
                        pet(),
                        optOut("sensitive").at("2026-11-10"))
                .night("2026-11-20");

        assertThat(anna.lineage("birth_date").purposes()).containsExactly("service");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight", "offers");
    }

    @Test
    void anOptOutSaysNothingOfProvidedValues() {
        anna.provided("crm", "language", "de", "2024-05-02")
                .tells(optOut("sale", "sharing").at("2026-11-10"))
                .night("2026-11-20");

        assertThat(anna.value("language")).contains("de");
    }

    @Test
    void whoIsYoungerThanSixteenMustConfirm() {
        Policy policy = new TestingShop()
                .marks("offers", "sale-and-sharing: [sale]")
                .sharing("permission: opt_out, opt-in-below-age: 16, opt-in: confirmed")
                .open();
        anna.under(policy)
                .tells(
                        TestingStatement.declares("birth_date", "2012-05-05")
                                .serving("club")
                                .in("US-CA"),
                        pet().in("US-CA"))
                .night("2026-11-20");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight");

        anna.tells(pet().id("again").at("2026-11-20").confirmed()).night("2026-11-21");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight", "offers");
    }

    @Test
    void nothingIsSoldOfPeopleBelowAnAgeThatBarsIt() {
        Policy policy = new TestingShop()
                .marks("offers", "sale-and-sharing: [sale]")
                .sharing("permission: opt_out, barred-below-age: 18")
                .open();
        anna.under(policy)
                .tells(
                        TestingStatement.declares("birth_date", "2010-05-05")
                                .serving("club")
                                .in("US-CA"),
                        pet().serving("offers").confirmed())
                .night("2026-11-20");

        assertThat(anna.fate("pet_name")).isEqualTo(Fate.NOT_ALLOWED);
    }

    @Test
    void sensitiveValuesAreNeverSoldWhereTheLawBarsIt() {
        Policy policy = new TestingShop()
                .marks("offers", "sale-and-sharing: [sale]")
                .withoutAgeAttribute()
                .sharing("permission: opt_out, sensitive: barred")
                .open();
        anna.under(policy)
                .tells(TestingStatement.declares("due_date", "2026-12-25")
                        .serving("advice", "offers")
                        .in("US-CA"))
                .night("2026-11-20");

        assertThat(anna.lineage("due_date").purposes()).containsExactly("advice");
    }

    /** A purpose that is marked later is reached by who opted out before. */
    @Test
    void aPurposeThatIsMarkedLaterIsReachedToo() {
        anna.under(new TestingShop().open())
                .tells(pet().in("DE"), optOut("sale").at("2026-11-10"))
                .night("2026-11-20");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight", "offers");

        anna.under(CALIFORNIA).night("2026-11-21");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight");
    }

    @Test
    void aListWithoutTimesIsLoggedOnceAndCountsForAsLongAsItNamesThePerson() {
        TestingStatement listed = optOut("sale").id("opt-out-undated");
        anna.tells(pet(), listed.at("2026-11-20T23:59")).night("2026-11-20");
        anna.tells(pet().id("again").at("2026-11-21").confirmed(), listed.at("2026-11-21T23:59"))
                .night("2026-11-21");

        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight");
        assertThat(anna.log().stream().map(entry -> entry.statement()).filter(one -> !one.declares()))
                .hasSize(1);

        anna.night("2026-11-22");
        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice", "insight", "offers");
    }

    @Test
    void isWrittenAsAWithdrawalOfScopes() {
        Statement statement = new OptOut(
                        "register",
                        TestingStatement.ANNA,
                        Set.of(OptOutScope.SHARING, OptOutScope.SALE),
                        TestingStatement.micros("2026-11-20"),
                        true)
                .statement();

        assertThat(statement.declares()).isFalse();
        assertThat(statement.purposes()).isEqualTo(List.of("opt-out:sale", "opt-out:sharing"));
        assertThat(WithdrawnPurposes.by(statement).isOptOut()).isTrue();
    }
}
