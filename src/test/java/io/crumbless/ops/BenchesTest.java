package io.crumbless.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Promise: the benchmarks measure what they claim, on data of a few people, and report nothing if results differ. */
@Tag("crash")
class BenchesTest {
    /** The program as it is tested, for the bench and for all that it starts. */
    private static final Map<String, String> PROGRAM = Map.of(
            "JAVA_HOME", System.getProperty("java.home"),
            "CRUMBLESS_CLASSPATH", classPath(),
            "CRUMBLESS_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xmx256m");

    @TempDir
    private Path work;

    /** Started processes work in other folders. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> Path.of(path).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private JsonNode bench(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Path.of("crumbless").toAbsolutePath().toString(), "bench"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--work", work.toString(), "--json"));
        Commands.Result result = Commands.run(work, PROGRAM, command.toArray(String[]::new));
        assertThat(result.code()).as(result.all()).isZero();
        return JsonMapper.shared().readTree(result.all().substring(result.all().indexOf('{')));
    }

    @Test
    void theConsoleShowsPeopleToOneUserAndToSeveral() throws Exception {
        JsonNode report = bench(
                "console",
                "--people",
                "100",
                "--nights",
                "1",
                "--users",
                "3",
                "--looks",
                "5",
                "--warm-up",
                "3",
                "--minutes",
                "0");

        assertThat(report.path("profiles").asLong()).isBetween(1L, 100L);
        assertThat(report.path("alone").path("users").asInt()).isEqualTo(1);
        assertThat(report.path("together").path("users").asInt()).isEqualTo(3);
        for (String round : List.of("alone", "together")) {
            for (String answer : List.of("search", "page")) {
                JsonNode times = report.path(round).path(answer);
                assertThat(times.path("looks").asInt()).as(round).isEqualTo(5);
                assertThat(times.path("median_ms").asDouble())
                        .as(round)
                        .isPositive()
                        .isLessThanOrEqualTo(times.path("most_ms").asDouble());
            }
        }
        assertThat(report.path("memory").size()).isEqualTo(2);
        assertThat(report.path("memory").get(0).path("live_bytes").asLong()).isGreaterThan(1_000_000);
        assertThat(report.path("memory").get(1).path("resident_bytes").asLong()).isGreaterThan(1_000_000);
    }

    /** Whatever differs between the two ends it with an error. */
    @Test
    void aRepeatedNightPublishesTheSameBytesFromWhatWasKept() throws Exception {
        JsonNode report = bench("repeat", "--memberships", "1000", "--rounds", "1");

        assertThat(report.path("kept_bytes").asLong()).isPositive();
        assertThat(report.path("full_s").asDouble()).isPositive();
        assertThat(report.path("reused_s").asDouble()).isPositive();
        try (Stream<Path> left = Files.walk(work)) {
            assertThat(left).noneMatch(path -> path.endsWith("repeat-saved"));
        }
    }
}
