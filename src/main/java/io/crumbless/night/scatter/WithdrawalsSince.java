package io.crumbless.night.scatter;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.IdHashes;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.plan.KeptLog;
import io.crumbless.warehouse.dataset.EvidenceLogReader;
import io.crumbless.warehouse.dataset.Layout;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves through the withdrawals in the current evidence log that an older one does not contain. Both are sorted by
 * subject and scanned in parallel, so that those of only one person are in memory. Withdrawals of people who are in the
 * older log under another spelling only come last.
 */
public final class WithdrawalsSince implements AutoCloseable {
    private final EvidenceLogReader.Cursor older;
    private final EvidenceLogReader.Cursor current;
    private final Whose whose;
    private final Set<Statement> known = new HashSet<>();
    private @Nullable SubjectId knownOf;
    private @Nullable LogEntry found;
    private boolean moreOlder;
    private boolean isKnown;
    private final List<Location> olderLog;
    private final List<Location> currentLog;

    /** Spellings of people with withdrawals that the older log does not contain. */
    private final IdHashes unmatched = new IdHashes();

    /** Their folded keys, with a number if the older log contains another spelling. */
    private final IdHashes unmatchedKeys = new IdHashes();

    private EvidenceLogReader.@Nullable Cursor again;

    /** Whose withdrawals are returned. */
    public enum Whose {
        OF_EVERYBODY,
        /** People with a statement in the older log, in any spelling. */
        OF_KNOWN_SUBJECTS
    }

    WithdrawalsSince(List<Location> olderLog, List<Location> currentLog, Whose whose) {
        this.whose = whose;
        this.olderLog = List.copyOf(olderLog);
        this.currentLog = List.copyOf(currentLog);
        EvidenceLogReader reader = new EvidenceLogReader();
        this.older = reader.open(olderLog);
        this.current = reader.open(currentLog);
        this.moreOlder = older.next();
    }

    public static WithdrawalsSince of(KeptLog log, Whose whose) {
        return new WithdrawalsSince(
                log.kept().parts(Layout.DECLARATIONS), log.current().parts(Layout.DECLARATIONS), whose);
    }

    public static long count(KeptLog log) {
        long withdrawals = 0;
        try (WithdrawalsSince since = of(log, Whose.OF_EVERYBODY)) {
            while (since.next()) {
                withdrawals++;
            }
        }
        return withdrawals;
    }

    /** Moves to the next one; false after the last. */
    public boolean next() {
        while (current.next()) {
            LogEntry entry = current.entry();
            if (!entry.statement().declares() && isNew(entry.statement())) {
                found = entry;
                return true;
            }
        }
        return nextUnderAnotherSpelling();
    }

    private boolean nextUnderAnotherSpelling() {
        if (again == null) {
            if (unmatched.isEmpty() || !areSpeltOtherwise()) {
                return false;
            }
            again = new EvidenceLogReader().open(currentLog);
        }
        while (again.next()) {
            LogEntry entry = again.entry();
            if (!entry.statement().declares()
                    && isSpeltOtherwise(entry.statement().subject())) {
                found = entry;
                return true;
            }
        }
        return false;
    }

    private boolean isSpeltOtherwise(SubjectId subject) {
        return unmatched.contains(IdHash.ofSpelling(subject.value()))
                && unmatchedKeys.number(IdHash.ofKey(subject.value())) > 0;
    }

    /** Marks the keys for which the older log contains another spelling; false if there is none. */
    private boolean areSpeltOtherwise() {
        boolean any = false;
        for (Location file : olderLog) {
            ParquetTable table = ParquetTable.open(file);
            for (int group = 0; group < table.rowGroups(); group++) {
                any |= mark(table, group);
            }
        }
        return any;
    }

    private boolean mark(ParquetTable table, int group) {
        boolean any = false;
        try (RowGroupReader rows = table.rowGroup(group, List.of(Layout.SUBJECT_ID))) {
            ColumnCursor subject = rows.column(Layout.SUBJECT_ID);
            while (subject.next()) {
                int from = subject.bytesOffset();
                long key = IdHash.ofKey(subject.bytesArray(), from, from + subject.bytesLength());
                if (unmatchedKeys.contains(key)) {
                    unmatchedKeys.put(key, 1);
                    any = true;
                }
            }
        }
        return any;
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
            isKnown = false;
            readOlder(withdrawal.subject());
        }
        if (!isKnown && whose == Whose.OF_KNOWN_SUBJECTS) {
            unmatched.add(IdHash.ofSpelling(withdrawal.subject().value()));
            unmatchedKeys.add(IdHash.ofKey(withdrawal.subject().value()));
            return false;
        }
        return !known.contains(withdrawal);
    }

    /** Reads the statements of the subject. */
    private void readOlder(SubjectId subject) {
        while (moreOlder) {
            Statement statement = older.entry().statement();
            int side = statement.subject().compareTo(subject);
            if (side > 0) {
                return;
            }
            isKnown |= side == 0;
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
        if (again != null) {
            again.close();
        }
    }
}
