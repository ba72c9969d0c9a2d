package io.crumbless.night.plan;

import java.nio.file.Path;
import java.util.OptionalLong;

/** Makes the engine that carries out what a command asks for. */
@FunctionalInterface
public interface EngineFactory {
    /**
     * @param spill local folder of unfinished work
     * @param memoryBytes what the process may use; empty for all it was given
     */
    Engine of(Path spill, OptionalLong memoryBytes);
}
