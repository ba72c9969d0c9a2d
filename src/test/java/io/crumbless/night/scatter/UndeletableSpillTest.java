package io.crumbless.night.scatter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crumbless.TestingProcess;
import io.crumbless.kernel.balance.Books;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a kept spill that is damaged and cannot be deleted is a notice, and stops no night. */
@Tag("crash")
class UndeletableSpillTest {
    private static final int SIZE = 1000;
    private static final PartKey KEY = new PartKey("one", "a.csv", LocalDate.of(2026, 11, 22));
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    @TempDir
    private Path spill;

    private static KeptSpills kept(Path spill) {
        return KeptSpills.in(spill, SIZE, Optional.empty());
    }

    /** In a process to which the modes of files apply, also where it is root's. */
    @Test
    void whatIsDamagedAndCannotBeDeletedStopsNothing() throws Exception {
        Workspace night = new Workspace(spill.resolve("night"));
        night.create();
        Files.write(night.spillFile("strip-1", 0), new byte[SIZE]);
        PartNotes notes = PartNotes.of(new Books(), new TreeMap<>(), Collections.emptySortedMap());
        kept(spill).keep(KEY, night, "strip-1", false, false, notes);
        Path place = spill.resolve("kept").resolve(KEY.name());
        Files.write(place.resolve("0.spill"), new byte[1]);
        List<String> command = new ArrayList<>();
        if (Files.getOwner(Path.of("/proc/self")).getName().equals("root")) {
            assumeTrue(Files.isExecutable(SETPRIV), "setpriv is not here, so no right was taken from root");
            command.addAll(List.of(SETPRIV.toString(), "--bounding-set", "-dac_override,-dac_read_search"));
        }
        command.addAll(TestingProcess.command(Taking.class, spill.toString()));
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("r-x------"));
        Process taking = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(taking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(taking.waitFor()).as(said).isZero();
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
        assertThat(said)
                .contains("Kept spill " + place + " is damaged or incomplete; its deliveries were read again."
                        + " It cannot be deleted: ")
                .endsWith("; delete it yourself\n");
    }

    /** Takes what is kept, and prints the notices. */
    public static final class Taking {
        private Taking() {}

        /** @param args the folder of unfinished work */
        public static void main(String[] args) throws IOException {
            KeptSpills kept = kept(Path.of(args[0]));
            Workspace night = new Workspace(Path.of(args[0], "night"));
            if (kept.take(KEY, night, "strip-2").isPresent()) {
                throw new IllegalStateException("what is damaged was taken");
            }
            kept.notices().forEach(System.out::println);
        }
    }
}
