package io.crumbless.cli.command;

import io.crumbless.night.job.EngineKind;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.LocalEngines;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.spark.submit.SparkEngines;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The engine that processes the records of a night, a rollback, a comparison of policies or an audit. */
final class EngineOption {
    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description =
                    "The engine that processes the records: local (this machine) or spark (the cluster that 'spark' of "
                            + "the job file names). The default is 'engine' of the job file, otherwise local.")
    private @Nullable EngineKind kind;

    EngineKind kind(JobFile job) {
        return kind == null ? job.engine().kind() : kind;
    }

    EngineFactory engine(JobFile job) {
        int threads = Runtime.getRuntime().availableProcessors();
        return new SparkEngines(new LocalEngines(threads)).of(kind(job), job);
    }
}
