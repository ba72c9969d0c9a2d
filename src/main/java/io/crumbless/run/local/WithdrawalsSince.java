package io.crumbless.run.local;

import io.crumbless.declaration.EvidenceLogReader;
import io.crumbless.declaration.LogEntry;
import io.crumbless.declaration.Statement;
import io.crumbless.profile.SubjectId;
import io.crumbless.snapshot.Layout;
import io.crumbless.snapshot.Manifest;
import io.crumbless.storage.Location;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves through the withdrawals that the current evidence log holds and an older one does not. Both are sorted by subject
 * and walked side by side, so that no more than one person's are held.
 */
final class WithdrawalsSince implements AutoCloseable {
    private final EvidenceLogReader.Cursor older;
    private final EvidenceLogReader.Cursor current;
    private final Whose whose;
    private final Set<Statement> known = new HashSet<>();
    private @Nullable SubjectId knownOf;
    private @Nullable LogEntry found;
    private boolean moreOlder;
    private boolean heardBefore;

    /** Whose withdrawals are told. */
    enum Whose {
        EVERYBODYS,
        /** Of those of whom the older log holds a statement. */
        OF_THOSE_HEARD_BEFORE
    }

    WithdrawalsSince(List<Location> olderLog, List<Location> currentLog, Whose whose) {
        this.whose = whose;
        EvidenceLogReader reader = new EvidenceLogReader();
        this.older = reader.open(olderLog);
        this.current = reader.open(currentLog);
        this.moreOlder = older.next();
    }

    static WithdrawalsSince of(NightWork work, Manifest restored, Manifest current, Whose whose) {
        return new WithdrawalsSince(
                work.parts(restored, Layout.DECLARATIONS), work.parts(current, Layout.DECLARATIONS), whose);
    }

    static long count(NightWork work, Manifest restored, Manifest current) {
        long withdrawals = 0;
        try (WithdrawalsSince since = of(work, restored, current, Whose.EVERYBODYS)) {
            while (since.next()) {
                withdrawals++;
            }
        }
        return withdrawals;
    }

    /** Moves to the next; false after the last. */
    boolean next() {
        while (current.next()) {
            LogEntry entry = current.entry();
            if (!entry.statement().declares() && isNew(entry.statement())) {
                found = entry;
                return true;
            }
        }
        return false;
    }

    LogEntry entry() {
        if (found == null) {
            throw new IllegalStateException("Cannot read a withdrawal: next() has not found one");
        }
        return found;
    }

    private boolean isNew(Statement withdrawal) {
        if (!withdrawal.subject().equals(knownOf)) {
            knownOf = withdrawal.subject();
            known.clear();
            heardBefore = false;
            readOlder(withdrawal.subject());
        }
        return !known.contains(withdrawal) && (heardBefore || whose == Whose.EVERYBODYS);
    }

    /** Reads on to behind the subject. */
    private void readOlder(SubjectId subject) {
        while (moreOlder) {
            Statement statement = older.entry().statement();
            int side = statement.subject().compareTo(subject);
            if (side > 0) {
                return;
            }
            heardBefore |= side == 0;
            if (side == 0 && !statement.declares()) {
                known.add(statement);
            }
            moreOlder = older.next();
        }
    }

    @Override
    public void close() {
        older.close();
        current.close();
    }
}
