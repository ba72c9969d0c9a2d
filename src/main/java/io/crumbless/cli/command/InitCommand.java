package io.crumbless.cli.command;

import io.crumbless.cli.render.InitWords;
import io.crumbless.cli.render.ResultJson;
import io.crumbless.columnar.storage.Location;
import io.crumbless.tools.init.FirstHour;
import io.crumbless.tools.init.InitReport;
import io.crumbless.tools.init.InitRequest;
import io.crumbless.tools.init.SourceKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Draft a job file and a policy folder from deliveries.",
        description = {
            "Examines deliveries and drafts a job file and a policy folder for them, with the formats of the "
                    + "files, the roles of the columns, all segments, and attributes with the types of their answers. "
                    + "Comments marked DECIDE name the decisions that remain for people; 'crumbless policy check' lists "
                    + "what is missing.",
            "",
            "It classifies nothing: every segment has unknown origin, no attribute has a purpose, and no link "
                    + "is trusted. Names of segments and answers are written only if enough different people or cookies "
                    + "have them; the others are counted. Existing files are not replaced.",
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  crumbless init shop --legacy 'exports/segments-*.tsv' --links exports/logins.csv \\",
            "      --declarations 'exports/survey-*.csv'",
        })
final class InitCommand implements Callable<Integer> {
    static final int DEFAULT_SECONDS = 120;

    private static final String PATHS = "Paths, with wildcards in quotes: each is one source.";

    private final Invocation invocation;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "The folder for job.yaml and policy/.")
    private Path folder = Path.of("");

    @Option(
            names = "--legacy",
            arity = "1..*",
            paramLabel = "GLOB",
            description = "Memberships: what cookies left behind. " + PATHS)
    private List<String> legacy = List.of();

    @Option(
            names = "--links",
            arity = "1..*",
            paramLabel = "GLOB",
            description = "Links between cookies and customers.")
    private List<String> links = List.of();

    @Option(names = "--opt-outs", arity = "1..*", paramLabel = "GLOB", description = "Opt-outs of legacy values.")
    private List<String> optOuts = List.of();

    @Option(names = "--declarations", arity = "1..*", paramLabel = "GLOB", description = "Declarations.")
    private List<String> declarations = List.of();

    @Option(names = "--erasures", arity = "1..*", paramLabel = "GLOB", description = "Erasure requests.")
    private List<String> erasures = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Maximum time for reading (default: ${DEFAULT-VALUE}). What was not read is reported.")
    private int seconds = DEFAULT_SECONDS;

    @Option(
            names = "--at-least",
            paramLabel = "N",
            description =
                    "Minimum number of different people or cookies of a segment or an answer that is written (default: "
                            + "${DEFAULT-VALUE}).")
    private int atLeast = InitRequest.DEFAULT_AT_LEAST;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    InitCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Map<SourceKind, List<Location>> paths = new EnumMap<>(SourceKind.class);
        paths.put(SourceKind.MEMBERSHIPS, locations(legacy));
        paths.put(SourceKind.LINKS, locations(links));
        paths.put(SourceKind.OPT_OUTS, locations(optOuts));
        paths.put(SourceKind.DECLARATIONS, locations(declarations));
        paths.put(SourceKind.ERASURES, locations(erasures));
        if (paths.values().stream().allMatch(List::isEmpty)) {
            throw new ParameterException(
                    spec.commandLine(), "Missing deliveries: name some with --legacy, --declarations or both");
        }
        if (atLeast < 1 || seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--at-least and --seconds must be 1 or more");
        }
        InitReport report = FirstHour.draft(new InitRequest(
                invocation.resolve(folder), paths, Duration.ofSeconds(seconds), atLeast, invocation::shown));
        invocation.terminal().out().println(json ? object(report) : InitWords.of(report, invocation::shown));
        return 0;
    }

    private String object(InitReport report) {
        return ResultJson.text(ResultJson.ordered(
                "outcome",
                "drafted",
                "exit_code",
                0,
                "whole",
                report.whole(),
                "written",
                report.written().stream()
                        .map(file -> invocation.shown(file.toString()))
                        .toList(),
                "segments",
                report.segments(),
                "rare_segments",
                report.rareSegments(),
                "attributes",
                report.attributes(),
                "decisions",
                report.decisions()));
    }

    private List<Location> locations(List<String> globs) {
        return globs.stream().map(invocation::location).toList();
    }
}
