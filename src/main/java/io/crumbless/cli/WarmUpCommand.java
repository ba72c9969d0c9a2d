package io.crumbless.cli;

import io.crumbless.ledger.ControlSettings;
import io.crumbless.run.JobFile;
import io.crumbless.run.Progress;
import io.crumbless.run.RunOptions;
import io.crumbless.run.RunReport;
import io.crumbless.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "warm-up",
        hidden = true,
        description =
                "Runs a job in a temporary warehouse and throws the result away; the launcher does so once, to keep"
                        + " the classes of a run where later starts find them.")
final class WarmUpCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "JOB")
    private Path job = Path.of("");

    @Option(names = "--date")
    private @Nullable LocalDate date;

    WarmUpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("crumbless-warm-up");
        try {
            JobFile aside = elsewhere(session.job(job), folder);
            LocalDate businessDate =
                    date == null ? LocalDate.ofInstant(session.clock().instant(), aside.zone()) : date;
            RunReport report =
                    session.parts().nightlyRun().get().run(aside, businessDate, RunOptions.DEFAULTS, Progress.SILENT);
            ResultTable.of(report, session);
            ResultJson.of(report);
            return 0;
        } finally {
            delete(folder);
        }
    }

    private static JobFile elsewhere(JobFile job, Path folder) {
        return job.into(
                Location.of(folder.resolve("warehouse")),
                ControlSettings.in(folder.resolve("control")),
                folder.resolve("spill"));
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> found = Files.walk(folder)) {
            deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
