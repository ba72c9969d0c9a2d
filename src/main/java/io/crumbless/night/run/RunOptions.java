package io.crumbless.night.run;

import io.crumbless.night.job.EngineKind;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a night is run, as opposed to its inputs; the options do not change a byte of the result.
 *
 * @param memoryBytes memory limit of the process; empty for all it has
 * @param accepted guards that an operator has reviewed and overrules for this night
 */
public record RunOptions(EngineKind engine, OptionalLong memoryBytes, Set<Guard> accepted) {
    /** The local engine, all memory, all guards in effect. */
    public static final RunOptions DEFAULTS = new RunOptions(EngineKind.LOCAL, OptionalLong.empty(), Set.of());

    public RunOptions {
        accepted = Set.copyOf(accepted);
    }
}
