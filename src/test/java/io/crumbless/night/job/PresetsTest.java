package io.crumbless.night.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.settings.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a preset gives defaults, a source's own keys come first, and each preset says what it cannot know. */
@Tag("unit")
class PresetsTest {
    private static final Path SHIPPED = Path.of("src/main/resources/io/crumbless/night/job/presets");

    @TempDir
    private Path folder;

    private JobFile job(String sources) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, "job: test\npolicy: policy\nwarehouse: warehouse\n" + sources);
        return JobFile.read(file);
    }

    private static final String QUALTRICS = """
            declarations:
              - name: survey
                preset: qualtrics-csv
                path: s.csv
                delivers: snapshot
                values: { Q1: favourite_colour }
            """;

    @Test
    void everyPresetIsShippedAndHasItsPlaceOnThePage() throws IOException {
        String page = Files.readString(Path.of("docs/reference/presets.md"));
        try (Stream<Path> files = Files.list(SHIPPED)) {
            List<String> names = files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
            assertThat(names).isEqualTo(Presets.SHIPPED.stream().sorted().toList());
            assertThat(names).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
        }
    }

    @Test
    void aPresetStatesNothingThatOnlyTheCompanyKnows() throws IOException {
        for (String name : Presets.SHIPPED) {
            String preset = Files.readString(SHIPPED.resolve(name + ".yaml"));
            assertThat(preset.toLowerCase(Locale.ROOT))
                    .as(name)
                    .doesNotContain("elicitation:", "notice-id:", "declared-by:", "jurisdiction:", "legal-basis:");
        }
    }

    @Test
    void whatTheSourceSaysComesFirst() throws IOException {
        JobFile job = job(QUALTRICS + """
                    columns: { subject-id: CustomerNo, jurisdiction: Country }
                    constants: { channel: email }
                    where: { Status: not Spam }
                """);

        var mapping = job.declarations().get(0).mapping().orElseThrow();
        assertThat(mapping.columns().mapped())
                .containsEntry("subject_id", "CustomerNo")
                .containsEntry("declared_at", "RecordedDate")
                .containsEntry("jurisdiction", "Country");
        assertThat(mapping.filter().columns()).containsExactly("Status", "Finished");
    }

    @Test
    void aConstantTakesThePlaceOfAColumnOfThePreset() throws IOException {
        JobFile job = job("""
                declarations:
                  - name: optouts
                    preset: salesforce-opt-outs
                    path: s.csv
                    delivers: snapshot
                    id-of: [PartyId, CaptureDate]
                    columns: { subject-id: PartyId, attribute: About }
                """);

        assertThat(job.declarations().get(0).columns().mapped())
                .doesNotContainKey("declaration_id")
                .containsEntry("attribute", "About");
    }

    @Test
    void anotherPresetIsAnotherWayOfReading() throws IOException {
        String before = job(QUALTRICS).settingsVersion();
        Files.copy(SHIPPED.resolve("qualtrics-csv.yaml"), folder.resolve("ours.yaml"));
        String own = QUALTRICS.replace("qualtrics-csv", "ours.yaml");

        assertThat(job(own).settingsVersion()).isEqualTo(before);
        Files.writeString(
                folder.resolve("ours.yaml"),
                Files.readString(folder.resolve("ours.yaml")).replace("channel: survey", "channel: email"));
        assertThat(job(own).settingsVersion()).isNotEqualTo(before);
    }

    @Test
    void problemsOfAPresetHaveTheirPlace() throws IOException {
        Files.writeString(folder.resolve("ours.yaml"), "preset-of: declarations\nformat: csv\nshapes: wide\n");

        assertThatThrownBy(() -> job(QUALTRICS.replace("qualtrics-csv", "qualtrics-cvs")))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("Unknown declarations[1].preset 'qualtrics-cvs': did you mean 'qualtrics-csv'?");
        assertThatThrownBy(() -> job(QUALTRICS.replace("qualtrics-csv", "aam-cdf")))
                .hasMessageContaining("it is one of memberships, and this is a source of declarations");
        assertThatThrownBy(() -> job(QUALTRICS.replace("qualtrics-csv", "none.yaml")))
                .hasMessageContaining("none.yaml");
        assertThatThrownBy(() -> job(QUALTRICS.replace("qualtrics-csv", "ours.yaml")))
                .hasMessageContaining("ours.yaml:3: Unknown key 'shapes'");
    }
}
