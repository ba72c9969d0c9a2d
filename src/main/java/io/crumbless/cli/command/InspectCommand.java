package io.crumbless.cli.command;

import io.crumbless.cli.render.InspectJson;
import io.crumbless.cli.render.InspectWords;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.tools.inspect.DeliveryGroups;
import io.crumbless.tools.inspect.Inspection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Profile deliveries: columns, formats of values, overlapping keys, likely mistakes.",
        description = {
            "Examines files before there is a job file for them. Shows, for each source, its format, its columns, "
                    + "the formats of their values, how many values are distinct, and the words for missing values; for "
                    + "each pair of sources, how many ids they have in common; and likely mistakes: ids as "
                    + "floating-point numbers, times without zone, lost leading zeros, columns that say which rows count.",
            "",
            "It shows no value of a person, only counts and names of columns. Files of one folder with the "
                    + "same format are read as one source. It reports what was not read within the time.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless inspect exports/segments.tsv exports/logins.csv exports/survey.csv",
            "  crumbless inspect 'exports/2026-11-22/part-*.parquet' --seconds 120 --json",
        })
final class InspectCommand implements Callable<Integer> {
    static final int DEFAULT_SECONDS = 30;

    private final Invocation invocation;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files, or paths with wildcards (*, ?, [0-9], {a,b}, **) in quotes.")
    private List<String> files = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Maximum time for reading (default: ${DEFAULT-VALUE}). Large deliveries are read in part.")
    private int seconds = DEFAULT_SECONDS;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    InspectCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Inspection inspection =
                Inspection.of(DeliveryGroups.of(found(), invocation::shown), Duration.ofSeconds(Math.max(1, seconds)));
        invocation.terminal().out().println(json ? InspectJson.of(inspection) : InspectWords.of(inspection));
        return 0;
    }

    private List<FileEntry> found() {
        Map<Location, FileEntry> found = new LinkedHashMap<>();
        for (String path : files) {
            for (FileEntry file : DeliveryGroups.files(invocation.location(path))) {
                found.put(file.location(), file);
            }
        }
        return List.copyOf(found.values());
    }
}
