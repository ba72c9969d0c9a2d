package io.crumbless.warehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.Location;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence that cannot be read is distinguished from evidence that is damaged. */
@Tag("unit")
class ManifestFileTest {
    @TempDir
    private Path folder;

    @Test
    void damagedEvidenceIsReportedAsDamaged() throws IOException {
        Path file = Files.writeString(folder.resolve("amendments.json"), "{\"amendments\": [");

        assertThatThrownBy(() -> ManifestFile.read(Location.of(file), Amendments.class))
                .isInstanceOf(Failure.class)
                .hasMessage("Cannot read " + file + ": it is damaged or not of this program; restore it from a copy");
    }

    /** Ctrl-C while a file was read: the message must not ask for a copy of the file. */
    @Test
    void aStopIsNotTakenForDamage() throws IOException {
        Path file = Files.write(folder.resolve("amendments.json"), ManifestFile.bytes("whole"));

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> ManifestFile.read(Location.of(file), Amendments.class))
                    .isInstanceOf(Stopped.class)
                    .hasMessage("Stopped while reading " + file + "; the same command continues it");
        } finally {
            Thread.interrupted();
        }
    }
}
