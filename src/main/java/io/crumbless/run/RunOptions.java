package io.crumbless.run;

import java.util.OptionalLong;
import java.util.Set;

/**
 * How one night is run, as opposed to what it works on; none of it changes a byte of the result.
 *
 * @param memoryBytes memory the engine may sort in, bytes; empty for the job file's, or else a share of the heap
 * @param accepted guards that somebody has looked at and overrules for this night
 */
public record RunOptions(EngineKind engine, OptionalLong memoryBytes, Set<Guard> accepted) {
    /** The local engine, the job's memory, every guard on. */
    public static final RunOptions DEFAULTS = new RunOptions(EngineKind.LOCAL, OptionalLong.empty(), Set.of());

    public RunOptions {
        accepted = Set.copyOf(accepted);
    }
}
