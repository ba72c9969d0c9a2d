package io.crumbless.night.gather;

import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.merge.SubjectFacts;
import io.crumbless.kernel.merge.SubjectOutcome;
import io.crumbless.night.scatter.RefusedRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts declarations in force that a snapshot source does not deliver any more. A row that was deleted there is no
 * withdrawal: nobody said so. Therefore they stay in force, and are reported.
 */
public final class VanishedStatements {
    /** Before the name of a source, in counts. */
    static final String GONE = "gone:";

    private final Set<String> snapshots;
    private final SortedMap<String, Long> gone = new TreeMap<>();

    /** @param snapshots names of the sources that deliver everything every night */
    VanishedStatements(Set<String> snapshots) {
        this.snapshots = Set.copyOf(snapshots);
    }

    /**
     * @param outcome what the night made of the facts
     * @param refused what was delivered of the person and is not admitted any more
     */
    void note(SubjectFacts facts, SubjectOutcome outcome, List<RefusedRecord> refused) {
        if (snapshots.isEmpty() || facts.erased() || facts.logged().isEmpty()) {
            return;
        }
        Set<Key> delivered = new HashSet<>();
        facts.arrivals().forEach(arrival -> delivered.add(Key.of(arrival.statement())));
        refused.forEach(record -> delivered.add(new Key(record.position().source(), record.declarationId())));
        for (LogEntry entry : outcome.log()) {
            Statement statement = entry.statement();
            if (entry.fate() == Fate.IN_FORCE
                    && statement.declares()
                    && snapshots.contains(statement.source())
                    && !delivered.contains(Key.of(statement))) {
                gone.merge(GONE + statement.source(), 1L, Long::sum);
            }
        }
    }

    private record Key(String source, @Nullable String declarationId) {
        static Key of(Statement statement) {
            return new Key(statement.source(), statement.declarationId());
        }
    }

    SortedMap<String, Long> counts() {
        return gone;
    }
}
