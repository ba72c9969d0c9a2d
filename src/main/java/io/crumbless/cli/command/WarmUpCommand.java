package io.crumbless.cli.command;

import io.crumbless.cli.terminal.Terminal;
import io.crumbless.columnar.parquet.format.NativeLibrary;
import io.crumbless.columnar.storage.Location;
import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "warm-up",
        hidden = true,
        description = "Runs a job and explains a person in a temporary warehouse, prints nothing, and discards the "
                + "results. The launcher does so once, to store the classes of these commands for later starts.")
final class WarmUpCommand implements Callable<Integer> {
    private static final int COLUMNS = 80;

    private final Invocation invocation;

    @Parameters(paramLabel = "JOB")
    private String job = "";

    @Option(names = "--date", required = true)
    private String date = "";

    @Option(names = "--subject", required = true)
    private String subject = "";

    WarmUpCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("crumbless-warm-up");
        NativeLibrary.unpackAll();
        try {
            // The second run finds the night published; it loads the classes of JSON output.
            return Stream.of(
                            List.of("run", job, "--date", date),
                            List.of("run", job, "--date", date, "--json"),
                            List.of("explain", subject, "--job", job),
                            List.of("statement", subject, "--job", job))
                    .mapToInt(command -> run(command, folder))
                    .filter(exitCode -> exitCode != 0)
                    .findFirst()
                    .orElse(0);
        } finally {
            delete(folder);
        }
    }

    private int run(List<String> command, Path folder) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nowhere, nowhere, command.contains("--json") ? 0 : COLUMNS);
        return new Cli(invocation.elsewhere(terminal, read -> into(folder, read))).run(command.toArray(String[]::new));
    }

    private static JobFile into(Path folder, JobFile job) {
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
