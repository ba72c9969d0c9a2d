package io.crumbless.night.spark.submit;

import io.crumbless.columnar.storage.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Spark's jars as {@code ops/spark/pom.xml} names them, and the jar of the program that is run there; both made when they are missing. */
final class TestingSparkHome {
    private static final Path POM = Path.of("ops/spark/pom.xml");
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private TestingSparkHome() {}

    /** A folder with {@code jars} in it. */
    static synchronized Path folder() {
        try {
            String version = Sha256.hex(Files.readAllBytes(POM)).substring(0, 12);
            Path home = TARGET.resolve("spark-" + version);
            Path whole = home.resolve("jars-are-there");
            if (!Files.exists(whole)) {
                maven(
                        "-f",
                        POM.toString(),
                        "dependency:copy-dependencies",
                        "-DoutputDirectory=" + home.resolve("jars"));
                Files.writeString(whole, version, StandardCharsets.UTF_8);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the build makes it before the tests; made here where a test is run without one. */
    static synchronized Path jar() {
        try {
            Path jar = TARGET.resolve("crumbless-0.1.0-spark.jar");
            if (!Files.exists(jar) || isOlder(jar)) {
                maven("-Dquick", "assembly:single@spark-jar");
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOlder(Path jar) throws IOException {
        try (var files = Files.walk(TARGET.resolve("classes/io/crumbless"))) {
            return files.filter(Files::isRegularFile)
                    .anyMatch(
                            file -> file.toFile().lastModified() > jar.toFile().lastModified());
        }
    }

    private static void maven(String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of("./mvnw", "-q", "-B"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException e) {
            process.destroy();
            throw new IOException(e);
        }
    }
}
