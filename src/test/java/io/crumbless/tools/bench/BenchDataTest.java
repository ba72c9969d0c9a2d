package io.crumbless.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.night.job.JobFile;
import io.crumbless.process.Stopped;
import io.crumbless.tools.generate.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data is made once, and again when the policy is another one. */
@Tag("unit")
class BenchDataTest {
    private static final Path POLICY = Path.of("ops/bench/policy");

    @TempDir
    private Path folder;

    private BenchData data(Skew skew) {
        return new BenchData(folder, POLICY, new Scenario(100, skew));
    }

    @Test
    void isThereOnceItIsWhole() throws Exception {
        assertThat(data(Skew.NONE).isThere()).isFalse();

        data(Skew.NONE).generate(1, Generation.Progress.NONE);

        assertThat(data(Skew.NONE).isThere()).isTrue();
        assertThat(data(Skew.SEGMENT).isThere()).isFalse();
        assertThat(data(Skew.NONE).job()).isRegularFile();
        assertThat(data(Skew.NONE).folder().resolve("legacy/logins.parquet")).isRegularFile();

        Files.writeString(data(Skew.NONE).folder().resolve(".complete"), "another policy");
        assertThat(data(Skew.NONE).isThere()).isFalse();
    }

    /** The checkout that made the data may be gone; its policy, the same by its content, with it. */
    @Test
    void followsThePolicyOfTheBenchThatUsesIt(@TempDir Path checkout) throws Exception {
        Path elsewhere = checkout.resolve("the \"policy\"");
        copy(POLICY, elsewhere);
        new BenchData(folder, elsewhere, new Scenario(100, Skew.NONE)).provide(1, Generation.Progress.NONE, line -> {});
        List<String> generated = new ArrayList<>();

        data(Skew.NONE).provide(1, Generation.Progress.NONE, generated::add);

        assertThat(generated).isEmpty();
        assertThat(JobFile.read(data(Skew.NONE).job()).policy()).isEqualTo(POLICY.toAbsolutePath());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** Stopped while it is recreated, it is not taken for what it was before. */
    @Test
    void whatIsStoppedIsNotThere() {
        data(Skew.NONE).generate(1, Generation.Progress.NONE);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> data(Skew.NONE).generate(1, Generation.Progress.NONE))
                .isInstanceOf(Stopped.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(data(Skew.NONE).isThere()).isFalse();
        assertThat(data(Skew.NONE).job()).doesNotExist();
    }

    @Test
    void hasTheOriginOfEachSegmentForSql() throws Exception {
        data(Skew.NONE).generate(1, Generation.Progress.NONE);

        assertThat(Files.readAllLines(data(Skew.NONE).segments()))
                .contains(
                        "segment_id,origin,rule,fixed,fills",
                        "form_language_de,provided,language-switch-german,false,de",
                        "form_newsletter_baby,provided,trait:self_entered,false,")
                .anyMatch(line -> line.endsWith(",inferred,name-pattern,true,"))
                .hasSizeGreaterThan(100);
    }
}
