package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Profile;
import io.crumbless.kernel.profile.StatementRef;
import java.util.List;
import java.util.Objects;

/** Writes rows of {@link Layout#profiles}. */
public final class ProfileWriter {
    private final PartWriter out;
    private final SnapshotStamp stamp;
    private final ValueCell[] values;
    private final int[] structs;
    private final int[] lineages;
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
        this.lineages = new int[attributes];
        for (int i = 0; i < attributes; i++) {
            Attribute attribute = policy.attributes().get(i);
            String name = attribute.name().value();
            String lineage = name + Layout.LINEAGE_SUFFIX;
            values[i] = new ValueCell(out, schema.leaf(name));
            structs[i] = schema.struct(lineage);
            lineages[i] = schema.leaf(lineage + ".origin");
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
            writeLineage(lineages[entry.attribute()], entry.lineage());
            out.endStruct();
        }
        out.text(runLeaf, stamp.runId());
        out.text(policyLeaf, stamp.policyVersion());
        out.micros(asOfLeaf, stamp.asOfMicros());
        out.endRow();
    }

    /** The leaves of the struct follow one another in the order of the layout. */
    private void writeLineage(int origin, Lineage lineage) {
        out.text(origin, lineage.origin().word());
        if (lineage.declarationId() != null) {
            out.text(origin + 1, lineage.declarationId());
        }
        out.text(origin + 2, lineage.source());
        if (lineage.channel() != null) {
            out.text(origin + 3, lineage.channel());
        }
        if (lineage.elicitation() != null) {
            out.text(origin + 4, lineage.elicitation());
        }
        out.texts(origin + 5, lineage.purposes());
        NoticeRef notice = lineage.notice();
        if (notice != null) {
            out.text(origin + 6, notice.id());
            out.text(origin + 7, notice.version());
            out.text(origin + 8, notice.language());
        }
        if (lineage.legalBasis() != null) {
            out.text(origin + 9, lineage.legalBasis());
        }
        out.micros(origin + 10, lineage.declaredAtMicros());
        if (lineage.validUntilEpochDay() != null) {
            out.day(origin + 11, lineage.validUntilEpochDay());
        }
        out.text(origin + 12, lineage.rule());
        if (!lineage.accumulatedFrom().isEmpty()) {
            writeParts(origin + 13, lineage.accumulatedFrom());
        }
    }

    private void writeParts(int ids, List<StatementRef> parts) {
        out.texts(ids, parts.stream().map(StatementRef::declarationId).toList());
        out.texts(ids + 1, parts.stream().map(ProfileWriter::source).toList());
    }

    private static String source(StatementRef part) {
        return Objects.requireNonNull(part.source(), "the kernel knows the source of every statement");
    }
}
