package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Declarations that a source delivered with several contents under one id and time, so that it is unclear which one is
 * meant.
 *
 * <p>If their values differ, none counts. If their values are equal, the narrower one counts: the one with fewer
 * purposes, reduced to the purposes they have in common and to the earliest of their ends. If the value of one is
 * already deleted, none counts.
 */
final class Conflicts {
    private Conflicts() {}

    /**
     * Marks the cases that do not count, and narrows those that do; the cases must be in the order of {@link
     * Precedence}.
     */
    static void decide(List<Case> cases) {
        for (int i = 0; i < cases.size(); i++) {
            Case first = cases.get(i);
            if (mayConflict(first) && first.contents.isEmpty()) {
                List<Case> contents = contents(i, cases);
                if (contents.size() > 1) {
                    contents.forEach(one -> one.contents = contents);
                    settle(contents);
                }
            }
        }
    }

    private static boolean mayConflict(Case one) {
        return one.statement.declares()
                && one.fate != Fate.FUTURE
                && one.fate != Fate.CORRECTED
                && one.fate != Fate.MINOR;
    }

    /** Declarations of the same moment are adjacent. */
    private static List<Case> contents(int at, List<Case> cases) {
        Case first = cases.get(at);
        List<Case> contents = List.of(first);
        for (int i = at + 1; i < cases.size(); i++) {
            Case one = cases.get(i);
            if (one.statement.declaredAtMicros() != first.statement.declaredAtMicros()) {
                break;
            }
            if (mayConflict(one) && isSameRecord(one.statement, first.statement)) {
                contents = contents.size() == 1 ? new ArrayList<>(contents) : contents;
                contents.add(one);
            }
        }
        return contents;
    }

    private static boolean isSameRecord(Statement left, Statement right) {
        return left.declarationId().equals(right.declarationId())
                && left.source().equals(right.source())
                && left.attribute().equals(right.attribute());
    }

    private static void settle(List<Case> contents) {
        Case narrowest = contents.get(0);
        String value = narrowest.statement.value();
        boolean oneValue = value != null && contents.stream().allMatch(one -> value.equals(one.statement.value()));
        for (Case one : contents) {
            one.conflicting = !oneValue || one != narrowest;
            narrowest.purposes = narrowest.purposes.stream()
                    .filter(one.statement.purposes()::contains)
                    .toList();
        }
        narrowest.conflicting |= narrowest.purposes.isEmpty();
    }
}
