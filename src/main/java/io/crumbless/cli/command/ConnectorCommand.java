package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.process.Failure;
import io.crumbless.process.Quantity;
import io.crumbless.tools.connect.Connector;
import io.crumbless.tools.connect.ConnectorJars;
import io.crumbless.tools.connect.SparkJars;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "connector",
        mixinStandardHelpOptions = true,
        header = "Show or add connectors to stores, table formats, SQL Server, Kafka, Spark.",
        description = {
            "Deliveries and warehouses may be on object stores. Deliveries may be ORC files, tables of Delta "
                    + "Lake and Iceberg, or tables in SQL Server. Lineage events may be sent to Kafka. The libraries for "
                    + "these are not part of the installation; their jars are in lib/ext beside the program. "
                    + "docs/how-to/object-stores.md describes the settings of stores, docs/reference/job.md the others.",
            "",
            "list shows the installed connectors. add installs one of them into lib/ext with Maven: s3 (about "
                    + "17 MB), orc (7 MB), delta (4 MB), iceberg (9 MB), sqlserver (2 MB) or kafka (10 MB). A checkout "
                    + "uses its own Maven (./mvnw), an installation the Maven on the path. add spark installs Spark "
                    + "(about 230 MB) into the folder spark there, for nights with 'engine: spark' on machines without "
                    + "Spark; see docs/how-to/spark.md.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless connector list",
            "  crumbless connector add s3",
            "  crumbless connector add delta",
            "  crumbless connector add spark"
        })
final class ConnectorCommand implements Callable<Integer> {
    private static final String SPARK = "spark";
    private static final int WORD = 11;
    private static final int USE = 17;

    private final Invocation invocation;

    /** The action. */
    private enum Action {
        LIST,
        ADD
    }

    @Parameters(index = "0", arity = "0..1", paramLabel = "ACTION", description = "list or add (default: list).")
    private Action action = Action.LIST;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "CONNECTOR",
            description = "The connector to add: s3, orc, delta, iceberg, sqlserver, kafka or spark.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    ConnectorCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (action == Action.ADD) {
            add();
        } else {
            list();
        }
        return 0;
    }

    private void list() {
        List<Listed> all = new ArrayList<>();
        for (Connector connector : Connector.values()) {
            String add = connector.isAddable()
                    ? "./crumbless connector add " + connector.word()
                    : "put " + connector.artifact() + " into lib/ext";
            all.add(new Listed(connector.word(), connector.use(), connector.isThere(), add));
        }
        all.add(new Listed(
                SPARK, "engine: spark", spark().isThere(), "./crumbless connector add spark, or spark.home"));
        PrintStream out = invocation.terminal().out();
        if (json) {
            out.println(ResultJson.text(ResultJson.ordered(
                    "exit_code",
                    0,
                    "connectors",
                    all.stream().map(Listed::object).toList())));
        } else {
            all.forEach(one -> out.println(one.line()));
        }
    }

    /** One connector in the list. */
    private record Listed(String word, String use, boolean isThere, String add) {
        String line() {
            return (word + " ".repeat(WORD)).substring(0, WORD)
                    + (use + " ".repeat(USE)).substring(0, USE)
                    + (isThere ? "installed" : "not installed: " + add);
        }

        Map<String, @Nullable Object> object() {
            return ResultJson.ordered("connector", word, "use", use, "installed", isThere, "add", isThere ? null : add);
        }
    }

    private static SparkJars spark() {
        return new SparkJars(home());
    }

    private static Path home() {
        return Path.of(System.getProperty("crumbless.home", ".")).toAbsolutePath();
    }

    private void add() {
        if (SPARK.equals(name)) {
            shown(spark().add(), spark().folder());
            return;
        }
        Connector connector = Arrays.stream(Connector.values())
                .filter(one -> one.isAddable() && one.word().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Failure.ErrorCategory.CALLER,
                        "Cannot add connector " + (name == null ? "without a name" : name)
                                + ": s3, orc, delta, iceberg, sqlserver, kafka and spark are resolved by this command;"
                                + " docs/how-to/object-stores.md has the jars of others"));
        Path folder =
                Path.of(System.getProperty("crumbless.connectors", "lib/ext")).toAbsolutePath();
        shown(new ConnectorJars(home(), folder, connector).add(), folder);
    }

    private void shown(List<String> jars, Path folder) {
        String place = invocation.shown(folder.toString());
        invocation
                .terminal()
                .out()
                .println(
                        json
                                ? ResultJson.text(ResultJson.ordered(
                                        "outcome", "added", "exit_code", 0, "folder", place, "jars", jars))
                                : Quantity.of(jars.size(), "jar") + " in " + place);
    }
}
