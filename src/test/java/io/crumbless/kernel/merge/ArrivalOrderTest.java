package io.crumbless.kernel.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Deliveries may come late, twice or out of order: the last night is the same.
 *
 * <p>Two things do depend on the night on which a statement arrives, because what is gone stays gone and what was refused
 * was never there: an event that arrives after its dependents were let go, and a birth date that arrives after what it
 * allows or forbids. Two dates told at one moment under one id count as one as soon as the first of them has passed.
 */
@Tag("unit")
class ArrivalOrderTest {
    private static final int PEOPLE = 3_000;
    private static final int LAST_NIGHT = 3;
    private static final Policy POLICY = new TestingShop().open();

    @Test
    void theOrderWithinANightDoesNotMatter() {
        RandomPeople people = new RandomPeople(11, RandomPeople.everyAttribute());
        for (int person = 0; person < PEOPLE; person++) {
            List<Arrival> arrivals = new ArrayList<>();
            for (Statement one : people.statements()) {
                arrivals.add(arrival(one, arrivals.size()));
                arrivals.add(arrival(one, arrivals.size()));
            }
            SubjectFacts facts = facts(List.of(), arrivals, people);
            Collections.shuffle(arrivals, people.random());
            SubjectFacts shuffled = new SubjectFacts(
                    facts.subject(),
                    List.of(),
                    List.copyOf(arrivals),
                    reversed(facts.provided()),
                    reversed(facts.stripped()),
                    false);

            assertThat(merge(LAST_NIGHT, shuffled)).as("person " + person).isEqualTo(merge(LAST_NIGHT, facts));
        }
    }

    @Test
    void theNightOfArrivalDoesNotMatter() {
        List<String> independent = RandomPeople.everyAttribute().stream()
                .filter(attribute -> !attribute.equals("babies"))
                .toList();
        RandomPeople people =
                new RandomPeople(12, independent).spokenForByGuardians().withoutTwinDates();
        for (int person = 0; person < PEOPLE; person++) {
            List<Statement> statements = people.statements();
            SubjectOutcome atOnce = merge(LAST_NIGHT, facts(List.of(), arrivals(statements), null));

            assertThat(nightByNight(statements, people)).as("person " + person).isEqualTo(atOnce);
        }
    }

    @Test
    void whatWasRefusedForAgeMustComeAgain() {
        TestingSubject anna = new TestingSubject(POLICY);
        TestingStatement name = TestingStatement.declares("pet_name", "Rex").in("US-CA");
        anna.tells(name).night("2026-11-03");
        anna.tells(TestingStatement.declares("birth_date", "1990-01-01").serving("club"))
                .night("2026-11-04");
        assertThat(anna.value("pet_name")).isEmpty();

        anna.tells(name).night("2026-11-05");
        assertThat(anna.value("pet_name")).contains("Rex");
    }

    @Test
    void anEventDeclaredTooLateBringsNoDependentsBack() {
        TestingSubject anna = new TestingSubject(POLICY);
        anna.tells(
                        TestingStatement.declares("due_date", "2026-09-01")
                                .id("first")
                                .at("2026-08-01"),
                        TestingStatement.declares("babies", "2")
                                .serving("advice")
                                .at("2026-08-01"))
                .night("2026-11-03");
        assertThat(anna.fate("babies")).isEqualTo(Fate.EXPIRED);

        anna.tells(TestingStatement.declares("due_date", "2026-12-01")
                        .id("corrected")
                        .at("2026-08-02"))
                .night("2026-11-04");
        assertThat(anna.fate("babies")).isEqualTo(Fate.EXPIRED);
    }

    /** The last of several nights; every statement arrives on one of them at least. */
    private static SubjectOutcome nightByNight(List<Statement> statements, RandomPeople people) {
        List<Integer> due =
                statements.stream().map(one -> people.below(LAST_NIGHT + 1)).toList();
        SubjectOutcome outcome = SubjectOutcome.nothingBut(List.of());
        for (int night = 0; night <= LAST_NIGHT; night++) {
            List<Arrival> arrivals = new ArrayList<>();
            for (int i = 0; i < statements.size(); i++) {
                if (due.get(i) == night || (due.get(i) < night && people.oneIn(3))) {
                    arrivals.add(arrival(statements.get(i), i));
                }
            }
            Collections.shuffle(arrivals, people.random());
            outcome = merge(night, facts(outcome.log(), arrivals, null));
        }
        return outcome;
    }

    private static List<Arrival> arrivals(List<Statement> statements) {
        return Stream.iterate(0, i -> i < statements.size(), i -> i + 1)
                .map(i -> arrival(statements.get(i), i))
                .toList();
    }

    private static Arrival arrival(Statement statement, int at) {
        return new Arrival(
                statement,
                (statement.declarationId() + statement.value()).hashCode() % 7,
                new Position(statement.source(), "file", at));
    }

    private static SubjectFacts facts(List<LogEntry> log, List<Arrival> arrivals, RandomPeople people) {
        return new SubjectFacts(
                TestingStatement.ANNA,
                log,
                arrivals,
                people == null ? List.of() : people.provided(POLICY),
                people == null ? List.of() : people.stripped(),
                false);
    }

    private static SubjectOutcome merge(int night, SubjectFacts facts) {
        Night date = new Night(RandomPeople.FIRST_NIGHT.plusDays(night), TestingStatement.BERLIN);
        return new Merger(POLICY, date, new MergeTally()).merge(facts);
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }
}
