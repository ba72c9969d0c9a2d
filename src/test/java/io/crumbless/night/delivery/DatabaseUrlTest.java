package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: an address of a database says where it is, and nothing that its driver would carry out. */
@Tag("unit")
class DatabaseUrlTest {
    @Test
    void theDocumentationListsWhatMayStandThere() throws IOException {
        List<String> words =
                Arrays.asList(Files.readString(Path.of("docs/reference/job.md")).split("[`,.\\s]+"));

        assertThat(words)
                .containsAll(Stream.concat(DatabaseUrl.H2_PARAMETERS.stream(), DatabaseUrl.POSTGRES_PARAMETERS.stream())
                        .map(name -> name.split(" ")[0])
                        .toList());
    }

    @Test
    void doesNotRepeatWhatMayBeASecret() {
        assertThat(DatabaseUrl.fault("jdbc:postgresql://db/c?sslpassword=s3cret"))
                .hasValueSatisfying(
                        fault -> assertThat(fault).contains("'sslpassword'").doesNotContain("s3cret"));
    }

    @Test
    void showsANameInOneShortLine() {
        assertThat(DatabaseUrl.fault("jdbc:h2:mem:x;A\n" + "b".repeat(100)))
                .hasValueSatisfying(
                        fault -> assertThat(fault).startsWith("its parameter 'A?" + "b".repeat(38) + "…' is"));
    }
}
