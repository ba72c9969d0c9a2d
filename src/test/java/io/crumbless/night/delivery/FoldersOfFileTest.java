package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: the names of partition folders are compared as those of columns in files. */
@Tag("unit")
class FoldersOfFileTest {
    private static final FileEntry FILE =
            new FileEntry(Location.of("/in/Country=DE/Subject_ID=7/a.csv"), 1, 1, FileEntry.Kind.FILE);

    @Test
    void lettersMayDiffer() {
        FoldersOfFile folders = FoldersOfFile.of(FILE);

        assertThat(folders.value("country")).isEqualTo("DE");
        assertThat(folders.value("language")).isNull();
        assertThat(folders.with(List.of("country"))).containsExactly("country", "Subject_ID");
    }

    @Test
    void keysAreNeverTakenFromFolders() {
        ColumnMapping columns = new ColumnMapping(ErasureSource.COLUMNS, Map.of());

        assertThat(FoldersOfFile.of(FILE, columns).columns()).containsOnlyKeys("Country");
    }

    @Test
    void aNameThatFitsTwoFoldersFitsNone() {
        assertThat(new FoldersOfFile(Map.of("State", "a", "STATE", "b")).value("state"))
                .isNull();
    }

    /** Spark escapes some characters of ASCII, Arrow most, and all others as UTF-8. */
    @Test
    void escapesAreDecoded() {
        assertThat(Location.of("/in/a=M%C3%BCnchen/b=me%40x%7Cy/c=11%3A00%20/d=50%25/e=%FF/f=%41/a.csv")
                        .partitions()
                        .values())
                .containsExactly("München", "me@x|y", "11:00 ", "50%", "%FF", "%41");
    }
}
