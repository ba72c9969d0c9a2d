package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.warehouse.remark.Code;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares an extract with the profiles: it must contain exactly the values that serve its purpose. */
final class Extract {
    private final Walk walk;
    private final AuditedColumn jurisdiction;
    private final int purpose;
    private final String purposeId;
    private final Findings.Tally tally;

    private final long[] nextRows;

    /** By attribute; null if the extract has no column for it. */
    private final @Nullable Shown[] byAttribute;

    /** One attribute of the extract. */
    private static final class Shown extends AttributeColumns {
        private final AuditedColumn declarationId;
        private final AuditedColumn source;
        private final AuditedColumn declaredAt;
        private final AuditedColumn validUntil;

        Shown(Walk walk, int position, long[] nextRows, PolicyTables tables, Findings.Tally tally) {
            super(walk, position, nextRows, tables, tally);
            this.declarationId = lineage("declaration_id");
            this.source = lineage("source");
            this.declaredAt = lineage("declared_at");
            this.validUntil = lineage("valid_until");
        }

        boolean agreesWith(ProfileValue held) {
            long row = walk().row();
            ColumnCursor end = validUntil.at(row);
            long until = end.isNull() ? Integer.MIN_VALUE : end.whole();
            return same(value(), held.value())
                    && same(origin(), held.origin())
                    && same(declarationId.at(row), held.declarationId())
                    && String.valueOf(source.text(row)).equals(held.source())
                    && declaredAt.micros(row) == held.declaredAt()
                    && until == held.validUntil();
        }
    }

    Extract(Walk walk, int purpose, PolicyTables tables, Findings.Tally tally) {
        this.walk = walk;
        this.jurisdiction = walk.field("jurisdiction", tables::jurisdiction);
        this.purpose = purpose;
        this.purposeId = tables.purposes.get(purpose).id();
        this.tally = tally;
        this.byAttribute = new @Nullable Shown[tables.attributes.size()];
        this.nextRows = new long[byAttribute.length];
        Arrays.fill(nextRows, Long.MAX_VALUE);
        for (int i = 0; i < byAttribute.length; i++) {
            if (tables.allowed[i][purpose]) {
                byAttribute[i] = new Shown(walk, i, nextRows, tables, tally);
            }
        }
    }

    Walk walk() {
        return walk;
    }

    /**
     * @param values the subject's values in the profile; empty if it has no profile
     * @param place the profile's jurisdiction, or that it has none
     */
    void check(SubjectBytes subject, List<ProfileValue> values, Walk profiles, int place) {
        boolean here = walk.isAt(subject);
        int expected = 0;
        for (ProfileValue held : values) {
            if (held.serves(purpose)) {
                expected++;
                tally.looked(Rule.EXTRACTS_CUT);
                Shown attribute = byAttribute[held.position];
                if (here && attribute != null && attribute.isHere()) {
                    if (!attribute.agreesWith(held)) {
                        tally.found(Rule.EXTRACTS_CUT, attribute.place(), Code.DIFFERS_FROM_PROFILE);
                    }
                } else if (here || attribute == null) {
                    missing(profiles, held);
                }
            }
        }
        if (here) {
            jurisdiction.at(walk.row());
            if (jurisdiction.code() != place) {
                tally.found(Rule.EXTRACTS_CUT, walk.place(), Code.JURISDICTION_DIFFERS);
            }
            checkNothingElse(values);
            walk.next();
        } else if (expected > 0) {
            tally.found(Rule.EXTRACTS_CUT, profiles.place(), Code.SUBJECT_MISSING_FROM_EXTRACT, purposeId);
        }
    }

    private void missing(Walk profiles, ProfileValue held) {
        tally.found(
                Rule.EXTRACTS_CUT, profiles.place().attribute(held.name), Code.VALUE_MISSING_FROM_EXTRACT, purposeId);
    }

    private void checkNothingElse(List<ProfileValue> values) {
        int present = 0;
        long row = walk.row();
        for (int i = 0; i < nextRows.length; i++) {
            Shown attribute = nextRows[i] <= row ? byAttribute[i] : null;
            if (attribute != null && attribute.isHere()) {
                present++;
                if (!isServed(attribute.position, values)) {
                    tally.found(Rule.EXTRACTS_CUT, attribute.place(), Code.SERVES_ANOTHER_PURPOSE);
                }
            }
        }
        if (present == 0) {
            tally.found(Rule.EXTRACTS_CUT, walk.place(), Code.ROW_WITHOUT_VALUE);
        }
    }

    private boolean isServed(int position, List<ProfileValue> values) {
        for (ProfileValue held : values) {
            if (held.position == position) {
                return held.serves(purpose);
            }
        }
        return false;
    }
}
