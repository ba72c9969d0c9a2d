package io.crumbless.night.spark.submit;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An installation of Spark: a distribution, or a folder with its jars from Maven.
 *
 * @param folder contains {@code jars}
 */
record SparkHome(Path folder) {
    private static final Pattern CORE = Pattern.compile("spark-core_([0-9.]+)-([0-9]+)\\.([0-9]+)\\..*\\.jar");

    /** The Scala version and the line of Spark against which the program is compiled. */
    private static final String SCALA = "2.13";

    private static final int MAJOR = 4;

    private static final String WHERE_FROM =
            "; name an installation of Spark 4 with spark.home or SPARK_HOME, or run 'crumbless connector add spark'";

    /**
     * The installation named by the job, or by the environment, or installed with the program.
     *
     * @param added folder in which {@code crumbless connector add spark} installs it
     *
     * @throws Failure settings if there is none, or an incompatible one
     */
    static SparkHome find(Optional<Path> named, Optional<String> environment, Path added) {
        Path folder = named.or(() -> environment.filter(text -> !text.isBlank()).map(Path::of))
                .or(() -> Optional.of(added).filter(Files::isDirectory))
                .orElseThrow(() -> refused("Missing Spark: the job has no spark.home and there is no SPARK_HOME"));
        String core = core(folder)
                .orElseThrow(
                        () -> refused("Cannot use Spark in " + folder + ": there is no jars/spark-core_*.jar in it"));
        Matcher version = CORE.matcher(core);
        if (!version.matches() || !version.group(1).equals(SCALA) || Integer.parseInt(version.group(2)) != MAJOR) {
            throw refused("Unsupported Spark in " + folder + ": " + core + " is not of Spark " + MAJOR + " with Scala "
                    + SCALA);
        }
        return new SparkHome(folder);
    }

    private static Optional<String> core(Path folder) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.resolve("jars"), "spark-core_*.jar")) {
            for (Path jar : found) {
                return Optional.of(jar.getFileName().toString());
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Failure refused(String what) {
        return new Failure(ErrorCategory.SETTINGS, what + WHERE_FROM);
    }

    /**
     * The command for its {@code spark-submit}: the script of a distribution, which reads {@code spark-env.sh};
     * otherwise the command from Spark's own launcher.
     *
     * @param java installation of this process
     * @param arguments of {@code spark-submit}
     * @throws Failure environment if the launcher cannot be run
     */
    List<String> command(Path java, List<String> arguments) {
        Path script = folder.resolve("bin/spark-submit");
        if (Files.isExecutable(script)) {
            List<String> command = new ArrayList<>(List.of(script.toString()));
            command.addAll(arguments);
            return command;
        }
        return new SparkLauncherMain(this, java).command(arguments);
    }

    /** Whether administrators may have configured a master, among other things. */
    boolean hasDefaults() {
        Path conf = Optional.ofNullable(System.getenv("SPARK_CONF_DIR"))
                .map(Path::of)
                .orElse(folder.resolve("conf"));
        return Files.exists(conf.resolve("spark-defaults.conf"));
    }

    /** Environment variables by which its processes find it. */
    Map<String, String> environment() {
        return Map.of("SPARK_HOME", folder.toString(), "SPARK_SCALA_VERSION", SCALA);
    }
}
