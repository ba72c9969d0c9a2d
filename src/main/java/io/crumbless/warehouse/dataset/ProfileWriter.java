package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Profile;

/** Writes rows of {@link Layout#profiles}. */
public final class ProfileWriter {
    private final PartWriter out;
    private final SnapshotStamp stamp;
    private final ValueCell[] values;
    private final int[] structs;
    private final LineageColumns[] lineages;
    private final TextColumn subject;
    private final TextColumn jurisdiction;
    private final TextColumn run;
    private final TextColumn policyVersion;
    private final MicrosColumn asOf;

    public ProfileWriter(PartWriter out, Policy policy, SnapshotStamp stamp) {
        this.out = out;
        this.stamp = stamp;
        TableSchema schema = Layout.profiles(policy).schema();
        int attributes = policy.attributes().size();
        this.values = new ValueCell[attributes];
        this.structs = new int[attributes];
        this.lineages = new LineageColumns[attributes];
        for (int i = 0; i < attributes; i++) {
            Attribute attribute = policy.attributes().get(i);
            String name = attribute.name().value();
            String lineage = name + Layout.LINEAGE_SUFFIX;
            values[i] = new ValueCell(out, schema.leaf(name));
            structs[i] = schema.struct(lineage);
            lineages[i] = new LineageColumns(schema, lineage);
        }
        this.subject = SnapshotColumns.SUBJECT_ID.in(schema);
        this.jurisdiction = SnapshotColumns.JURISDICTION.in(schema);
        this.run = SnapshotColumns.RUN_ID.in(schema);
        this.policyVersion = SnapshotColumns.POLICY_VERSION.in(schema);
        this.asOf = SnapshotColumns.AS_OF.in(schema);
    }

    public void write(Profile profile) {
        out.beginRow();
        subject.write(out, profile.subject().value());
        jurisdiction.write(out, profile.jurisdiction());
        for (Profile.Entry entry : profile.entries()) {
            values[entry.attribute()].write(entry.value());
            out.beginStruct(structs[entry.attribute()]);
            lineages[entry.attribute()].write(out, entry.lineage());
            out.endStruct();
        }
        run.write(out, stamp.runId());
        policyVersion.write(out, stamp.policyVersion());
        asOf.write(out, stamp.asOfMicros());
        out.endRow();
    }
}
