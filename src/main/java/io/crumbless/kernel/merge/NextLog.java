package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The evidence log of a subject after the night: every decided statement with its fate, and the values that are kept. */
final class NextLog {
    private final MergeTally tally;

    NextLog(MergeTally tally) {
        this.tally = tally;
    }

    /** The entries in the order of precedence; every case is put into its bin. */
    List<LogEntry> of(List<Case> cases) {
        List<Case> kept = kept(cases);
        List<LogEntry> log = new ArrayList<>(kept.size());
        for (Case one : kept) {
            log.add(entry(one));
            tally.put(one, bin(one));
        }
        return log;
    }

    private List<Case> kept(List<Case> cases) {
        List<Case> kept = new ArrayList<>(cases.size());
        Case cleared = null;
        for (Case one : cases) {
            if (keepsValue(one)) {
                kept.add(one);
            } else if (cleared != null && differInValueOnly(cleared.statement, one.statement)) {
                // Without their values both are the same statement.
                tally.putRepeat(cleared, one);
                cleared.absorb(one);
            } else {
                kept.add(one);
                cleared = one;
            }
        }
        return kept;
    }

    private static boolean differInValueOnly(Statement left, Statement right) {
        return left.declaredAtMicros() == right.declaredAtMicros()
                && left.withoutValue().equals(right.withoutValue());
    }

    private static LogEntry entry(Case one) {
        boolean keeps = keepsValue(one);
        return new LogEntry(
                keeps ? one.statement : one.statement.withoutValue(),
                one.deliveredOnEpochDay,
                fate(one),
                keeps ? Resolution.epochDay(one.lastDay) : null,
                one.fate == Fate.EXPIRED ? one.endedAfter : null);
    }

    private static StatementBin bin(Case one) {
        if (one.position == null) {
            return StatementBin.CARRIED;
        }
        if (one.fate == Fate.CONFLICTING) {
            return StatementBin.CONFLICTING;
        }
        return one.fate == Fate.FUTURE ? StatementBin.FUTURE : StatementBin.ADMITTED;
    }

    private static boolean keepsValue(Case one) {
        return fate(one).keepsValue();
    }

    private static Fate fate(Case one) {
        return Objects.requireNonNull(one.fate, "every statement has a fate by now");
    }
}
