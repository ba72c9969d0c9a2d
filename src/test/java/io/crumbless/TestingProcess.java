package io.crumbless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A main class of the tests or of the program in a separate Java process, which can be killed. */
public final class TestingProcess {
    private static final long LOOK_EVERY_MILLIS = 200;

    private TestingProcess() {}

    /** The line that starts it. */
    public static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                // Short-lived: one thread collects, and nothing is measured for other processes to read.
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:CICompilerCount=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Waits for processes to end well. One that does not is reported at once, with what it printed; none is left behind.
     *
     * @param printing to which file each prints
     * @param most that all may take
     */
    public static void awaitAll(Map<Process, Path> printing, Duration most) throws IOException, InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        try {
            boolean isAnyAlive = true;
            while (isAnyAlive) {
                isAnyAlive = false;
                for (Map.Entry<Process, Path> each : printing.entrySet()) {
                    boolean isOver = each.getKey().waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                    if (isOver ? each.getKey().exitValue() != 0 : System.nanoTime() - end > 0) {
                        throw new AssertionError(
                                (isOver ? "ended with " + each.getKey().exitValue() : "runs after " + most) + ": "
                                        + Files.readString(each.getValue()));
                    }
                    isAnyAlive |= !isOver;
                }
            }
        } finally {
            printing.keySet().forEach(Process::destroyForcibly);
        }
    }
}
