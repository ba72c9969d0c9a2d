package io.crumbless.kernel.merge;

import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Up to four nights of random people: statements come once or more, late or early, now and then under another policy, and
 * the log of each night goes into the next.
 */
final class RandomNights {
    /** The first is in force most nights; the others are what it may become. */
    private static final List<Policy> POLICIES = List.of(
            new TestingShop()
                    .marks("service", "sale-and-sharing: [sharing]")
                    .marks("club", "limited-use: permitted")
                    .sharing("permission: opt_out, asked-again-after: P1D")
                    .open(),
            new TestingShop()
                    .attribute("pet_name", "type: string, category: pd:Preference, purposes: [offers]")
                    .attribute("shoe_size", "type: int, category: pd:Preference, purposes: [offers, advice]")
                    .attribute(
                            "language",
                            "type: 'enum[de, tr]', category: pd:Language, sensitivity: special, keep: P1Y,"
                                    + " purposes: [offers, service]")
                    .open(),
            new TestingShop()
                    .without("babies")
                    .notice("centre", "1", "advice, club")
                    .notice("baby", "1", "offers, advice, club, service, insight")
                    .attribute(
                            "wishes",
                            "type: 'list<enum[pram, cot, toys, books]>', category: pd:Intention, purposes: [offers, advice]")
                    .open(),
            new TestingShop()
                    .place("DE", "strict", 14)
                    .place("US-CA", "lenient", 18)
                    .open(),
            sharing("permission: opt_out, opt-in: confirmed, asked-again-after: P1D, opt-in-below-age: 15"),
            sharing("permission: opt_out, signal: ignored, sensitive: barred, barred-below-age: 16"),
            new TestingShop().withoutAgeAttribute().place("FR", "lenient", 15).open());

    private static Policy sharing(String keys) {
        return new TestingShop()
                .marks("offers", "sale-and-sharing: [sale, sharing]")
                .marks("insight", "sale-and-sharing: [sharing]")
                .marks("advice", "limited-use: permitted")
                .place("DE", "strict", 14)
                .sharing(keys)
                .open();
    }

    /** One night of one person. */
    record Lived(
            Policy policy,
            Night night,
            Set<String> snapshotSources,
            SubjectFacts facts,
            SubjectOutcome outcome,
            Books books) {}

    private final RandomPeople people;

    RandomNights(long seed) {
        this.people = new RandomPeople(seed, RandomPeople.everyAttribute());
    }

    /** The nights of one more person, in their order. */
    List<Lived> next() {
        List<Statement> statements = people.statements();
        int nights = 1 + people.below(4);
        Set<String> snapshotSources = people.oneIn(2) ? Set.of("centre") : Set.of();
        List<Lived> lived = new ArrayList<>();
        List<LogEntry> log = new ArrayList<>();
        for (int i = 0; i < nights; i++) {
            Policy policy = people.oneIn(3) ? people.pick(POLICIES) : POLICIES.get(0);
            SubjectFacts facts = new SubjectFacts(
                    TestingStatement.ANNA,
                    List.copyOf(log),
                    arrivals(statements),
                    people.provided(policy),
                    people.stripped(),
                    people.oneIn(40));
            facts = facts.withRevoked(revoked(facts, snapshotSources)).under(restriction());
            Night night = new Night(RandomPeople.FIRST_NIGHT.plusDays(i), TestingStatement.BERLIN);
            MergeTally tally = new MergeTally();
            SubjectOutcome outcome = new Merger(policy, night, snapshotSources, tally).merge(facts);
            lived.add(new Lived(policy, night, snapshotSources, facts, outcome, tally.books()));
            log = new ArrayList<>(outcome.log());
            Collections.shuffle(log, people.random());
        }
        return lived;
    }

    private Restriction restriction() {
        return switch (people.below(12)) {
            case 0 -> Restriction.EVERYTHING;
            case 1 -> Restriction.of(Set.of("offers"));
            case 2 -> Restriction.of(Set.of("advice", "service", "insight"));
            default -> Restriction.NONE;
        };
    }

    /** Of records that are not admitted tonight. */
    private List<Statement> revoked(SubjectFacts facts, Set<String> snapshotSources) {
        return facts.logged().stream()
                .filter(entry -> entry.fate().keepsValue() || entry.fate() == Fate.CORRECTED)
                .map(LogEntry::statement)
                .filter(one -> one.declares() && snapshotSources.contains(one.source()) && people.oneIn(6))
                .filter(one -> facts.arrivals().stream()
                        .map(Arrival::statement)
                        .noneMatch(other -> other.source().equals(one.source())
                                && other.declarationId().equals(one.declarationId())))
                .toList();
    }

    private List<Arrival> arrivals(List<Statement> statements) {
        List<Arrival> arrivals = new ArrayList<>();
        for (Statement statement : statements) {
            for (int copies = people.pick(0, 0, 1, 1, 1, 2); copies > 0; copies--) {
                arrivals.add(new Arrival(
                        statement, people.deliveredOn(), new Position(statement.source(), "file", arrivals.size())));
            }
        }
        Collections.shuffle(arrivals, people.random());
        return arrivals;
    }
}
