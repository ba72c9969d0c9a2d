package io.crumbless.night.plan;

import java.nio.file.Path;
import java.util.OptionalLong;

/** Creates the engine for a command. */
@FunctionalInterface
public interface EngineFactory {
    /**
     * @param spill local folder of unfinished work
     * @param memoryBytes memory limit of the process; empty for all it has
     */
    Engine of(Path spill, OptionalLong memoryBytes);
}
