package io.crumbless.night.run;

import io.crumbless.night.job.EngineKind;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How one night is run, as opposed to what it works on; none of it changes a byte of the result.
 *
 * @param memoryBytes what the process may use; empty for all it was given
 * @param accepted guards that somebody has looked at and overrules for this night
 */
public record RunOptions(EngineKind engine, OptionalLong memoryBytes, Set<Guard> accepted) {
    /** The local engine, all memory, every guard on. */
    public static final RunOptions DEFAULTS = new RunOptions(EngineKind.LOCAL, OptionalLong.empty(), Set.of());

    public RunOptions {
        accepted = Set.copyOf(accepted);
    }
}
