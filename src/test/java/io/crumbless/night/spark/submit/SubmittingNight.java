package io.crumbless.night.spark.submit;

import io.crumbless.TestingProcess;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.job.EngineKind;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.LocalEngines;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** A night on Spark in a separate process, which is killed as by {@code kill -9} while the application works. */
final class SubmittingNight {
    private SubmittingNight() {}

    /**
     * @param job whose tasks wait at the gate, so that it does not end before
     * @param out to which it prints
     * @return what it had started and lived on when it was killed
     */
    static List<ProcessHandle> killed(Path job, LocalDate night, TaskGate gate, Path out)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        TestingProcess.command(SubmittingNight.class, job.toString(), night.toString()))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        gate.await(2, process::isAlive);
        List<ProcessHandle> orphans = process.descendants().toList();
        process.destroyForcibly().waitFor();
        return orphans;
    }

    public static void main(String[] args) {
        new LocalNight(Clock.systemUTC(), 2, new NightReportPage(), new SparkEngines(new LocalEngines(2)))
                .run(
                        JobFile.read(Path.of(args[0])),
                        LocalDate.parse(args[1]),
                        new RunOptions(EngineKind.SPARK, OptionalLong.empty(), Set.of()),
                        Progress.SILENT);
    }
}
