package io.crumbless.night.gather;

import io.crumbless.kernel.declaration.AdmissionBar;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.merge.SubjectFacts;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.Delivers;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.plan.FactSource;
import io.crumbless.night.plan.PlanTerms;
import io.crumbless.night.scatter.RefusedRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds logged declarations whose record a snapshot source delivers tonight in a form that is not admitted: the source
 * no longer declares what the log contains, so it is revoked.
 *
 * <p>An unchanged record may be refused as well, because the policy has changed. Therefore only declarations count that
 * would be admitted tonight as logged; what the policy means for the others is decided by the kernel.
 */
public final class RevokedStatements {
    /** Prefix of counts; the name of the source follows. */
    static final String REVOKED = "revoked:";

    private final Map<String, AdmissionBar> bars = new HashMap<>();
    private final SortedMap<String, Long> revoked = new TreeMap<>();

    public RevokedStatements(PlanTerms terms, FactSource facts) {
        for (Delivery<DeclarationSource> delivery : facts.declarations()) {
            DeclarationSource source = delivery.source();
            if (source.delivers() == Delivers.SNAPSHOT && !bars.containsKey(source.name())) {
                bars.put(
                        source.name(),
                        new AdmissionBar(
                                terms.policy(), source.intakeRules(terms.night().zone())));
            }
        }
    }

    /**
     * The facts with revoked declarations.
     *
     * @param refused records of the subject that were refused
     */
    public SubjectFacts in(SubjectFacts facts, List<RefusedRecord> refused) {
        if (bars.isEmpty()
                || refused.isEmpty()
                || facts.erased()
                || facts.logged().isEmpty()) {
            return facts;
        }
        Set<Key> changed = new HashSet<>();
        refused.forEach(record -> changed.add(new Key(record.position().source(), record.declarationId())));
        facts.arrivals().forEach(arrival -> changed.remove(Key.of(arrival.statement())));
        List<Statement> found = facts.logged().stream()
                .filter(entry -> changed.contains(Key.of(entry.statement())) && isRevoked(entry))
                .map(LogEntry::statement)
                .toList();
        return found.isEmpty() ? facts : facts.withRevoked(found);
    }

    /** A declaration that was revoked on an earlier night stays revoked as long as its record is refused. */
    private boolean isRevoked(LogEntry entry) {
        Statement statement = entry.statement();
        AdmissionBar bar = bars.get(statement.source());
        if (bar == null || !statement.declares()) {
            return false;
        }
        if (!entry.fate().keepsValue()) {
            return entry.fate() == Fate.CORRECTED;
        }
        boolean admitted = bar.admits(statement);
        if (admitted) {
            revoked.merge(REVOKED + statement.source(), 1L, Long::sum);
        }
        return admitted;
    }

    private record Key(String source, @Nullable String declarationId) {
        static Key of(Statement statement) {
            return new Key(statement.source(), statement.declarationId());
        }
    }

    SortedMap<String, Long> counts() {
        return revoked;
    }
}
