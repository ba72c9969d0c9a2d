package io.crumbless.night.local;

import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
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
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.dataset.EvidenceLog;
import io.crumbless.warehouse.dataset.ExtractWriter;
import io.crumbless.warehouse.dataset.ProfileWriter;
import io.crumbless.warehouse.dataset.SnapshotStamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what the kernel decided for one range of subjects: one file of each dataset, later joined to parts. */
final class Shards implements AutoCloseable {
    private final String runId;
    private final List<PartWriter> open = new ArrayList<>();
    private final PartWriter moments;
    private final PartWriter removals;
    private final PartWriter refusals;
    private final ProfileWriter profiles;
    private final PartWriter log;
    private final List<ExtractWriter> extracts = new ArrayList<>();
    private final MomentLeaves momentLeaves;
    private final RemovalLeaves removalLeaves;
    private final RefusalLeaves refusalLeaves;

    private record MomentLeaves(
            int subject,
            int attribute,
            int purpose,
            int channel,
            int opens,
            int closes,
            int source,
            int declaration,
            int run) {
        static MomentLeaves of(TableSchema schema) {
            return new MomentLeaves(
                    schema.leaf("subject_id"),
                    schema.leaf("attribute"),
                    schema.leaf("purpose"),
                    schema.leaf("channel"),
                    schema.leaf("opens"),
                    schema.leaf("closes"),
                    schema.leaf("source"),
                    schema.leaf("declaration_id"),
                    schema.leaf("run_id"));
        }
    }

    private record RemovalLeaves(int subject, int source, int origin, int values, int run) {
        static RemovalLeaves of(TableSchema schema) {
            return new RemovalLeaves(
                    schema.leaf("subject_id"),
                    schema.leaf("source"),
                    schema.leaf("origin"),
                    schema.leaf("values"),
                    schema.leaf("run_id"));
        }
    }

    private record RefusalLeaves(
            int subject, int source, int file, int position, int reason, int declaration, int run) {
        static RefusalLeaves of(TableSchema schema) {
            return new RefusalLeaves(
                    schema.leaf("subject_id"),
                    schema.leaf("source"),
                    schema.leaf("file"),
                    schema.leaf("position"),
                    schema.leaf("reason"),
                    schema.leaf("declaration_id"),
                    schema.leaf("run_id"));
        }
    }

    Shards(PlanTerms terms, Staging staging, Datasets datasets, String range) {
        this.runId = staging.runId();
        Policy policy = terms.policy();
        SnapshotStamp stamp =
                new SnapshotStamp(runId, policy.version(), terms.night().asOfMicros());
        boolean opened = false;
        try {
            profiles = new ProfileWriter(create(staging, datasets, datasets.profiles(), range), policy, stamp);
            log = create(staging, datasets, datasets.declarations(), range);
            moments = create(staging, datasets, datasets.contactMoments(), range);
            removals = create(staging, datasets, datasets.removals(), range);
            refusals = create(staging, datasets, datasets.refusals(), range);
            for (int i = 0; i < datasets.extracts().size(); i++) {
                PartWriter writer =
                        create(staging, datasets, datasets.extracts().get(i), range);
                extracts.add(
                        new ExtractWriter(writer, policy, datasets.purposes().get(i), runId));
            }
            momentLeaves = MomentLeaves.of(datasets.contactMoments().schema());
            removalLeaves = RemovalLeaves.of(datasets.removals().schema());
            refusalLeaves = RefusalLeaves.of(datasets.refusals().schema());
            opened = true;
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    static Location location(Staging staging, Dataset dataset, String range) {
        return staging.shards().resolve(dataset.folder() + "/" + range + ".parquet");
    }

    private PartWriter create(Staging staging, Datasets datasets, Dataset dataset, String range) {
        Location location = location(staging, dataset, range);
        // What a killed attempt left half written.
        Storage.of(location).deleteRecursively(location);
        PartWriter writer = PartWriter.create(location, dataset.schema(), datasets.settings(dataset));
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
            write(subject, moment);
        }
        for (Removal removal : outcome.removals()) {
            write(subject, removal);
        }
        for (SubjectOutcome.Refused refused : outcome.refused()) {
            // Nothing names somebody who was erased; file and position lead their source to the record.
            refuse(
                    refused.reason() == Refusal.SUBJECT_ERASED ? null : subject.value(),
                    new RefusedRecord(refused.position(), refused.reason().word(), refused.declarationId()));
        }
    }

    private void write(SubjectId subject, ContactMoment moment) {
        moments.beginRow();
        moments.text(momentLeaves.subject, subject.value());
        moments.text(momentLeaves.attribute, moment.attribute());
        moments.text(momentLeaves.purpose, moment.purpose());
        moments.text(momentLeaves.channel, moment.channel());
        moments.day(momentLeaves.opens, Math.toIntExact(moment.opens().toEpochDay()));
        moments.day(momentLeaves.closes, Math.toIntExact(moment.closes().toEpochDay()));
        moments.text(momentLeaves.source, moment.source());
        moments.text(momentLeaves.declaration, moment.declarationId());
        moments.text(momentLeaves.run, runId);
        moments.endRow();
    }

    private void write(SubjectId subject, Removal removal) {
        removals.beginRow();
        removals.text(removalLeaves.subject, subject.value());
        removals.text(removalLeaves.source, removal.source());
        removals.text(removalLeaves.origin, removal.origin().word());
        removals.whole(removalLeaves.values, removal.values());
        removals.text(removalLeaves.run, runId);
        removals.endRow();
    }

    /** @param subject null where the record did not tell it, or the person is erased */
    void refuse(@Nullable String subject, RefusedRecord refused) {
        refusals.beginRow();
        if (subject != null) {
            refusals.text(refusalLeaves.subject, subject);
        }
        refusals.text(refusalLeaves.source, refused.position().source());
        refusals.text(refusalLeaves.file, refused.position().file());
        refusals.whole(refusalLeaves.position, refused.position().at());
        refusals.text(refusalLeaves.reason, refused.reason());
        if (refused.declarationId() != null && subject != null) {
            refusals.text(refusalLeaves.declaration, refused.declarationId());
        }
        refusals.text(refusalLeaves.run, runId);
        refusals.endRow();
    }

    /** Finishes all files. */
    void finish() {
        open.forEach(PartWriter::finish);
    }

    @Override
    public void close() {
        open.forEach(PartWriter::close);
    }
}
