package io.crumbless.tools.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.night.legacy.Format;
import io.crumbless.night.legacy.Shape;
import io.crumbless.process.Failure;
import io.crumbless.tools.generate.GenerateSettings.Existing;
import io.crumbless.tools.generate.GenerateSettings.JobFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise: the same settings give the same bytes, as many rows as asked for, and nothing that was there is lost. */
@Tag("unit")
class GenerationTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Format.class)
    void theSameSettingsGiveTheSameBytesByAnyNumberOfThreads(Format format) {
        Generation.run(everything("one", format).build(), 1, Generation.Progress.NONE);
        Generation.run(everything("three", format).build(), 3, Generation.Progress.NONE);

        assertThat(Generated.hashes(folder.resolve("one")))
                .hasSizeGreaterThan(15)
                .isEqualTo(Generated.hashes(folder.resolve("three")));
    }

    @Test
    void anotherSeedGivesAnotherShop() {
        Generated.run(Generated.builder(folder.resolve("one"), 50).seed(1));
        Generated.run(Generated.builder(folder.resolve("two"), 50).seed(2));

        assertThat(Generated.hashes(folder.resolve("one")).values())
                .doesNotContainAnyElementsOf(Generated.hashes(folder.resolve("two")).entrySet().stream()
                        .filter(file -> !file.getKey().equals("job.yaml"))
                        .map(file -> file.getValue())
                        .toList());
    }

    @Test
    void writesAsManyRowsAsAskedFor() {
        GenerationReport report = Generated.run(Generated.builder(folder, 100)
                .nights(3)
                .scale(new Scale(100, 1_001, 77, 333))
                .formats(shapes(EnumSet.of(Shape.MEMBERSHIP))));

        assertThat(rows(report, "legacy/dmp/")).isEqualTo(3 * 1_001);
        assertThat(rows(report, "legacy/logins")).isEqualTo(77);
        assertThat(rows(report, "declarations/") - rows(report, "declarations/erasure"))
                .isEqualTo(333);
    }

    @Test
    void rowsAreCutIntoFilesOfUsefulSize() {
        assertThat(Output.files("a", "csv", 7, 2_500_000, file -> null, () -> null))
                .extracting(output -> output.path() + " " + output.firstRow() + " " + output.rows())
                .containsExactly("a-00000.csv 7 1000000", "a-00001.csv 1000007 1000000", "a-00002.csv 2000007 500000");
        assertThat(Output.files("a", "csv", 0, 1_000_000, file -> null, () -> null))
                .extracting(Output::path)
                .containsExactly("a.csv");
    }

    @Test
    void nothingIsWrittenWhereAFileIsInTheWay() throws IOException {
        Path inTheWay = folder.resolve("legacy/logins.csv");
        Files.createDirectories(inTheWay.getParent());
        Files.writeString(inTheWay, "mine");

        assertThatThrownBy(() -> Generated.run(Generated.builder(folder, 10)))
                .isInstanceOf(Failure.class)
                .hasMessage("Cannot generate into " + folder.toAbsolutePath()
                        + ": legacy/logins.csv is there already; name an empty folder, or replace it with --replace");
        assertThat(Generated.hashes(folder)).containsOnlyKeys("legacy/logins.csv");
        assertThat(inTheWay).hasContent("mine");
    }

    @Test
    void replacesItsOwnFilesAndLeavesOthersWhereAskedTo() throws IOException {
        Generated.run(Generated.builder(folder, 10).seed(1));
        Path other = Files.writeString(folder.resolve("legacy/logins-stories.csv"), "mine");

        Generated.run(Generated.builder(folder, 10).seed(2).existing(Existing.REPLACE));
        Generated.run(Generated.builder(folder.resolve("fresh"), 10).seed(2).jobFile(JobFile.NONE));

        assertThat(other).hasContent("mine");
        assertThat(Generated.hashes(folder)).containsAllEntriesOf(Generated.hashes(folder.resolve("fresh")));
        assertThat(folder.resolve("fresh/job.yaml")).doesNotExist();
    }

    @Test
    void countsAreBounded() {
        assertThatThrownBy(() -> new Scale(0, 1, 1, 1))
                .hasMessage("people must be between 1 and 1000000000000 but was 0");
        assertThatThrownBy(() -> new Scale(1, 1, -1, 1))
                .hasMessage("links must be between 0 and 1000000000000 but was -1");
        assertThatThrownBy(() -> new Behaviour(1.2, 0, 0, 0, 0, 0, 0))
                .hasMessage("refused-share must be between 0.0 and 1.0 but was 1.2");
        assertThatThrownBy(() -> Generated.builder(folder, 1).nights(0).build())
                .hasMessage("nights must be between 1 and 31 but was 0");
    }

    @Test
    void aShopWithNothingInItIsWrittenToo() {
        GenerationReport report = Generated.run(Generated.builder(folder, 1).scale(new Scale(1, 0, 0, 0)));

        assertThat(rows(report, "legacy/dmp/")).isZero();
        assertThat(folder.resolve("legacy/logins.csv")).hasContent("cookie,customer,how,at\n");
    }

    private GenerateSettings.Builder everything(String name, Format format) {
        return Generated.builder(folder.resolve(name), 200)
                .nights(2)
                .formats(new Formats(
                        EnumSet.allOf(Shape.class),
                        Optional.of(format),
                        format,
                        Optional.of(format),
                        Formats.PreferenceCentre.FILE));
    }

    private static Formats shapes(EnumSet<Shape> shapes) {
        return new Formats(
                shapes,
                Formats.USUAL.memberships(),
                Formats.USUAL.links(),
                Formats.USUAL.declarations(),
                Formats.PreferenceCentre.FILE);
    }

    private static long rows(GenerationReport report, String start) {
        return report.files().stream()
                .filter(file -> file.path().startsWith(start))
                .mapToLong(GenerationReport.File::rows)
                .sum();
    }
}
