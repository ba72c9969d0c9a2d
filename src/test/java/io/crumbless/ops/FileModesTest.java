package io.crumbless.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.Crumbless;
import io.crumbless.TestingProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: no other account on the machine can read the files of a night, regardless of the umask. */
@Tag("crash")
@Tag("night")
class FileModesTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void layOut() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        for (String part : List.of("jobs", "sample-data")) {
            try (Stream<Path> files = Files.walk(Path.of(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.createDirectories(home.resolve(file).getParent());
                    Files.copy(file, home.resolve(file));
                }
            }
        }
    }

    /** Commands in separate processes. */
    private void work(String umask, String... lines) throws Exception {
        for (String line : lines) {
            String java = TestingProcess.command(Crumbless.class, line.split(" ")).stream()
                    .map(word -> word.equals(CLASS_PATH) ? absolute(word) : word)
                    .map(word -> "'" + word + "'")
                    .collect(Collectors.joining(" "));
            Commands.Result result = Commands.run(home, Map.of(), "sh", "-c", "umask " + umask + "; exec " + java);
            assertThat(result.code()).as(result.all()).isZero();
        }
    }

    /** It is started in another folder. */
    private static String absolute(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private SortedMap<String, String> modes() throws IOException {
        SortedMap<String, String> modes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                String name = home.relativize(file).toString();
                boolean given = name.isEmpty() || name.startsWith("jobs") || name.startsWith("sample-data");
                if (!given && !Files.isSymbolicLink(file)) {
                    String kind = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? "d" : "-";
                    modes.put(name, kind + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                }
            }
        }
        return modes;
    }

    @Test
    void whatIsPublishedIsForTheGroupAndAllElseForTheAccountAlone() throws Exception {
        work(
                "000",
                "run jobs/nightly-profiles.yaml --date 2026-11-21",
                "run jobs/nightly-profiles.yaml --date 2026-11-22",
                "statement C-1042 --export C-1042.json",
                "erase C-1042 --yes");

        SortedMap<String, String> modes = modes();
        assertThat(modes).hasSizeGreaterThan(60).containsKeys("control/crumbless.mv.db", "C-1042.json");
        modes.forEach((name, mode) -> assertThat(mode).as(name).isEqualTo(expected(name, mode)));
    }

    private static String expected(String name, String mode) {
        boolean isFolder = mode.startsWith("d");
        if (name.equals("warehouse/.staging")) {
            return "drwx--x---";
        }
        if (name.startsWith("warehouse")) {
            return isFolder ? "drwxr-x---" : "-rw-r-----";
        }
        return isFolder ? "drwx------" : "-rw-------";
    }

    @Test
    void aJobMayNameOthers() throws Exception {
        Path job = home.resolve("jobs/nightly-profiles.yaml");
        Files.writeString(job, Files.readString(job) + "\npermissions: { files: \"0660\", folders: \"0770\" }\n");

        work("077", "run jobs/nightly-profiles.yaml --date 2026-11-22");

        SortedMap<String, String> modes = modes();
        assertThat(modes.get("warehouse/snapshots")).isEqualTo("drwxrwx---");
        assertThat(modes.keySet())
                .filteredOn(name -> name.endsWith(".parquet"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(modes.get(name)).isEqualTo("-rw-rw----"));
        assertThat(modes.get("control/crumbless.mv.db")).isEqualTo("-rw-------");
    }
}
