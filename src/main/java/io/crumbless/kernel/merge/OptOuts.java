package io.crumbless.kernel.merge;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.OptOut;
import io.crumbless.kernel.declaration.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What one subject has opted out of by the cut-off: sale, sharing, uses of sensitive values. Values whose purposes are
 * all opted out of are stored and not used, until the person opts in again: see {@link SharingRules}.
 */
final class OptOuts {
    private final SharingRules rules;
    private final List<WithdrawnPurposes> given;

    private OptOuts(SharingRules rules, List<WithdrawnPurposes> given) {
        this.rules = rules;
        this.given = given;
    }

    /**
     * From the subject's decided withdrawals, and from those under other spellings of the id.
     *
     * @param listed undated opt-outs that lists repeat tonight
     */
    static OptOuts of(
            SharingRules rules, List<Case> cases, List<WithdrawnPurposes> elsewhere, List<WithdrawnPurposes> listed) {
        List<WithdrawnPurposes> given = new ArrayList<>(listed);
        for (WithdrawnPurposes withdrawal : elsewhere) {
            if (withdrawal.isOptOut()) {
                given.add(withdrawal);
            }
        }
        for (Case one : cases) {
            if (one.fate == Fate.IN_FORCE && !one.statement.declares()) {
                WithdrawnPurposes withdrawal = WithdrawnPurposes.by(one.statement);
                if (withdrawal.isOptOut()) {
                    given.add(withdrawal);
                }
            }
        }
        return new OptOuts(rules, given);
    }

    /**
     * Removes undated opt-outs that the log already contains from tonight's arrivals; returns them with tonight's time.
     */
    static List<WithdrawnPurposes> repeated(List<Case> cases, List<Case> repeats) {
        List<WithdrawnPurposes> listed = new ArrayList<>(0);
        for (Case arrival : cases) {
            if (arrival.position != null && isLogged(arrival.statement, cases)) {
                repeats.add(arrival);
                listed.add(WithdrawnPurposes.by(arrival.statement));
            }
        }
        return listed;
    }

    private static boolean isLogged(Statement delivered, List<Case> cases) {
        return !delivered.declares()
                && cases.stream().anyMatch(one -> one.position == null && OptOut.repeats(delivered, one.statement));
    }

    boolean isEmpty() {
        return given.isEmpty();
    }

    /** The purposes, of those given, that a declaration may still serve. */
    List<String> remaining(Attribute attribute, Statement declaration, List<String> served) {
        List<String> left = served;
        for (WithdrawnPurposes optOut : given) {
            if (optOut.concerns(declaration.attribute())) {
                left = rules.after(optOut, attribute, declaration, left);
            }
        }
        return left;
    }

    /** The purposes, of those given, that a provided value may still serve. */
    List<String> remainingForProvided(Attribute attribute, List<String> served) {
        List<String> left = served;
        for (WithdrawnPurposes optOut : given) {
            if (optOut.concerns(attribute.name().value())) {
                left = rules.afterOfProvided(optOut, attribute, left);
            }
        }
        return left;
    }
}
