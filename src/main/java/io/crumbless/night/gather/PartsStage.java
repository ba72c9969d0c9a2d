package io.crumbless.night.gather;

import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.rewrite.PartConcatenation;
import io.crumbless.columnar.parquet.write.PartSummary;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.balance.Books;
import io.crumbless.night.publish.Staging;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Stage;
import io.crumbless.night.scatter.Workspace;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.dataset.Datasets;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins the pieces of each dataset into part files of a useful size; row groups are copied as bytes. */
public final class PartsStage implements Stage {
    private final Workspace workspace;
    private final Staging staging;
    private final Datasets datasets;
    private @Nullable List<Location> left;

    public PartsStage(Workspace workspace, Staging staging, Datasets datasets) {
        this.workspace = workspace;
        this.staging = staging;
        this.datasets = datasets;
    }

    @Override
    public String name() {
        return "write parts";
    }

    @Override
    public List<String> parts() {
        return datasets.all().stream().map(PartsStage::partName).toList();
    }

    private static String partName(Dataset dataset) {
        return "parts-" + dataset.folder().replace('/', '-');
    }

    /** What was written for one dataset. */
    record Written(List<Manifest.Output> outputs) {}

    @Override
    public void run(String part) {
        Dataset dataset = datasets.all().stream()
                .filter(one -> partName(one).equals(part))
                .findFirst()
                .orElseThrow();
        Location folder = staging.snapshot().resolve(dataset.folder());
        deleteLeft(folder);
        List<Manifest.Output> outputs = new ArrayList<>();
        for (List<Location> pieces : groups(dataset)) {
            String file = PartGroups.name(outputs.size());
            PartSummary summary = PartConcatenation.join(folder.resolve(file), dataset.schema(), pieces);
            outputs.add(new Manifest.Output(
                    dataset.folder(),
                    dataset.folder() + "/" + file,
                    summary.rows(),
                    summary.bytes(),
                    summary.sha256()));
        }
        Location note = noteOf(dataset);
        Storage.of(note).replaceAtomically(note, ManifestFile.bytes(new Written(outputs)));
        workspace.keep(part, new Books());
    }

    /**
     * Deletes what a killed attempt left of a dataset; done once for all datasets, because object stores charge for
     * each request.
     */
    private void deleteLeft(Location folder) {
        Storage storage = staging.warehouse().storage();
        left().stream()
                .filter(file -> file.text().startsWith(folder.text() + "/"))
                .forEach(storage::deleteFile);
    }

    private synchronized List<Location> left() {
        List<Location> known = left;
        if (known == null) {
            known = staging.warehouse().storage().listRecursively(staging.snapshot()).stream()
                    .filter(FileEntry::isFile)
                    .map(FileEntry::location)
                    .toList();
            left = known;
        }
        return known;
    }

    private Location noteOf(Dataset dataset) {
        return staging.shards().resolve(partName(dataset) + ".json");
    }

    /** Pieces in the order of their ranges. */
    private List<List<Location>> groups(Dataset dataset) {
        Location shards = staging.shards().resolve(dataset.folder());
        List<FileEntry> pieces = Storage.of(shards).list(shards).stream()
                .filter(entry -> entry.location().name().startsWith(MergeStage.PREFIX))
                .toList();
        return PartGroups.of(pieces, PartsStage::rows, FileEntry::size).stream()
                .map(group -> group.stream().map(FileEntry::location).toList())
                .toList();
    }

    private static long rows(FileEntry piece) {
        return ParquetTable.openForFew(piece.location()).rows();
    }

    /** All files of the snapshot's datasets, in order. */
    public List<Manifest.Output> outputs() {
        return datasets.all().stream()
                .flatMap(dataset -> ManifestFile.read(noteOf(dataset), Written.class).outputs().stream())
                .toList();
    }

    @Override
    public List<Count> counts() {
        List<Manifest.Output> outputs = outputs();
        long bytes = outputs.stream().mapToLong(Manifest.Output::bytes).sum();
        return List.of(new Count(outputs.size(), "files", "file"), new Count(bytes >> 10, "KiB"));
    }
}
