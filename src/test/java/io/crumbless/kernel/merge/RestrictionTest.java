package io.crumbless.kernel.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.policy.Policy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Restricted values are stored and not used; once the request has ended, they are used again. */
@Tag("unit")
class RestrictionTest {
    private static final Policy POLICY = new TestingShop().open();

    private final TestingSubject anna = new TestingSubject(POLICY);

    @Test
    void aPersonUnderRestrictionIsInNoProfileAndTheLogKeepsTheValue() {
        anna.tells(TestingStatement.declares("pet_name", "Rex"))
                .under(Restriction.EVERYTHING)
                .night("2026-11-20");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.RESTRICTED);
        assertThat(anna.loggedValue("pet_name")).contains("Rex");
    }

    @Test
    void whatWasRestrictedComesBackOnceTheRestrictionIsLifted() {
        anna.tells(TestingStatement.declares("pet_name", "Rex"))
                .under(Restriction.EVERYTHING)
                .night("2026-11-20")
                .under(Restriction.NONE)
                .night("2026-11-21");

        assertThat(anna.value("pet_name")).contains("Rex");
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.IN_FORCE);
    }

    @Test
    void nobodyUnderRestrictionIsToBeContacted() {
        anna.tells(
                TestingStatement.declares("due_date", "2026-11-25").serving("offers"),
                TestingStatement.declares("channel", "email").serving("offers"));

        assertThat(anna.night("2026-11-20").outcome().moments()).isNotEmpty();
        assertThat(anna.under(Restriction.of(Set.of("offers")))
                        .night("2026-11-21")
                        .outcome()
                        .moments())
                .isEmpty();
    }

    @Test
    void aWithdrawalUnderRestrictionDeletesTheValue() {
        anna.tells(TestingStatement.declares("pet_name", "Rex"))
                .under(Restriction.EVERYTHING)
                .night("2026-11-20")
                .tells(TestingStatement.withdraws("pet_name").at("2026-11-21T10:00"))
                .night("2026-11-21")
                .under(Restriction.NONE)
                .night("2026-11-22");

        assertThat(anna.fate("pet_name")).isEqualTo(Fate.WITHDRAWN);
        assertThat(anna.loggedValue("pet_name")).isEmpty();
        assertThat(anna.profile()).isEmpty();
    }

    @Test
    void anEndPassesUnderRestriction() {
        anna.tells(TestingStatement.declares("pet_name", "Rex").validUntil("2026-11-20"))
                .under(Restriction.EVERYTHING)
                .night("2026-11-20")
                .night("2026-11-21");

        assertThat(anna.fate("pet_name")).isEqualTo(Fate.EXPIRED);
        assertThat(anna.loggedValue("pet_name")).isEmpty();
    }

    @Test
    void anObjectionLeavesTheOtherPurposes() {
        anna.tells(TestingStatement.declares("pet_name", "Rex").serving("advice", "offers"))
                .under(Restriction.of(Set.of("offers")))
                .night("2026-11-20");

        assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice");
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.IN_FORCE);
    }

    @Test
    void whatServesOnlyWhatIsObjectedToIsStored() {
        anna.tells(TestingStatement.declares("pet_name", "Rex").serving("offers"))
                .under(Restriction.of(Set.of("offers")))
                .night("2026-11-20");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.fate("pet_name")).isEqualTo(Fate.RESTRICTED);
    }

    @Test
    void aStatementUnderRestrictionStillTakesThePlaceOfAnEarlierOne() {
        anna.tells(
                        TestingStatement.declares("pet_name", "Rex")
                                .id("earlier")
                                .at("2026-11-01T10:00"),
                        TestingStatement.declares("pet_name", "Bello")
                                .id("later")
                                .serving("offers")
                                .at("2026-11-02T10:00"))
                .under(Restriction.of(Set.of("offers")))
                .night("2026-11-20");

        assertThat(anna.fate("later")).isEqualTo(Fate.RESTRICTED);
        assertThat(anna.fate("earlier")).isEqualTo(Fate.SUPERSEDED);
        assertThat(anna.value("pet_name")).isEmpty();
    }

    @Test
    void aProvidedValueIsCountedApartAndIsNoRemoval() {
        anna.provided("crm", "salutation", "ms", "2026-10-01T10:00")
                .under(Restriction.EVERYTHING)
                .night("2026-11-20");

        assertThat(anna.profile()).isEmpty();
        assertThat(anna.outcome().removals()).isEmpty();
        assertThat(anna.books().lines().stream().flatMap(line -> line.bins().keySet().stream()))
                .containsExactly("provided_restricted");
        assertThat(anna.under(Restriction.NONE).night("2026-11-21").value("salutation"))
                .contains("ms");
    }

    /** For random people: a restriction takes the profile away, and nothing else. */
    @Test
    void aRestrictionChangesNothingButWhatIsUsed() {
        RandomNights nights = new RandomNights(11);
        for (int person = 0; person < 300; person++) {
            for (RandomNights.Lived night : nights.next()) {
                SubjectOutcome free = decide(night, Restriction.NONE);
                SubjectOutcome restricted = decide(night, Restriction.EVERYTHING);

                assertThat(restricted.profile()).isEmpty();
                assertThat(restricted.moments()).isEmpty();
                assertThat(restricted.refused()).isEqualTo(free.refused());
                assertThat(statements(restricted)).isEqualTo(statements(free));
                assertThat(restricted.log())
                        .noneMatch(entry -> entry.fate() == Fate.IN_FORCE
                                && entry.statement().declares());
            }
        }
    }

    private static SubjectOutcome decide(RandomNights.Lived night, Restriction restriction) {
        return new Merger(night.policy(), night.night(), night.snapshotSources(), new MergeTally())
                .merge(night.facts().under(restriction));
    }

    /** The log, its fates aside. */
    private static Set<List<Object>> statements(SubjectOutcome outcome) {
        return outcome.log().stream()
                .map(entry -> List.<Object>of(entry.statement(), String.valueOf(entry.endsOnEpochDay())))
                .collect(Collectors.toSet());
    }
}
