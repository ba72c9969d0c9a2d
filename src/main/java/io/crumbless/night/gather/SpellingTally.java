package io.crumbless.night.gather;

import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.merge.Arrival;
import io.crumbless.kernel.merge.SubjectFacts;
import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.scatter.Workspace;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Records erasures and withdrawals that matched another spelling than their own, range by range: the other spelling may
 * be in another range, so matches are known only after all ranges. Ids are recorded as hashes. Not thread-safe.
 */
public final class SpellingTally {
    static final String HONOURED = "honoured";
    static final String REPEATED = "repeated";
    static final String FOUND_NOBODY = "found_nobody";

    private static final String ERASED = "erased";
    private static final String ERASED_OTHERWISE = "erased under another spelling";
    private static final String WITHDRAWN = "withdrawn under another spelling";
    private static final String REQUESTS = "requests that found nobody of ";
    private static final String WITHDRAWALS = "withdrawals that found nobody of ";

    private final SortedMap<String, SortedSet<String>> sets = new TreeMap<>();

    /** Records an erasure request whose own spelling matched nobody. */
    void requestFoundNobody(SubjectId subject, String source) {
        add(REQUESTS + source, entry(subject, 1));
    }

    /**
     * Records a person who was found and erased tonight.
     *
     * @param asked whether a request has this spelling of the id
     */
    void erased(SubjectId subject, boolean asked) {
        add(ERASED, entry(subject, 1));
        if (!asked) {
            add(ERASED_OTHERWISE, entry(subject, 1));
        }
    }

    /**
     * Records a subject.
     *
     * @param refused whether a record of the subject was refused
     * @return whether anything was delivered under this spelling, apart from withdrawals
     */
    boolean note(SubjectFacts facts, boolean refused) {
        boolean gave = refused || gaveAnything(facts);
        if (gave && !facts.withdrawnElsewhere().isEmpty()) {
            add(WITHDRAWN, entry(facts.subject(), 1));
        } else if (!gave && !facts.erased()) {
            withdrawals(facts).forEach((source, number) -> add(WITHDRAWALS + source, entry(facts.subject(), number)));
        }
        return gave;
    }

    private static boolean gaveAnything(SubjectFacts facts) {
        return !facts.provided().isEmpty() || !facts.stripped().isEmpty() || declared(facts);
    }

    private static boolean declared(SubjectFacts facts) {
        for (LogEntry entry : facts.logged()) {
            if (entry.statement().declares()) {
                return true;
            }
        }
        for (Arrival arrival : facts.arrivals()) {
            if (arrival.statement().declares()) {
                return true;
            }
        }
        return false;
    }

    /** Tonight's withdrawals by source, without those that are already logged. */
    private static Map<String, Integer> withdrawals(SubjectFacts facts) {
        Map<String, Integer> withdrawals = new HashMap<>();
        for (Arrival arrival : facts.arrivals()) {
            if (facts.logged().stream().noneMatch(entry -> entry.statement().equals(arrival.statement()))) {
                withdrawals.merge(arrival.statement().source(), 1, Integer::sum);
            }
        }
        return withdrawals;
    }

    private void add(String set, String entry) {
        sets.computeIfAbsent(set, any -> new TreeSet<>()).add(entry);
    }

    private static String entry(SubjectId subject, int number) {
        return Long.toHexString(IdHash.ofKey(subject.value()))
                + ' '
                + Long.toHexString(IdHash.ofSpelling(subject.value()))
                + ' '
                + number;
    }

    private static String key(String entry) {
        return entry.substring(0, entry.indexOf(' '));
    }

    private static int number(String entry) {
        return Integer.parseInt(entry.substring(entry.lastIndexOf(' ') + 1));
    }

    /** The recorded hashes, for the books of one range. */
    SortedMap<String, SortedSet<String>> sets() {
        return sets;
    }

    private static SortedMap<String, SortedSet<String>> all(Workspace workspace) {
        return workspace.sets(MergeStage.PREFIX).orElse(new TreeMap<>());
    }

    /** The books of all parts, with a bin for each request whose own spelling matched nobody. */
    static Books books(Workspace workspace) {
        Books books = workspace.books("");
        SortedMap<String, SortedSet<String>> all = all(workspace);
        SortedSet<String> erased = keys(all, ERASED);
        all.forEach((set, entries) -> {
            if (set.startsWith(REQUESTS)) {
                Account account = new Account(set.substring(REQUESTS.length()), Unit.ERASURE_REQUESTS);
                entries.forEach(entry -> books.put(account, erased.contains(key(entry)) ? HONOURED : FOUND_NOBODY, 1));
            }
        });
        return books;
    }

    /** Number of people erased by a request with another spelling of their id. */
    static long erasedUnderAnother(Workspace workspace) {
        return all(workspace).getOrDefault(ERASED_OTHERWISE, new TreeSet<>()).size();
    }

    /** Number of people of whom something was withdrawn under another spelling of their id. */
    static long withdrawnUnderAnother(Workspace workspace) {
        return all(workspace).getOrDefault(WITHDRAWN, new TreeSet<>()).size();
    }

    /** Number of withdrawals that arrived tonight and matched nobody in any spelling, by source. */
    static SortedMap<String, Long> withdrawalsThatFoundNobody(Workspace workspace) {
        SortedMap<String, SortedSet<String>> all = all(workspace);
        SortedSet<String> reached = keys(all, WITHDRAWN);
        SortedMap<String, Long> alone = new TreeMap<>();
        all.forEach((set, entries) -> {
            if (set.startsWith(WITHDRAWALS)) {
                long number = entries.stream()
                        .filter(entry -> !reached.contains(key(entry)))
                        .mapToLong(SpellingTally::number)
                        .sum();
                alone.put(set.substring(WITHDRAWALS.length()), number);
            }
        });
        alone.values().removeIf(number -> number == 0);
        return alone;
    }

    private static SortedSet<String> keys(SortedMap<String, SortedSet<String>> all, String set) {
        SortedSet<String> keys = new TreeSet<>();
        all.getOrDefault(set, new TreeSet<>()).forEach(entry -> keys.add(key(entry)));
        return keys;
    }
}
