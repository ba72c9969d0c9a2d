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
    private final int subjectLeaf;
    private final int jurisdictionLeaf;
    private final int runLeaf;
    private final int policyLeaf;
    private final int asOfLeaf;

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
        this.subjectLeaf = schema.leaf(Layout.SUBJECT_ID);
        this.jurisdictionLeaf = schema.leaf("jurisdiction");
        this.runLeaf = schema.leaf("run_id");
        this.policyLeaf = schema.leaf("policy_version");
        this.asOfLeaf = schema.leaf("as_of");
    }

    public void write(Profile profile) {
        out.beginRow();
        out.text(subjectLeaf, profile.subject().value());
        if (profile.jurisdiction() != null) {
            out.text(jurisdictionLeaf, profile.jurisdiction());
        }
        for (Profile.Entry entry : profile.entries()) {
            values[entry.attribute()].write(entry.value());
            out.beginStruct(structs[entry.attribute()]);
            lineages[entry.attribute()].write(out, entry.lineage());
            out.endStruct();
        }
        out.text(runLeaf, stamp.runId());
        out.text(policyLeaf, stamp.policyVersion());
        out.micros(asOfLeaf, stamp.asOfMicros());
        out.endRow();
    }
}
