package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.profile.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of {@link Layout#extract}: the values of a profile that one purpose may use; no row if there are none.
 */
public final class ExtractWriter {
    private final PartWriter out;
    private final String purpose;
    private final String runId;
    private final @Nullable ValueCell[] values;
    private final int[] structs;
    private final LineageColumns.@Nullable OfExtracts[] lineages;
    private final TextColumn subject;
    private final TextColumn jurisdiction;
    private final TextColumn run;

    public ExtractWriter(PartWriter out, Policy policy, Purpose purpose, String runId) {
        this.out = out;
        this.purpose = purpose.id();
        this.runId = runId;
        TableSchema schema = Layout.extract(policy, purpose).schema();
        int attributes = policy.attributes().size();
        this.values = new ValueCell[attributes];
        this.structs = new int[attributes];
        this.lineages = new LineageColumns.OfExtracts[attributes];
        for (int i = 0; i < attributes; i++) {
            Attribute attribute = policy.attributes().get(i);
            if (attribute.purposes().contains(purpose.id())) {
                String name = attribute.name().value();
                values[i] = new ValueCell(out, schema.leaf(name));
                structs[i] = schema.struct(name + Layout.LINEAGE_SUFFIX);
                lineages[i] = new LineageColumns.OfExtracts(schema, name + Layout.LINEAGE_SUFFIX);
            }
        }
        this.subject = SnapshotColumns.SUBJECT_ID.in(schema);
        this.jurisdiction = SnapshotColumns.JURISDICTION.in(schema);
        this.run = SnapshotColumns.RUN_ID.in(schema);
    }

    public void write(Profile profile) {
        if (!isServed(profile.entries())) {
            return;
        }
        out.beginRow();
        subject.write(out, profile.subject().value());
        jurisdiction.write(out, profile.jurisdiction());
        for (Profile.Entry entry : profile.entries()) {
            ValueCell value = values[entry.attribute()];
            LineageColumns.OfExtracts lineage = lineages[entry.attribute()];
            if (value != null && lineage != null && isServed(entry)) {
                value.write(entry.value());
                out.beginStruct(structs[entry.attribute()]);
                lineage.write(out, entry.lineage());
                out.endStruct();
            }
        }
        run.write(out, runId);
        out.endRow();
    }

    private boolean isServed(List<Profile.Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            if (isServed(entries.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isServed(Profile.Entry entry) {
        return entry.lineage().purposes().contains(purpose);
    }
}
