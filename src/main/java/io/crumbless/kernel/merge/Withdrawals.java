package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Statement;
import java.util.ArrayList;
import java.util.List;

/** What one subject has withdrawn by the cut-off. */
final class Withdrawals {
    private final List<WithdrawnPurposes> withdrawals;

    /** @param all opt-outs among them, which withdraw nothing */
    Withdrawals(List<WithdrawnPurposes> all) {
        // Most people withdraw nothing, and nothing is what a stream costs most for.
        this.withdrawals = all.isEmpty()
                ? List.of()
                : all.stream().filter(one -> !one.isOptOut()).toList();
    }

    /**
     * The purposes a declaration still serves: those it names, less what was withdrawn at its moment or later. Empty when
     * all of it was withdrawn.
     */
    List<String> remainingPurposes(Statement declaration) {
        List<String> remaining = declaration.purposes();
        for (WithdrawnPurposes withdrawal : withdrawals) {
            if (withdrawal.concerns(declaration.attribute())
                    && withdrawal.declaredAtMicros() >= declaration.declaredAtMicros()) {
                if (withdrawal.purposes().isEmpty()) {
                    return List.of();
                }
                remaining = without(remaining, withdrawal.purposes());
            }
        }
        return remaining;
    }

    /**
     * When the declaration was last withdrawn, wholly or in part: microseconds since the epoch, UTC. The greatest number where
     * nothing here withdraws it, as it was withdrawn before.
     */
    long withdrawnAtMicros(Statement declaration) {
        long latest = Long.MIN_VALUE;
        for (WithdrawnPurposes withdrawal : withdrawals) {
            if (withdrawal.concerns(declaration.attribute())
                    && withdrawal.declaredAtMicros() >= declaration.declaredAtMicros()) {
                latest = Math.max(latest, withdrawal.declaredAtMicros());
            }
        }
        return latest == Long.MIN_VALUE ? Long.MAX_VALUE : latest;
    }

    private static List<String> without(List<String> purposes, List<String> withdrawn) {
        List<String> left = new ArrayList<>(purposes);
        left.removeAll(withdrawn);
        return left;
    }
}
