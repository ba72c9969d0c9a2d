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
 * What erasures and withdrawals reached in another spelling than their own, noted range by range: the other spelling may
 * stand in another range, so it is known only when all are done. Ids stand in it as hashes. Not safe for several threads.
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

    /** A request to erase somebody of whom nothing is known in that spelling. */
    void requestFoundNobody(SubjectId subject, String source) {
        add(REQUESTS + source, entry(subject, 1));
    }

    /**
     * Somebody of whom something is known, erased tonight.
     *
     * @param asked whether a request spells the id so
     */
    void erased(SubjectId subject, boolean asked) {
        add(ERASED, entry(subject, 1));
        if (!asked) {
            add(ERASED_OTHERWISE, entry(subject, 1));
        }
    }

    /**
     * Takes note of a subject.
     *
     * @param refused whether a record of the subject was refused
     * @return whether anything was given under this spelling, and not only withdrawn
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

    /** Tonight's, by source, without those the log holds already. */
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

    /** For the books of one range. */
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

    /** How many people were erased on a request that spells their id otherwise. */
    static long erasedUnderAnother(Workspace workspace) {
        return all(workspace).getOrDefault(ERASED_OTHERWISE, new TreeSet<>()).size();
    }

    /** How many people had something withdrawn under another spelling of their id. */
    static long withdrawnUnderAnother(Workspace workspace) {
        return all(workspace).getOrDefault(WITHDRAWN, new TreeSet<>()).size();
    }

    /** How many withdrawals that arrived tonight matched nobody in any spelling, by source. */
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
