package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;

import java.nio.file.Path;
import java.time.Clock;

/** A night in a process of its own, which gets a signal when a stage begins. */
public final class DyingNights {
    private DyingNights() {}

    /** @param args folder of the job, stage from 0, and signal, such as {@code KILL} */
    public static void main(String[] args) {
        String signal = args[2];
        TestingFault fault = new TestingFault(Integer.parseInt(args[1]), () -> {
            String process = Long.toString(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-" + signal, process).start().waitFor();
        });
        TestingCli cli = fault.in(Path.of(args[0]), Clock.systemUTC());

        int code = cli.run("run", "job.yaml", "--date", NIGHT.toString());

        System.out.println(cli.err());
        System.exit(code);
    }
}
