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
 * Counts declarations in force that a snapshot source no longer delivers. A deleted row is not a withdrawal, since
 * nobody declared one. Therefore the declarations stay in force, and are reported.
 */
public final class VanishedStatements {
    /** Prefix of counts; the name of the source follows. */
    static final String GONE = "gone:";

    private final Set<String> snapshots;
    private final SortedMap<String, Long> gone = new TreeMap<>();

    /** @param snapshots names of the sources that deliver everything every night */
    VanishedStatements(Set<String> snapshots) {
        this.snapshots = Set.copyOf(snapshots);
    }

    /**
     * @param outcome result of the night for the facts
     * @param refused delivered records of the person that are no longer admitted
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
