package io.crumbless.kernel.merge;

import io.crumbless.kernel.catalogue.OnLater;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Policy;
import java.util.List;
import java.util.Set;

/**
 * Finds declarations that their source has corrected, by delivering other content under the same id.
 *
 * <p>In a source that delivers everything every night (a full snapshot), tonight's record replaces what the log
 * contains under its id. In a source that delivers increments, whose order must not matter, the content with the latest
 * revision time replaces the others, if the job maps revision times. A later declaration of the same attribute replaces
 * an earlier one anyway and is not a correction; nor is a withdrawal at the same time or later, which withdraws it
 * anyway. A withdrawal at an earlier time, or of another attribute, is a correction: the record no longer declares.
 * Withdrawals are never corrected: what was withdrawn stays withdrawn.
 *
 * <p>If tonight's record is not admitted, it revokes what the log contains under its id. What the person declares
 * instead is unknown, so no earlier declaration comes back.
 */
final class Corrections {
    private final Policy policy;
    private final Set<String> snapshotSources;
    private final List<Arrival> arrivals;
    private final List<Statement> revoked;
    private final ForgottenValues forgottenValues;
    private final long asOfMicros;

    /** @param snapshotSources names of the sources that deliver everything every night */
    Corrections(
            Policy policy,
            Set<String> snapshotSources,
            SubjectFacts facts,
            ForgottenValues forgottenValues,
            long asOfMicros) {
        this.policy = policy;
        this.snapshotSources = snapshotSources;
        this.arrivals = facts.arrivals();
        this.revoked = facts.revoked();
        this.forgottenValues = forgottenValues;
        this.asOfMicros = asOfMicros;
    }

    /** Sets the fate of every declaration that was corrected, tonight or earlier. */
    void decide(List<Case> cases) {
        boolean revised = hasRevisions(cases);
        for (Case one : cases) {
            boolean corrected =
                    one.before == Fate.CORRECTED || (one.before != Fate.MINOR && isCorrected(one, cases, revised));
            one.revoked = one.position == null && one.before != Fate.MINOR && revoked.contains(one.statement);
            if (one.statement.declares() && (corrected || one.revoked)) {
                one.fate = Fate.CORRECTED;
            }
        }
    }

    private static boolean hasRevisions(List<Case> cases) {
        for (Case one : cases) {
            if (one.statement.revisedAtMicros() != null) {
                return true;
            }
        }
        return false;
    }

    private boolean isCorrected(Case one, List<Case> cases, boolean revised) {
        if (!snapshotSources.contains(one.statement.source())) {
            return revised && isRevised(one.statement, cases);
        }
        return one.position == null && isReplacedTonight(one);
    }

    /** Whether tonight's delivery has other content under the id, and not this content. */
    private boolean isReplacedTonight(Case logged) {
        boolean replaced = false;
        for (Arrival arrival : arrivals) {
            Statement tonight = arrival.statement();
            if (isOfTheSameRecord(tonight, logged.statement)) {
                if (tonight.equals(logged.statement) || forgottenValues.mayBe(logged, tonight)) {
                    return false;
                }
                replaced |= corrects(tonight, logged.statement);
            }
        }
        return replaced;
    }

    private boolean isRevised(Statement earlier, List<Case> cases) {
        for (Case other : cases) {
            Long revisedAt = other.statement.revisedAtMicros();
            boolean later =
                    revisedAt != null && (earlier.revisedAtMicros() == null || revisedAt > earlier.revisedAtMicros());
            if (later && isOfTheSameRecord(other.statement, earlier) && corrects(other.statement, earlier)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfTheSameRecord(Statement left, Statement right) {
        return left.declarationId().equals(right.declarationId())
                && left.source().equals(right.source());
    }

    private boolean corrects(Statement later, Statement earlier) {
        if (later.declaredAtMicros() >= asOfMicros) {
            return false;
        }
        return later.declares() ? !replacesAnyway(later, earlier) : !withdrawsAnyway(later, earlier);
    }

    private boolean replacesAnyway(Statement later, Statement earlier) {
        return later.declaredAtMicros() > earlier.declaredAtMicros()
                && later.attribute().equals(earlier.attribute())
                && policy.attribute(earlier.attribute())
                        .filter(attribute -> attribute.onLater() == OnLater.REPLACE)
                        .isPresent();
    }

    /** The withdrawal's own time decides, also about which purposes it withdraws. */
    private static boolean withdrawsAnyway(Statement withdrawal, Statement earlier) {
        return withdrawal.declaredAtMicros() >= earlier.declaredAtMicros()
                && WithdrawnPurposes.by(withdrawal).concerns(earlier.attribute());
    }
}
