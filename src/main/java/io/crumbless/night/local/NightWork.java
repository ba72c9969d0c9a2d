package io.crumbless.night.local;

import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.kernel.profile.Night;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.Delivers;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.intake.Intake;
import io.crumbless.warehouse.dataset.SnapshotStamp;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What every stage of one run works with.
 *
 * @param base run id of the snapshot whose evidence log the night builds on; empty for the first night
 * @param erasedBefore people an earlier night erased
 * @param memory what the night may hold at once
 * @param restored the snapshot a rollback goes back to; empty on a night
 * @param ids what subject ids of the log ignore, by source of the statement
 * @param share of the subjects that are worked on; all of them on a night
 */
record NightWork(
        String job,
        Policy policy,
        Night night,
        String runId,
        Intake intake,
        Warehouse warehouse,
        Optional<String> base,
        ErasedSubjects erasedBefore,
        Workspace workspace,
        MemoryBudget memory,
        Optional<Manifest> restored,
        Function<String, IdFold> ids,
        KeyShare share) {

    /** What the manifest names as read: of a rollback, what the snapshot it goes back to was made of. */
    List<Manifest.Input> inputs() {
        return restored.map(Manifest::inputs).orElseGet(intake::inputs);
    }

    /** Names of the declaration sources that deliver everything every night. */
    Set<String> snapshotSources() {
        return intake.declarations().stream()
                .map(Delivery::source)
                .filter(source -> source.delivers() == Delivers.SNAPSHOT)
                .map(DeclarationSource::name)
                .collect(Collectors.toSet());
    }

    SnapshotStamp stamp() {
        return new SnapshotStamp(runId, policy.version(), night.asOfMicros());
    }

    /** Takes the spill of one part; what a killed attempt left of it is deleted first. */
    SpillWriter spillWriter(String part) throws IOException {
        workspace.deleteSpill(part);
        return new SpillWriter(workspace.spill(), part, memory.sortBytes(), share::takes);
    }

    /** The parts of a dataset of a published snapshot, in order. */
    List<Location> parts(Manifest published, String dataset) {
        Location snapshot = warehouse.snapshot(published.runId());
        return published.outputs().stream()
                .filter(output -> output.dataset().equals(dataset))
                .map(output -> snapshot.resolve(output.file()))
                .toList();
    }

    /** Makes the folders of unfinished work. */
    void createFolders() {
        workspace.create();
        warehouse.stage(runId);
    }

    /** Where the snapshot is put together. */
    Location snapshot() {
        return warehouse.staging(runId).resolve("snapshot");
    }

    /** Where the pieces of its part files are written. */
    Location shards() {
        return warehouse.staging(runId).resolve("shards");
    }
}
