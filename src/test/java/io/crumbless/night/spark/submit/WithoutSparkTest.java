package io.crumbless.night.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.night.job.SparkSettings;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: what submits needs no class of Spark, which is not on the class path of the program. */
@Tag("unit")
class WithoutSparkTest {
    /** Run by name, in a separate class loader. */
    public static final class Submitting implements Callable<Object> {
        @Override
        public Object call() {
            SparkSubmission submission =
                    new SparkSubmission(SparkSettings.DEFAULTS, "n", Path.of("a.jar"), List.of(), Map.of());
            SubmittedDriver driver = new SubmittedDriver(new SparkHome(Path.of("spark")), submission, Path.of("log"));
            return submission.arguments(
                    List.of(Attempt.FOLLOWED_BY_PARENT, driver.log().toString()));
        }
    }

    @Test
    void submitsWithoutAClassOfSpark() throws Exception {
        try (URLClassLoader program = new URLClassLoader(withoutSpark(), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> program.loadClass("org.apache.spark.SparkConf"))
                    .isInstanceOf(ClassNotFoundException.class);
            Callable<?> submitting = (Callable<?>) program.loadClass(Submitting.class.getName())
                    .getConstructor()
                    .newInstance();

            assertThat((List<?>) submitting.call())
                    .asString()
                    .contains(SparkNight.class.getName(), HadoopKeysPlugin.class.getName());
        }
    }

    private static URL[] withoutSpark() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!place.contains("/org/apache/spark/") && !place.contains("/org/scala-lang/")) {
                urls.add(Path.of(place).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
