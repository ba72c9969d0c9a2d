package io.crumbless;

import io.crumbless.cli.Cli;
import io.crumbless.cli.Parts;
import io.crumbless.cli.Terminal;
import io.crumbless.legal.PublishedAudit;
import io.crumbless.profile.Failure;
import io.crumbless.run.local.LocalNight;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/** The program: hands its arguments to the command line and exits with the command's code. */
public final class Crumbless {
    private Crumbless() {}

    public static void main(String[] args) {
        Parts parts = new Parts(
                () -> new LocalNight(Clock.systemUTC(), Runtime.getRuntime().availableProcessors()),
                () -> new PublishedAudit(Runtime.getRuntime().availableProcessors()),
                missing("explain"));
        Cli cli = new Cli(parts, Terminal.ofThisProcess(), Clock.systemUTC(), Path.of(""));
        System.exit(cli.run(args));
    }

    private static <T> Supplier<T> missing(String command) {
        return () -> {
            throw new Failure(Failure.Actor.US, "Cannot " + command + ": this build has no engine");
        };
    }
}
