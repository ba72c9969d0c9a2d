package io.crumbless.night.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.process.Failure;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: a file whose name says that it or its delivery is incomplete is not accepted as complete. */
@Tag("unit")
class NamesOfFilesTest {
    private static List<FileEntry> files(String... names) {
        return Stream.of(names)
                .map(name -> new FileEntry(Location.of("/in/" + name), 1, 0, FileEntry.Kind.FILE))
                .toList();
    }

    private static List<String> parts(String... names) {
        return NumberedParts.notices("s", files(names), Location::name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"d.csv.filepart", "d.csv.PART", "d.csv._COPYING_", "d.tmp", "d.csv.crdownload"})
    void aFileWhoseTransferIsNotDoneIsRefused(String name) {
        assertThatThrownBy(() -> UnfinishedTransfers.refuse("s", Location.of("/in/*"), files("a.csv", name)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Cannot read /in/" + name + " of source 's': its name ends in '.")
                .hasMessageContaining("as that of a file does whose transfer is not done");
    }

    @ParameterizedTest
    @CsvSource({"/in/*, part-00000", "/in/*, d.part.csv", "/in/*.part, d.part", "/in/d.tmp, d.tmp", "/in/*, temp"})
    void othersAreRead(String path, String name) {
        assertThatCode(() -> UnfinishedTransfers.refuse("s", Location.of(path), files(name)))
                .doesNotThrowAnyException();
    }

    @Test
    void aPartThatIsNotThereIsReported() {
        assertThat(parts("d-00000-of-00003.csv", "d-00002-of-00003.csv"))
                .containsExactly(
                        "1 part of the 3 that d-00000-of-00003.csv of source 's' names is not there, and its records"
                                + " are missing; have the delivery completed, and run again");
        assertThat(parts("d-1of4.csv", "e_1_of_2.csv", "e_2_of_2.csv")).hasSize(1);
    }

    @Test
    void allPartsAreAll() {
        assertThat(parts("d-1-of-2.csv", "d-2-of-2.csv", "d.csv", "profof2.csv", "part-00007.csv"))
                .isEmpty();
        assertThat(parts("links-05-of-2026.csv", "week_47_of_2026.csv")).isEmpty();
        assertThat(parts("d-0001-of-2026.csv")).hasSize(1);
    }
}
