package io.crumbless.columnar.parquet.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: files are read and written where no folder for temporary files is, or where nothing in it may be run. */
@Tag("crash")
class NativeLibraryTest {
    @TempDir
    private Path folder;

    @Test
    void needsNoFolderForTemporaryFiles() throws Exception {
        assertThat(load(List.of("-Djava.io.tmpdir=/nonexistent", "-Dcrumbless.native=" + folder.resolve("installed"))))
                .contains("zstd from " + folder.resolve("installed"), "snappy from " + folder.resolve("installed"));
    }

    @Test
    void replacesWhatIsNotTheLibrary() throws Exception {
        List<String> options = List.of("-Dcrumbless.native=" + folder);
        load(options);
        try (Stream<Path> unpacked = Files.list(folder)) {
            for (Path file : unpacked.toList()) {
                Files.writeString(file, "not a library");
            }
        }

        assertThat(load(options)).contains("snappy works");
        try (Stream<Path> unpacked = Files.list(folder)) {
            assertThat(unpacked).hasSize(2).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        }
    }

    /** A folder mounted noexec, in a namespace of the test's own. */
    @Test
    void goesOnWhereAFolderForbidsToRunWhatLiesInIt() throws Exception {
        Path forbidding = Files.createDirectory(folder.resolve("noexec"));
        String mount = "mount -t tmpfs -o noexec tmpfs '" + forbidding + "'";
        assumeTrue(run(List.of("unshare", "-m", "sh", "-c", mount)).code() == 0, "needs the right to mount");

        Result result = run(List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                mount + " && exec \"$@\"",
                "sh",
                java(),
                "-Djava.io.tmpdir=" + forbidding,
                "-Dcrumbless.native=" + forbidding.resolve("native"),
                "-cp",
                System.getProperty("java.class.path"),
                LoadingLibraries.class.getName(),
                folder.resolve("job").toString()));

        assertThat(result.output()).contains("snappy works").doesNotContain("from " + forbidding);
    }

    /**
     * A library unpacked for a job is readable by its account only; one unpacked beside the program, by everybody who
     * can read the program.
     */
    @Test
    void isReadableAsTheFolderIs() throws Exception {
        Path asProgram = Files.createDirectory(
                folder.resolve("program"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        load(List.of("-Dcrumbless.native=" + asProgram.resolve("native")));

        try (Stream<Path> unpacked = Files.list(asProgram.resolve("native"))) {
            assertThat(unpacked).hasSize(2).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    private String load(List<String> options) throws Exception {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(
                List.of(LoadingLibraries.class.getName(), folder.resolve("job").toString()));
        return run(command).output();
    }

    private record Result(int code, String output) {}

    private static Result run(List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            return new Result(-1, "");
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
