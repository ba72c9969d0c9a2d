package io.crumbless.ops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs other programs. */
final class Commands {
    private Commands() {}

    /** @param all what it wrote to standard output and standard error */
    record Result(int code, String all) {}

    static Result run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Process process = start(folder, environment, command);
        String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), all);
    }

    static Process start(Path folder, Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
