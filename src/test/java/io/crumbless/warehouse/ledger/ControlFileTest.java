package io.crumbless.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a kill while a warehouse is created leaves nothing that stays. */
@Tag("unit")
class ControlFileTest {
    @TempDir
    private Path folder;

    private ControlFile ofDatabase(String database) {
        return new ControlFile(Location.of(folder), database, "the test's");
    }

    @Test
    void whatAKillLeftOfTheFirstCreationIsDeletedByTheNextStart() throws IOException {
        Files.writeString(folder.resolve(".control.json.0b1a3a52-7a8f-4c3e-9d0f-5f6a7b8c9d0e"), "{");

        String id = ofDatabase("a").warehouseId();

        assertThat(folder).isDirectoryContaining("glob:**/control.json").isDirectoryNotContaining("glob:**/.control*");
        Files.writeString(folder.resolve(".control.json.1"), "");
        assertThat(ofDatabase("a").warehouseId()).isEqualTo(id);
        assertThat(folder).isDirectoryNotContaining("glob:**/.control*");
    }

    @Test
    void whoOnlyLooksDeletesNothing() throws IOException {
        ofDatabase("a").warehouseId();
        Files.writeString(folder.resolve(".control.json.1"), "");

        assertThat(ofDatabase("a").idIfOurs()).isPresent();

        assertThat(folder.resolve(".control.json.1")).exists();
    }
}
