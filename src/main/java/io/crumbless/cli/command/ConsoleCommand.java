package io.crumbless.cli.command;

import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.server.ConsoleServer;
import io.crumbless.console.site.Site;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        header = "Serve the pages of the legal team to browsers.",
        description = {
            "Serves pages about nights, people, requests, the policy and proofs, until it is stopped. By "
                    + "default it listens only on this machine, and prints a link that can be used once, within five "
                    + "minutes.",
            "",
            "To give others access, name a proxy that logs them in, and their roles, in the job file (console).",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless console jobs/nightly-profiles.yaml",
        })
final class ConsoleCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "The job file (default: jobs/nightly-profiles.yaml).")
    private @Nullable Path job;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port to listen on, 0 for any free port (default: console.port of the job file).")
    private @Nullable Integer port;

    @Mixin
    private MemoryOption memory = new MemoryOption();

    ConsoleCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        // Only validated here: the launcher has passed it to Java.
        memory.bytes();
        JobFile jobFile = atPort(invocation.jobOrUsual(job));
        try (ControlDatabase control = ControlDatabase.openBetweenRuns(jobFile.control())) {
            ConsoleContext context = new ConsoleContext(
                    jobFile,
                    invocation.clock(),
                    control,
                    invocation.parts().explainer().get());
            try (ConsoleServer server = ConsoleServer.start(context, Site.pages(context), this::invite)) {
                jobFile.console()
                        .proxy()
                        .ifPresent(proxy -> invocation.terminal().err().println("console at " + server.url()));
                new CountDownLatch(1).await();
            }
        } catch (InterruptedException e) {
            invocation.terminal().err().println("crumbless: the console has ended");
        }
        return 0;
    }

    private JobFile atPort(JobFile jobFile) {
        Integer other = port;
        if (other != null && (other < 0 || other > HIGHEST_PORT)) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Invalid --port " + other + ": it must be between 0, for any that is free, and " + HIGHEST_PORT);
        }
        return other == null ? jobFile : jobFile.with(jobFile.console().at(other));
    }

    private void invite(URI url) {
        invocation.terminal().err().println("console at " + url + " (good once, for five minutes)");
    }
}
