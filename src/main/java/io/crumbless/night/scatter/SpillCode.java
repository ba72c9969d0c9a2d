package io.crumbless.night.scatter;

import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.profile.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that stand for constants in the spill. They do not follow from the order of the constants; whoever changes
 * one raises {@link FactCodec#RECORDS}, and a new constant does not compile without one.
 */
public final class SpillCode<E extends Enum<E>> {
    static final SpillCode<Fate> FATE = new SpillCode<>(Fate.values(), SpillCode::of);
    static final SpillCode<Origin> ORIGIN = new SpillCode<>(Origin.values(), SpillCode::of);

    private final int[] codes;
    private final List<@Nullable E> constants = new ArrayList<>();

    private SpillCode(E[] all, ToIntFunction<E> code) {
        this.codes = new int[all.length];
        for (E constant : all) {
            int number = code.applyAsInt(constant);
            codes[constant.ordinal()] = number;
            constants.addAll(Collections.nCopies(Math.max(0, number + 1 - constants.size()), null));
            if (constants.set(number, constant) != null) {
                throw new IllegalStateException("Code " + number + " stands for " + constant + " and for another");
            }
        }
    }

    int code(E constant) {
        return codes[constant.ordinal()];
    }

    /** @throws IllegalStateException if the number stands for nothing */
    E constant(long code) {
        E constant = code < 0 || code >= constants.size() ? null : constants.get((int) code);
        if (constant == null) {
            throw new IllegalStateException("Cannot read the spill: code " + code + " stands for nothing");
        }
        return constant;
    }

    private static int of(Fate fate) {
        return switch (fate) {
            case IN_FORCE -> 1;
            case SUPERSEDED -> 2;
            case WITHDRAWN -> 3;
            case EXPIRED -> 4;
            case FUTURE -> 5;
            case NOT_ALLOWED -> 6;
            case MINOR -> 7;
            case CORRECTED -> 8;
            case CONFLICTING -> 9;
            case RESTRICTED -> 10;
        };
    }

    private static int of(Origin origin) {
        return switch (origin) {
            case DECLARED -> 1;
            case PROVIDED -> 2;
            case OBSERVED -> 3;
            case DERIVED -> 4;
            case INFERRED -> 5;
            case ACQUIRED -> 6;
            case UNKNOWN -> 7;
        };
    }
}
