package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Statement;
import java.util.ArrayList;
import java.util.List;

/** What one subject has withdrawn by the cut-off. */
final class Withdrawals {
    private final List<WithdrawnPurposes> withdrawals;

    /** @param all includes opt-outs, which withdraw nothing */
    Withdrawals(List<WithdrawnPurposes> all) {
        // Most people withdraw nothing, and even a stream of nothing is costly in this place.
        this.withdrawals = all.isEmpty()
                ? List.of()
                : all.stream().filter(one -> !one.isOptOut()).toList();
    }

    /**
     * The purposes that a declaration still serves: those it names, without those withdrawn at the same moment or
     * later. Empty if it was withdrawn entirely.
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
     * When the declaration was last withdrawn, entirely or in part: microseconds since the epoch, UTC. {@code
     * Long.MAX_VALUE} if none of these withdraws it, because it was withdrawn earlier.
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
