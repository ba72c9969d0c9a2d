package io.crumbless.night.gather;

import io.crumbless.columnar.parquet.write.PartSummary;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.merge.ContactMoment;
import io.crumbless.kernel.merge.Removal;
import io.crumbless.kernel.merge.SubjectOutcome;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.plan.PlanTerms;
import io.crumbless.night.scatter.RefusedRecord;
import io.crumbless.warehouse.dataset.ContactMomentRows;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.dataset.Datasets;
import io.crumbless.warehouse.dataset.EvidenceLog;
import io.crumbless.warehouse.dataset.ExtractWriter;
import io.crumbless.warehouse.dataset.ProfileWriter;
import io.crumbless.warehouse.dataset.RefusalRows;
import io.crumbless.warehouse.dataset.RemovalRows;
import io.crumbless.warehouse.dataset.SnapshotStamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the outcomes of one range of subjects: one file per dataset, later joined to parts. */
public final class Shards implements AutoCloseable {
    private final String runId;
    private final ShardColumns columns;
    private final Storage.Sync sync;
    private final List<PartWriter> open = new ArrayList<>();
    private final PartWriter moments;
    private final PartWriter removals;
    private final PartWriter refusals;
    private final ProfileWriter profiles;
    private final PartWriter log;
    private final List<ExtractWriter> extracts = new ArrayList<>();

    /**
     * @param folder contains a folder for each dataset
     * @param range name of the files
     */
    public Shards(PlanTerms terms, String runId, Location folder, Datasets datasets, String range) {
        this(terms, runId, folder, datasets, range, new ShardColumns(datasets), Storage.Sync.ON_CLOSE);
    }

    /** @param columns used by these files only until they are finished */
    Shards(
            PlanTerms terms,
            String runId,
            Location folder,
            Datasets datasets,
            String range,
            ShardColumns columns,
            Storage.Sync sync) {
        this.runId = runId;
        this.columns = columns;
        this.sync = sync;
        Policy policy = terms.policy();
        SnapshotStamp stamp =
                new SnapshotStamp(runId, policy.version(), terms.night().asOfMicros());
        boolean opened = false;
        try {
            profiles = new ProfileWriter(create(folder, datasets.profiles(), range), policy, stamp);
            log = create(folder, datasets.declarations(), range);
            moments = create(folder, datasets.contactMoments(), range);
            removals = create(folder, datasets.removals(), range);
            refusals = create(folder, datasets.refusals(), range);
            for (int i = 0; i < datasets.extracts().size(); i++) {
                PartWriter writer = create(folder, datasets.extracts().get(i), range);
                extracts.add(
                        new ExtractWriter(writer, policy, datasets.purposes().get(i), runId));
            }
            opened = true;
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    private PartWriter create(Location folder, Dataset dataset, String range) {
        Location location = folder.resolve(dataset.folder() + "/" + range + ".parquet");
        // Left unfinished by a killed attempt.
        Storage.of(location).deleteRecursively(location);
        PartWriter writer = PartWriter.create(location, columns.of(dataset), sync);
        open.add(writer);
        return writer;
    }

    void write(SubjectId subject, SubjectOutcome outcome) {
        outcome.profile().ifPresent(profile -> {
            profiles.write(profile);
            extracts.forEach(extract -> extract.write(profile));
        });
        for (LogEntry entry : outcome.log()) {
            EvidenceLog.write(log, entry);
        }
        for (ContactMoment moment : outcome.moments()) {
            ContactMomentRows.write(moments, runId, subject, moment);
        }
        for (Removal removal : outcome.removals()) {
            RemovalRows.write(removals, runId, subject, removal);
        }
        for (SubjectOutcome.Refused refused : outcome.refused()) {
            // Erased people are not named; file and position lead their source to the record.
            refuse(
                    refused.reason() == Refusal.SUBJECT_ERASED ? null : subject.value(),
                    new RefusedRecord(refused.position(), refused.reason().word(), refused.declarationId()));
        }
    }

    /** @param subject null if the record did not name it, or the person is erased */
    void refuse(@Nullable String subject, RefusedRecord refused) {
        String declaration = subject == null ? null : refused.declarationId();
        RefusalRows.write(
                refusals, runId, new RefusalRows.Row(subject, refused.position(), refused.reason(), declaration));
    }

    /** Finishes all files, in the order of {@link Datasets#all}. */
    public List<PartSummary> finish() {
        return open.stream().map(PartWriter::finish).toList();
    }

    @Override
    public void close() {
        open.forEach(PartWriter::close);
    }
}
