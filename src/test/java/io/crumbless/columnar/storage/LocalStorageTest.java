package io.crumbless.columnar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local disk keeps the storage contract, has links, and needs no Hadoop. */
@Tag("crash")
class LocalStorageTest extends StorageContract {
    @TempDir
    Path folder;

    @Override
    Location folder() {
        return Location.of(folder);
    }

    @Test
    void aLinkIsPointedElsewhereInOneStep() throws IOException {
        Storage storage = Storage.of(folder());
        Storage.Links links = storage.links().orElseThrow();
        Location link = folder().resolve("current");
        assertThat(links.target(link)).isEmpty();

        Files.createDirectories(folder.resolve("snapshots/1"));
        links.point(link, "snapshots/1");
        assertThat(links.target(link)).contains("snapshots/1");
        links.point(link, "snapshots/2");
        assertThat(links.target(link)).contains("snapshots/2");
        assertThat(Files.list(folder))
                .containsExactlyInAnyOrder(folder.resolve("current"), folder.resolve("snapshots"));
    }

    /** Else a warehouse without rights would pass for an empty one. */
    @Test
    void aLinkThatCannotBeSeenIsNotMissing() throws IOException {
        Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
        Storage.Links links = Storage.of(folder()).links().orElseThrow();

        assertThatThrownBy(() -> links.target(folder().resolve("loop/current")))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("Cannot read the link ");
    }

    /** Export files often have their time in the name. */
    @Test
    void aNameWithAColonIsNoUri() throws IOException {
        Path file = Files.writeString(folder.resolve("d-2026-11-22T10:31:00Z.csv"), "a");

        assertThat(Storage.of(folder()).glob(folder().resolve("d-*.csv")))
                .extracting(FileEntry::location)
                .containsExactly(Location.of(file));
    }

    /** If ignored, the delivery would be lost silently. */
    @Test
    void aFileWhoseNameIsNoTextIsFound() throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf a > \"$(printf 'd-\\374.csv')\"")
                .directory(folder.toFile())
                .start();
        assertThat(shell.waitFor()).isZero();

        assertThat(Storage.of(folder()).globOthers(folder().resolve("d-*.csv")))
                .extracting(FileEntry::kind)
                .containsExactly(FileEntry.Kind.UNREADABLE_NAME);
        assertThat(Storage.of(folder()).list(folder())).isEmpty();
    }

    @Test
    void deletingALinkLeavesWhatItPointsAt() throws IOException {
        Path kept = Files.createDirectories(folder.resolve("kept"));
        Files.writeString(kept.resolve("a"), "a");
        Path doomed = Files.createDirectories(folder.resolve("doomed"));
        Files.createSymbolicLink(doomed.resolve("link"), kept);

        Storage.of(folder()).deleteRecursively(Location.of(doomed));

        assertThat(doomed).doesNotExist();
        assertThat(kept.resolve("a")).exists();
    }

    @Test
    void aRelativeGlobGivesRelativeNames() {
        assertThat(Storage.of(Location.of("pom.xml")).glob(Location.of("pom.x*")))
                .extracting(entry -> entry.location().text())
                .containsExactly("pom.xml");
        assertThat(Storage.of(Location.of("src")).glob(Location.of("src/main/java/io/crumbless/Crumble*.java")))
                .extracting(entry -> entry.location().text())
                .containsExactly("src/main/java/io/crumbless/Crumbless.java");
    }

    @Test
    void hashesAndCountsWhileWriting() throws IOException {
        Path file = folder.resolve("a");
        try (Sha256.Writing out = new Sha256.Writing(Storage.of(folder()).create(Location.of(file)))) {
            out.write('a');
            out.write("xbcx".getBytes(), 1, 2);
            assertThat(out.bytes()).isEqualTo(3);
            assertThat(out.hex()).isEqualTo(Sha256.hex("abc".getBytes()));
        }
        assertThat(file).hasContent("abc");
    }

    @Test
    void hashesAndCountsWhatIsSkipped() throws IOException {
        Files.writeString(folder.resolve("a"), "abc");
        try (Sha256.Reading in = new Sha256.Reading(Storage.of(folder()).open(folder().resolve("a")))) {
            assertThat(in.skip(2)).isEqualTo(2);
            assertThat(in.read()).isEqualTo('c');
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.bytes()).isEqualTo(3);
            assertThat(in.hex()).isEqualTo(Sha256.hex("abc".getBytes()));
        }
    }

    @Test
    void anUnknownFileSystemIsSaidToBe() {
        assertThatThrownBy(() -> Storage.of(Location.of("nosuch://host/path")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("Cannot reach the file system of nosuch://host/path: ")
                .hasMessageContaining("check its scheme and the Hadoop configuration on the class path");
    }

    /** Hadoop's classes take a second to load and settings from files; a local run must not pay for them. */
    @Test
    void noHadoopClassIsLoaded() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Probe.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        List<String> lines;
        try (InputStream output = process.getInputStream()) {
            lines = new String(output.readAllBytes()).lines().toList();
        }
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();

        assertThat(lines).anyMatch(line -> line.contains("io.crumbless.columnar.storage.LocalStorage "));
        assertThat(lines).noneMatch(line -> line.contains("org.apache.hadoop"));
    }

    /** Does in a separate process what a local run does. */
    static final class Probe {
        public static void main(String[] arguments) throws IOException {
            Location folder = Location.of(arguments[0]);
            Storage storage = Storage.of(folder);
            storage.create(folder.resolve("a")).close();
            storage.moveAtomically(folder.resolve("a"), folder.resolve("b"));
            storage.replaceAtomically(folder.resolve("p"), new byte[1]);
            storage.glob(folder.resolve("*"));
            storage.deleteRecursively(folder.resolve("b"));
        }
    }
}
