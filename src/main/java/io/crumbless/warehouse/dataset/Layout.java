package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.Field;
import io.crumbless.columnar.parquet.write.Struct;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which datasets a snapshot has, and their columns; the specification is docs/reference/layout.md.
 *
 * <p>Field ids are fixed for ever. An attribute's column has the id of the catalogue (1 to 999), its list items that id +
 * 1,000, its lineage struct that id x 100 + 100,000, and the fields of the struct the numbers that follow. Columns every
 * row has begin at 2,001.
 */
public final class Layout {
    public static final String SUBJECT_ID = "subject_id";
    public static final String LINEAGE_SUFFIX = "__lineage";
    public static final String PROFILES = "profiles";
    public static final String DECLARATIONS = "declarations";
    public static final String CONTACT_MOMENTS = "contact_moments";
    public static final String REMOVALS = "removals";
    public static final String REFUSALS = "refusals";
    public static final String EXTRACTS = "extracts";

    /** Footer key of an extract: the column with the channel on which the person wants to be contacted. */
    public static final String CHANNEL_KEY = "crumbless.channel-attribute";

    private static final int LINEAGE = 100_000;
    private static final int LINEAGE_STEP = 100;

    private Layout() {}

    /** One row for each subject with at least one value. */
    public static Dataset profiles(Policy policy) {
        List<Field> fields = new ArrayList<>();
        fields.add(SnapshotColumns.SUBJECT_ID.column());
        fields.add(SnapshotColumns.JURISDICTION.column());
        for (Attribute attribute : policy.attributes()) {
            fields.add(value(attribute));
            fields.add(lineage(attribute, LineageColumns.ALL)
                    .describedAs("Where " + attribute.name().value() + " comes from"));
        }
        fields.add(SnapshotColumns.RUN_ID.column());
        fields.add(SnapshotColumns.POLICY_VERSION.column());
        fields.add(SnapshotColumns.AS_OF.column());
        return new Dataset(PROFILES, TableSchema.of("profile", fields));
    }

    /**
     * Profiles reduced to what one purpose may use: its attributes, and the part of their lineage that leads to the
     * evidence.
     */
    public static Dataset extract(Policy policy, Purpose purpose) {
        List<Field> fields = new ArrayList<>();
        fields.add(SnapshotColumns.SUBJECT_ID.column());
        fields.add(SnapshotColumns.JURISDICTION.column());
        for (Attribute attribute : policy.attributes()) {
            if (attribute.purposes().contains(purpose.id())) {
                fields.add(value(attribute));
                fields.add(lineage(attribute, LineageColumns.OF_EXTRACTS));
            }
        }
        fields.add(SnapshotColumns.RUN_ID.column());
        return new Dataset(
                EXTRACTS + "/" + purpose.id(),
                TableSchema.of("extract", fields).withMetadata(metadata(policy, purpose)));
    }

    /** The purpose, and the column with the preferred channel of people who allow this purpose. */
    private static Map<String, String> metadata(Policy policy, Purpose purpose) {
        Map<String, String> metadata = new TreeMap<>(Map.of("crumbless.purpose", purpose.id()));
        policy.channelAttribute()
                .filter(attribute -> attribute.purposes().contains(purpose.id()))
                .ifPresent(
                        attribute -> metadata.put(CHANNEL_KEY, attribute.name().value()));
        return metadata;
    }

    /** When people want to be contacted. */
    public static Dataset contactMoments() {
        return new Dataset(CONTACT_MOMENTS, ContactMomentRows.SCHEMA);
    }

    /**
     * How many legacy values were removed, by subject, source and origin; nothing from which a segment could be
     * inferred.
     */
    public static Dataset removals() {
        return new Dataset(REMOVALS, RemovalRows.SCHEMA);
    }

    /** Every record that was refused or quarantined, and why. */
    public static Dataset refusals() {
        return new Dataset(REFUSALS, RefusalRows.SCHEMA);
    }

    private static Column value(Attribute attribute) {
        Column described = ValueColumn.of(attribute).describedAs(description(attribute));
        return attribute.sensitivity() == Sensitivity.SPECIAL ? described.withoutStatistics() : described;
    }

    /** The title and description of an attribute in the catalogue, on one line. */
    private static String description(Attribute attribute) {
        String title = attribute.title().getOrDefault("en", attribute.name().value());
        return title + ": " + attribute.description().strip().replaceAll("\\s+", " ");
    }

    private static Struct lineage(Attribute attribute, List<ColumnSpec<?>> columns) {
        int id = LINEAGE + attribute.id() * LINEAGE_STEP;
        return Struct.of(attribute.name().value() + LINEAGE_SUFFIX, id, LineageColumns.of(columns, attribute, id));
    }
}
