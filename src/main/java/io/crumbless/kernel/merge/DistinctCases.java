package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.LogEntry;
import java.util.ArrayList;
import java.util.List;

/** Creates one case for each distinct statement of a subject, however often it was delivered. */
final class DistinctCases {
    private final ForgottenValues forgottenValues;
    private final MergeTally tally;

    DistinctCases(ForgottenValues forgottenValues, MergeTally tally) {
        this.forgottenValues = forgottenValues;
        this.tally = tally;
    }

    /**
     * Every distinct statement, in the order of precedence; repeats are counted and dropped.
     *
     * @param listed receives the undated opt-outs among the repeats, which are in force until tonight
     */
    List<Case> of(SubjectFacts facts, List<WithdrawnPurposes> listed) {
        List<Case> all = all(facts);
        if (all.size() < 2) {
            return all;
        }
        List<Case> again = new ArrayList<>(0);
        listed.addAll(OptOuts.repeated(all, again));
        if (!again.isEmpty()) {
            again.forEach(repeat -> tally.put(repeat, StatementBin.REPEATED));
            all.removeAll(again);
        }
        all.sort(Case.ORDER);
        return withoutRepeats(all);
    }

    private static List<Case> all(SubjectFacts facts) {
        List<Case> all =
                new ArrayList<>(facts.logged().size() + facts.arrivals().size());
        for (LogEntry entry : facts.logged()) {
            all.add(new Case(entry));
        }
        for (Arrival arrival : facts.arrivals()) {
            all.add(new Case(arrival));
        }
        return all;
    }

    private List<Case> withoutRepeats(List<Case> sorted) {
        List<Case> distinct = new ArrayList<>(sorted.size());
        Case last = null;
        Case cleared = null;
        for (Case one : sorted) {
            if (last != null && last.statement.equals(one.statement)) {
                tally.putRepeat(last, one);
            } else if (cleared != null && one.position != null && forgottenValues.mayBe(cleared, one.statement)) {
                tally.putRepeat(cleared, one);
            } else {
                distinct.add(one);
                last = one;
                cleared = one.wasCleared() ? one : cleared;
            }
        }
        return distinct;
    }
}
