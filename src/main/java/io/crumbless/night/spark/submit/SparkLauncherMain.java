package io.crumbless.night.spark.submit;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs Spark's launcher, as the script {@code spark-class} of a distribution does, to get the command for {@code
 * spark-submit}: with the memory of the driver and the JDK internals that Spark accesses.
 */
record SparkLauncherMain(SparkHome home, Path java) {
    private static final String SUBMIT = "org.apache.spark.deploy.SparkSubmit";

    List<String> command(List<String> arguments) {
        List<String> asking = new ArrayList<>(List.of(
                java.toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                home.folder().resolve("jars") + "/*"));
        asking.add("org.apache.spark.launcher.Main");
        asking.add(SUBMIT);
        asking.addAll(arguments);
        String answer = answer(asking);
        // After a separate line: each word followed by NUL.
        return List.of(answer.substring(answer.indexOf("\0\n") + 2).split("\0"));
    }

    private String answer(List<String> asking) {
        ProcessBuilder builder = new ProcessBuilder(asking).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(home.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0 && answer.contains("\0\n")) {
                return answer;
            }
        } catch (IOException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
        throw failed(null);
    }

    private Failure failed(@org.jspecify.annotations.Nullable Exception cause) {
        return new Failure(
                ErrorCategory.ENVIRONMENT,
                "Cannot start Spark of " + home.folder()
                        + ": its launcher does not say how; run bin/spark-submit --version"
                        + " there, or install it again",
                cause);
    }
}
