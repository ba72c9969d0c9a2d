package io.crumbless.night.local;

import io.crumbless.night.job.EngineKind;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.plan.Engines;
import io.crumbless.process.Failure;

/**
 * Supports the local engine only.
 *
 * @param threads parts that are processed concurrently
 */
public record LocalEngines(int threads) implements Engines {
    @Override
    public EngineFactory of(EngineKind kind, JobFile job) {
        if (kind != EngineKind.LOCAL) {
            throw new Failure(
                    Failure.ErrorCategory.SETTINGS,
                    "Cannot run job " + job.name() + " on " + kind.word()
                            + ": this command works on this machine alone; leave the engine out");
        }
        return LocalEngine.with(threads);
    }
}
