package io.crumbless;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main class of the tests or of the program in a Java process of its own, which can be killed. */
public final class TestingProcess {
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
}
