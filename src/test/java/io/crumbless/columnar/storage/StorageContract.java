package io.crumbless.columnar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise: every storage stores, finds, renames and deletes files in the same way, and reports failures in the same
 * way.
 */
abstract class StorageContract {
    /** An empty folder for this test only. */
    abstract Location folder();

    private Storage storage() {
        return Storage.of(folder());
    }

    private Location at(String path) {
        return folder().resolve(path);
    }

    private void write(String path, String content) throws IOException {
        try (OutputStream out = storage().create(at(path))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String read(String path) throws IOException {
        try (InputStream in = storage().open(at(path))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void keepsWhatIsWritten() throws IOException {
        try (OutputStream out = storage().create(at("deep/er/a.txt"), Storage.Sync.ON_CLOSE)) {
            out.write("hello".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(read("deep/er/a.txt")).isEqualTo("hello");
        FileEntry entry = storage().stat(at("deep/er/a.txt"));
        assertThat(entry.size()).isEqualTo(5);
        assertThat(entry.isFile()).isTrue();
        assertThat(entry.location()).isEqualTo(at("deep/er/a.txt"));
        assertThat(entry.modifiedMillis()).isPositive();
        assertThat(storage().stat(at("deep")).isFile()).isFalse();
        assertThat(storage().list(at("deep/er")))
                .as("no side files")
                .extracting(FileEntry::location)
                .containsExactly(at("deep/er/a.txt"));
    }

    @Test
    void neverCreatesAFileTwice() throws IOException {
        write("a", "first");

        assertThatThrownBy(() -> storage().create(at("a")))
                .isInstanceOf(StorageException.class)
                .hasMessage("Cannot create " + at("a") + ": it exists already; remove it first");
        assertThat(read("a")).isEqualTo("first");
    }

    @Test
    void aMissingFileIsSaidToBe() {
        assertThat(storage().exists(at("a"))).isFalse();
        assertThat(storage().find(at("a"))).isEmpty();
        assertThatThrownBy(() -> storage().open(at("a")))
                .isInstanceOf(StorageException.class)
                .hasMessage("Cannot read " + at("a") + ": it does not exist; check the path");
        assertThatThrownBy(() -> storage().openSeekable(at("a"))).hasMessageContaining("it does not exist");
        assertThatThrownBy(() -> storage().stat(at("a"))).hasMessageContaining("Cannot look up " + at("a"));
        assertThatThrownBy(() -> storage().list(at("a"))).hasMessageContaining("Cannot list " + at("a"));
    }

    @Test
    void readsFromAnywhere() throws IOException {
        write("a", "0123456789");

        try (SeekableInput in = storage().openSeekable(at("a"))) {
            ByteBuffer buffer = ByteBuffer.allocate(20);
            in.seek(7);
            assertThat(in.read(buffer)).isEqualTo(3);
            assertThat(new String(buffer.array(), 0, 3, StandardCharsets.UTF_8)).isEqualTo("789");
            assertThat(in.read(buffer)).isEqualTo(-1);
            in.seek(2);
            ByteBuffer direct = ByteBuffer.allocateDirect(2);
            assertThat(in.read(direct)).isEqualTo(2);
            assertThat(direct.get(0)).isEqualTo((byte) '2');
            assertThat(in.position()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2026-11-21/*.csv          | 2026-11-21/a.csv, 2026-11-21/b.csv
                    2026-11-2[12]/a.csv       | 2026-11-21/a.csv, 2026-11-22/a.csv
                    2026-11-2[!1]/a.csv       | 2026-11-22/a.csv
                    */?.csv                   | 2026-11-21/a.csv, 2026-11-21/b.csv, 2026-11-22/a.csv
                    */{a,b}.{csv,txt}         | 2026-11-21/a.csv, 2026-11-21/b.csv, 2026-11-22/a.csv, 2026-11-22/a.txt
                    **/*.csv                  | 2026-11-21/a.csv, 2026-11-21/b.csv, 2026-11-22/a.csv, 2026-11-22/deep/c.csv, top.csv
                    **                        | 2026-11-21/a.csv, 2026-11-21/b.csv, 2026-11-22/a.csv, 2026-11-22/a.txt, 2026-11-22/deep/c.csv, top.csv
                    2026-11-22/**/c.csv       | 2026-11-22/deep/c.csv
                    top.csv                   | top.csv
                    2026-11-2*                |
                    2026-11-22                |
                    none/*.csv                |
                    top.csv/*                 |
                    _*/a.csv                  | _temporary/a.csv
                    """)
    void globsMatchFilesByName(String pattern, String expected) throws IOException {
        List<String> files = List.of(
                "2026-11-21/b.csv",
                "2026-11-21/a.csv",
                "2026-11-22/a.csv",
                "2026-11-22/a.txt",
                "2026-11-22/deep/c.csv",
                "top.csv",
                "_temporary/a.csv",
                ".hidden.csv",
                "2026-11-21/_SUCCESS");
        for (String file : files) {
            write(file, file);
        }

        List<Location> wanted = expected == null
                ? List.of()
                : List.of(expected.split(", ")).stream().map(this::at).toList();
        assertThat(storage().glob(at(pattern))).extracting(FileEntry::location).isEqualTo(wanted);
        assertThat(files.stream().map(this::at).filter(file -> Storage.globMatches(at(pattern), file)))
                .as("by their names alone")
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w[1]", "{a}", "a*b", "x[", "what{"})
    void aNameWithWildcardsIsFoundWhereTheyStandForThemselves(String name) throws IOException {
        write(name + "/a.csv", "1");
        write("w1/a.csv", "2");
        Location folder = at(name);

        assertThat(storage().glob(folder.resolveGlob("*.csv")))
                .extracting(FileEntry::location)
                .containsExactly(folder.resolve("a.csv"));
        assertThat(storage().glob(folder.resolveGlob("a.csv"))).hasSize(1);
        assertThat(storage().globOthers(folder.resolveGlob("../*")))
                .extracting(FileEntry::location)
                .contains(folder);
    }

    @Test
    void aGlobThatIsNotClosedIsRefused() throws IOException {
        write("a", "");

        assertThatThrownBy(() -> storage().glob(at("[a")))
                .hasMessage("Invalid glob " + at("[a") + ": '[' is not closed within one folder name");
        assertThatThrownBy(() -> storage().glob(at("{a/b}")))
                .hasMessageContaining("'{' is not closed within one folder name");
    }

    @Test
    void aFolderMovesAsAWhole() throws IOException {
        write("aside/x/1", "one");
        write("aside/2", "two");

        storage().moveAtomically(at("aside"), at("published"));

        assertThat(read("published/x/1")).isEqualTo("one");
        assertThat(read("published/2")).isEqualTo("two");
        assertThat(storage().exists(at("aside"))).isFalse();
    }

    @Test
    void nothingIsMovedOntoOrIntoSomething() throws IOException {
        write("a/1", "one");
        write("b/2", "two");

        assertThatThrownBy(() -> storage().moveAtomically(at("a"), at("b")))
                .isInstanceOf(StorageException.class)
                .hasMessage("Cannot move " + at("a") + " to " + at("b") + ": it exists already; remove it first");
        assertThat(storage().list(at("b"))).extracting(FileEntry::location).containsExactly(at("b/2"));
    }

    @Test
    void whatIsMissingIsNotMoved() {
        assertThatThrownBy(() -> storage().moveAtomically(at("a"), at("b")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("Cannot move " + at("a") + " to " + at("b"));
    }

    @Test
    void aPointerIsReplacedWhole() throws IOException {
        storage().replaceAtomically(at("CURRENT"), "snapshots/1".getBytes(StandardCharsets.UTF_8));
        assertThat(read("CURRENT")).isEqualTo("snapshots/1");

        storage().replaceAtomically(at("CURRENT"), "snapshots/2".getBytes(StandardCharsets.UTF_8));
        assertThat(read("CURRENT")).isEqualTo("snapshots/2");
        assertThat(storage().list(folder())).hasSize(1);
    }

    /** If the folder was deleted, the file is no longer needed. */
    @Test
    void replacingAFileMakesNoFolder() {
        Location file = at("deleted/before/CURRENT");

        assertThatThrownBy(() -> storage().replaceAtomically(file, new byte[1])).isInstanceOf(StorageException.class);

        assertThat(storage().exists(at("deleted"))).isFalse();
    }

    @Test
    void deletesFilesAndFoldersAndWhatIsNotThere() throws IOException {
        write("a/b/1", "one");
        write("c", "two");

        storage().deleteRecursively(at("a"));
        storage().deleteRecursively(at("c"));
        storage().deleteRecursively(at("never"));

        assertThat(storage().list(folder())).isEmpty();
    }

    @Test
    void saysWhetherItDeletedAFile() throws IOException {
        write("a/1", "one");

        assertThat(storage().deleteFile(at("a/1"))).isTrue();
        assertThat(storage().deleteFile(at("a/1"))).isFalse();
        assertThat(storage().deleteFile(at("never/2"))).isFalse();
        assertThat(storage().list(at("a"))).isEmpty();
    }

    @Test
    void createsFoldersOnceOrAgain() {
        storage().createFolders(at("x/y"));
        storage().createFolders(at("x/y"));

        assertThat(storage().stat(at("x/y")).isFile()).isFalse();
    }

    @Test
    void knowsTheSpaceThatIsLeft() {
        assertThat(storage().usableBytes(folder())).isPositive();
        assertThat(storage().usableBytes(at("not/yet/there"))).isPositive();
    }

    @Test
    void hashesWhileReading() throws IOException {
        write("a", "abc");

        assertThat(Sha256.ofFile(at("a")))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
