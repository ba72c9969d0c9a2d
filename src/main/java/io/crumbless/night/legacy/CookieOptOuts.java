package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.SubjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Finds the people reached by opt-outs that cover more than legacy values: the person named, and everybody whom the
 * cookie reaches in any spelling, also where it is shared. All opt-outs are collected first; then all cookies are
 * visited once.
 */
final class CookieOptOuts {
    private final List<ScopedOptOut> rows = new ArrayList<>();

    /** Row numbers by the hash of the cookie's key. */
    private final Map<Long, List<Integer>> byCookie = new HashMap<>();

    /** Subject numbers by row. */
    private final Map<Integer, Set<Integer>> reached = new HashMap<>();

    void add(ScopedOptOut row) {
        if (row.cookie().length > 0) {
            byCookie.computeIfAbsent(IdHash.ofKey(row.cookie(), 0, row.cookie().length), any -> new ArrayList<>())
                    .add(rows.size());
        }
        rows.add(row);
    }

    /** All rows, in the order they came. */
    List<ScopedOptOut> rows() {
        return rows;
    }

    /** Hashes of the keys of the cookies sought. */
    long[] cookieKeys() {
        return byCookie.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Records that the cookie with this key reaches the subject. */
    void reaches(long cookieKey, int subject) {
        for (int row : byCookie.getOrDefault(cookieKey, List.of())) {
            reached.computeIfAbsent(row, any -> new LinkedHashSet<>()).add(subject);
        }
    }

    /** Counts the rows of a source that have no other scope. */
    void count(String source, Map<String, Long> bins) {
        for (int i = 0; i < rows.size(); i++) {
            ScopedOptOut row = rows.get(i);
            if (row.source().equals(source) && !row.alsoOfLegacy()) {
                boolean found = row.subject().length > 0 || reached.containsKey(i);
                bins.merge(found ? OptOutScanner.APPLIED : OptOutScanner.MATCHED_NOBODY, 1L, Long::sum);
            }
        }
    }

    /** One entry for each person a row reaches. */
    List<ReachedOptOut> all(IntFunction<SubjectId> subjects) {
        List<ReachedOptOut> all = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            ScopedOptOut row = rows.get(i);
            Set<SubjectId> people = new LinkedHashSet<>();
            if (row.subject().length > 0) {
                people.add(row.named());
            }
            reached.getOrDefault(i, Set.of()).forEach(subject -> people.add(subjects.apply(subject)));
            people.forEach(person -> all.add(new ReachedOptOut(row.of(person), row.position())));
        }
        return all;
    }
}
