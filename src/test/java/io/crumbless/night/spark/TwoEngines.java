package io.crumbless.night.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.job.EngineKind;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.LocalEngines;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** Runs the same night on this machine and on Spark. */
final class TwoEngines {
    private final JobFile local;
    private final JobFile spark;
    private final EngineFactory engine;

    /**
     * @param local a job
     * @param spark the same into another warehouse
     */
    TwoEngines(JobFile local, JobFile spark, EngineFactory engine) {
        this.local = local;
        this.spark = spark;
        this.engine = engine;
    }

    /** Both publish the same bytes under the same names, the same books and the same notices. */
    void publishTheSame(LocalDate date) {
        RunReport here = run(local, date, new LocalEngines(2).of(EngineKind.LOCAL, local));
        RunReport there = run(spark, date, engine);

        Manifest expected = manifest(local);
        Manifest found = manifest(spark);
        assertThat(found.outputs()).isEqualTo(expected.outputs()).isNotEmpty();
        assertThat(found.balance()).isEqualTo(expected.balance());
        assertThat(there.notices()).isEqualTo(here.notices());
        assertThat(there.recordsRead()).isEqualTo(there.recordsInBins());
        assertThat(left(spark)).isEmpty();
    }

    static RunReport run(JobFile job, LocalDate date, EngineFactory engine) {
        return new LocalNight(Clock.systemUTC(), 2, new NightReportPage(), engine)
                .run(job, date, RunOptions.DEFAULTS, Progress.SILENT);
    }

    static Manifest manifest(JobFile job) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        return warehouse.manifest(warehouse.current().orElseThrow());
    }

    /** Files that attempts left in the staging folder. */
    static List<String> left(JobFile job) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        return warehouse.storage().list(warehouse.staging("any").parent()).stream()
                .map(entry -> entry.location().name())
                .toList();
    }
}
