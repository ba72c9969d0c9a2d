package io.crumbless.night.spark;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.scatter.PartNotes;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;

/**
 * The result of scatter and gather on Spark. The files are in the staging of the run, under their names in the
 * manifest.
 *
 * @param outputs all files of the snapshot's datasets, in the order of {@link
 *     io.crumbless.warehouse.dataset.Datasets#all}
 * @param notes notes of the tasks, summed by prefix of their names
 */
public record SparkResult(List<Manifest.Output> outputs, SortedMap<String, PartNotes> notes) {
    public SparkResult {
        outputs = List.copyOf(outputs);
    }

    /** Its written form, UTF-8. */
    public byte[] bytes() {
        return ManifestFile.bytes(this);
    }

    /**
     * Reads what {@link #bytes} wrote.
     *
     * @param from where it lies, for messages
     * @throws io.crumbless.process.Failure environment if it is damaged
     */
    public static SparkResult of(String from, byte[] written) {
        return WorkFile.answer(
                from, () -> ManifestFile.parse(new String(written, StandardCharsets.UTF_8), SparkResult.class));
    }

    /** Writes it in one step. */
    public void write(Location file) {
        Storage.of(file).replaceAtomically(file, bytes());
    }

    /** @throws io.crumbless.process.Failure if the file does not hold one */
    public static SparkResult read(Location file) {
        return ManifestFile.read(file, SparkResult.class);
    }
}
