package io.crumbless.night.plan;

import io.crumbless.night.job.EngineKind;
import io.crumbless.night.job.JobFile;

/** The engines that this program has. */
@FunctionalInterface
public interface Engines {
    /**
     * @param kind what the command line or the job asks for
     * @throws io.crumbless.process.Failure if it cannot be had here
     */
    EngineFactory of(EngineKind kind, JobFile job);

    /** One for whatever is asked for. */
    static Engines only(EngineFactory engine) {
        return (kind, job) -> engine;
    }
}
