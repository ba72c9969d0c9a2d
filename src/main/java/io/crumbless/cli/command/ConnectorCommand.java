package io.crumbless.cli.command;

import io.crumbless.process.Failure;
import io.crumbless.tools.connect.Connector;
import io.crumbless.tools.connect.ConnectorJars;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "connector",
        mixinStandardHelpOptions = true,
        header = "Show or add the connectors to object stores.",
        description = {
            "Deliveries and warehouses may lie on object stores. The connectors are Hadoop's, and the program does not bring"
                    + " them along: their jars lie in lib/ext beside it. docs/how-to/object-stores.md has the settings.",
            "",
            "list shows which are there. add s3 has Maven resolve that of s3a:// (about 17 MB) into lib/ext; a checkout has a Maven of"
                    + " its own (./mvnw), elsewhere one on the path is used.",
        },
        footerHeading = "%nExamples:%n",
        footer = {"  crumbless connector list", "  crumbless connector add s3"})
final class ConnectorCommand implements Callable<Integer> {
    private final Session session;

    /** What to do. */
    private enum Action {
        LIST,
        ADD
    }

    @Parameters(index = "0", arity = "0..1", paramLabel = "ACTION", description = "list or add. Without it, list.")
    private Action action = Action.LIST;

    @Parameters(index = "1", arity = "0..1", paramLabel = "CONNECTOR", description = "What to add: s3.")
    private @Nullable String name;

    ConnectorCommand(Session session) {
        this.session = session;
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
        PrintStream out = session.terminal().out();
        for (Connector connector : Connector.values()) {
            out.println((connector.word() + "    ").substring(0, 5)
                    + (connector.scheme() + "://    ").substring(0, 8)
                    + (connector.isThere() ? "there" : "not there: " + connector.artifact() + " is not in lib/ext"));
        }
    }

    private void add() {
        if (!Connector.S3.word().equals(name)) {
            throw new Failure(
                    Failure.ErrorCategory.CALLER,
                    "Cannot add connector " + (name == null ? "without a name" : name)
                            + ": only s3 is resolved by this command; docs/how-to/object-stores.md has the jars of others");
        }
        Path home = Path.of(System.getProperty("crumbless.home", "."));
        Path folder =
                Path.of(System.getProperty("crumbless.connectors", "lib/ext")).toAbsolutePath();
        List<String> jars = new ConnectorJars(home, folder).add();
        session.terminal().out().println(jars.size() + " jars in " + session.shown(folder.toString()));
    }
}
