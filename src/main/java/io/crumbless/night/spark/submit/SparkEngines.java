package io.crumbless.night.spark.submit;

import io.crumbless.columnar.storage.HadoopKeys;
import io.crumbless.night.job.EngineKind;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.SparkMaster;
import io.crumbless.night.job.SparkSettings;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.plan.Engines;
import io.crumbless.night.spark.SparkEngine;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Supports the local engine, and Spark.
 *
 * @param local supports the local engine
 */
public record SparkEngines(Engines local) implements Engines {
    @Override
    public EngineFactory of(EngineKind kind, JobFile job) {
        EngineFactory here = local.of(EngineKind.LOCAL, job);
        return switch (kind) {
            case LOCAL -> here;
            case SPARK -> SparkEngine.with(driver(job), here);
        };
    }

    /** Everything that can be checked is checked before the night begins. */
    private static SubmittedDriver driver(JobFile job) {
        SparkSettings named = job.engine().spark();
        SparkHome home = SparkHome.find(named.home(), Optional.ofNullable(System.getenv("SPARK_HOME")), added());
        SparkSettings settings = home.hasDefaults() ? named : named.orOn(SparkMaster.THIS_MACHINE);
        new ReachableFolders(job, settings).require();
        SparkSubmission submission = new SparkSubmission(
                settings,
                "crumbless " + job.name(),
                SparkJar.find(),
                ConnectorFolder.ofThisProgram(),
                HadoopKeys.named());
        return new SubmittedDriver(home, submission, job.control().folder().resolve("spark-" + job.name() + ".log"));
    }

    private static Path added() {
        return Path.of(System.getProperty("crumbless.home", "."), "spark").toAbsolutePath();
    }
}
