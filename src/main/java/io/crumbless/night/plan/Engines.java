package io.crumbless.night.plan;

import io.crumbless.night.job.EngineKind;
import io.crumbless.night.job.JobFile;

/** The engines that this program supports. */
@FunctionalInterface
public interface Engines {
    /**
     * @param kind requested by the command line or the job
     * @throws io.crumbless.process.Failure if it is not available here
     */
    EngineFactory of(EngineKind kind, JobFile job);

    /** The same engine for every request. */
    static Engines only(EngineFactory engine) {
        return (kind, job) -> engine;
    }
}
