package io.crumbless.tools.generate;

import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.Policy;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Generates customers deterministically. Not thread-safe. */
final class Customers {
    /** Keeps generated ids away from the short ones of hand-written cases. */
    private static final long FIRST_ID = 100_000;

    /**
     * One in this many customers has an id of 38 digits from an older system, which would be damaged if read as a
     * number.
     */
    private static final int LONG_ID_EVERY = 997;

    private static final String LONG_ID_START = "40000000000000000000000000";
    private static final long LONG_ID_TAIL = 100_000_000_000L;

    private static final double MINORS = 0.008;
    private static final double GUARDED = 0.7;

    /** Weights of places of residence; places not listed have weight 1. */
    private static final Map<String, Double> PLACES =
            Map.of("DE", 160.0, "AT", 14.0, "FR", 8.0, "NL", 8.0, "PL", 8.0, "US-CA", 2.0, "CA", 2.0);

    /** The shop sells in the European Union, California and Canada. */
    private static final Set<String> NOT_SERVED = Set.of("CH", "GB", "IS", "LI", "NO");

    private final long count;
    private final double largestShare;
    private final List<Jurisdiction> places;
    private final Weights placeWeights;
    private final long today;
    private final SeededRandom dice;

    Customers(GenerateSettings settings, Policy policy) {
        this.count = settings.scale().people();
        this.largestShare = settings.manners().largestSubjectShare();
        List<Jurisdiction> all = List.copyOf(policy.jurisdictions());
        List<Jurisdiction> served = all.stream().filter(Customers::isServed).toList();
        this.places = served.isEmpty() ? all : served;
        this.placeWeights = Weights.of(places.stream()
                .mapToDouble(place -> PLACES.getOrDefault(place.code(), 1.0))
                .toArray());
        this.today = settings.date().toEpochDay();
        this.dice = new SeededRandom(settings.seed(), "people");
    }

    private static boolean isServed(Jurisdiction place) {
        return PLACES.containsKey(place.code()) || !place.code().contains("-") && !NOT_SERVED.contains(place.code());
    }

    /** Draws a person; some people more often than others. */
    long draw(SeededRandom by) {
        if (largestShare > 0 && by.chance(largestShare)) {
            return 0;
        }
        double share = by.share();
        return Math.min(count - 1, (long) (count * share * Math.sqrt(share)));
    }

    Person person(long number) {
        dice.row(number);
        Jurisdiction place = places.get(placeWeights.draw(dice));
        boolean minor = dice.chance(MINORS);
        long ageDays = minor ? 12 * 365L + dice.below(5 * 365L) : 20 * 365L + dice.below(28 * 365L);
        LocalDate born = LocalDate.ofEpochDay(today - ageDays);
        return new Person(number, subjectId(number), place, born, dice.chance(GUARDED));
    }

    static String subjectId(long number) {
        return number % LONG_ID_EVERY == LONG_ID_EVERY - 1
                ? LONG_ID_START + (LONG_ID_TAIL + number)
                : "C-" + (FIRST_ID + number);
    }

    long count() {
        return count;
    }
}
