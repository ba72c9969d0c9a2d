package io.crumbless.night.spark.submit;

import io.crumbless.TestingProcess;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.job.EngineKind;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.TestingProgress;
import io.crumbless.night.local.LocalEngines;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.run.RunOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** A night on Spark in a process of its own, which is killed as {@code kill -9} does while the application works. */
final class SubmittingNight {
    private static final String UNDER_WAY = "under way";

    private SubmittingNight() {}

    /** @return what it had started and lived on when it was killed; empty if it ended before */
    static List<ProcessHandle> killed(Path job, LocalDate night) throws IOException {
        Process process = new ProcessBuilder(
                        TestingProcess.command(SubmittingNight.class, job.toString(), night.toString()))
                .redirectErrorStream(true)
                .start();
        List<ProcessHandle> orphans = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals(UNDER_WAY)) {
                    process.descendants().forEach(orphans::add);
                    process.toHandle().destroyForcibly();
                }
            }
        }
        return orphans;
    }

    public static void main(String[] args) {
        new LocalNight(Clock.systemUTC(), 2, new NightReportPage(), new SparkEngines(new LocalEngines(2)))
                .run(
                        JobFile.read(Path.of(args[0])),
                        LocalDate.parse(args[1]),
                        new RunOptions(EngineKind.SPARK, OptionalLong.empty(), Set.of()),
                        new TestingProgress() {
                            @Override
                            public void advanced(String step, long done, long total, String unit) {
                                System.out.println(UNDER_WAY);
                            }
                        });
    }
}
