package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
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

    private static final int SUBJECT_FIELD = 2_001;
    private static final int LINEAGE = 100_000;
    private static final int LINEAGE_STEP = 100;

    private Layout() {}

    /** One row for each subject with at least one value. */
    public static Dataset profiles(Policy policy) {
        List<Field> fields = new ArrayList<>();
        fields.add(subject());
        fields.add(Column.of("jurisdiction", 2_002, ColumnType.TEXT)
                .describedAs(
                        "Jurisdiction of the latest statement in force; null where only provided values are held"));
        for (Attribute attribute : policy.attributes()) {
            fields.add(value(attribute));
            fields.add(lineage(attribute, LineageColumns.ALL)
                    .describedAs("Where " + attribute.name().value() + " comes from"));
        }
        fields.add(Column.of("run_id", 2_003, ColumnType.TEXT).inEveryRow().describedAs("The run that wrote the row"));
        fields.add(Column.of("policy_version", 2_004, ColumnType.TEXT)
                .inEveryRow()
                .describedAs("Content hash of the policy in force"));
        fields.add(Column.of("as_of", 2_005, ColumnType.TIMESTAMP_MICROS)
                .inEveryRow()
                .describedAs("Cut-off: what was declared at this moment or later is not in the row"));
        return new Dataset(PROFILES, TableSchema.of("profile", fields));
    }

    /** Profiles cut to what one purpose may use: its attributes, and of their lineage what leads to the evidence. */
    public static Dataset extract(Policy policy, Purpose purpose) {
        List<Field> fields = new ArrayList<>();
        fields.add(subject());
        fields.add(Column.of("jurisdiction", 2_002, ColumnType.TEXT)
                .describedAs(
                        "Jurisdiction of the latest statement in force; null where only provided values are held"));
        for (Attribute attribute : policy.attributes()) {
            if (attribute.purposes().contains(purpose.id())) {
                fields.add(value(attribute));
                fields.add(lineage(attribute, LineageColumns.OF_EXTRACTS));
            }
        }
        fields.add(Column.of("run_id", 2_003, ColumnType.TEXT).inEveryRow().describedAs("The run that wrote the row"));
        return new Dataset(
                EXTRACTS + "/" + purpose.id(),
                TableSchema.of("extract", fields).withMetadata(Map.of("crumbless.purpose", purpose.id())));
    }

    /** When people asked to be contacted. */
    public static Dataset contactMoments() {
        return new Dataset(
                CONTACT_MOMENTS,
                TableSchema.of(
                        "contact_moment",
                        List.of(
                                subject(),
                                text("attribute", 2_011, "The declared date it is derived from"),
                                text("purpose", 2_012, "The one purpose it may be used for"),
                                text("channel", 2_013, "The channel the person chose"),
                                // Derived from a declared date, which may be special: no smallest and largest.
                                Column.of("opens", 2_014, ColumnType.DATE)
                                        .inEveryRow()
                                        .withoutStatistics()
                                        .describedAs("First day"),
                                Column.of("closes", 2_015, ColumnType.DATE)
                                        .inEveryRow()
                                        .withoutStatistics()
                                        .describedAs("Last day"),
                                text("source", 2_016, "Source of the declaration"),
                                text("declaration_id", 2_017, "The declaration, unique within its source"),
                                text("run_id", 2_003, "The run that wrote the row"))));
    }

    /** How many legacy values went, by subject, source and origin; nothing from which the segment could be told. */
    public static Dataset removals() {
        return new Dataset(
                REMOVALS,
                TableSchema.of(
                        "removal",
                        List.of(
                                subject(),
                                text("source", 2_016, "Legacy source"),
                                text("origin", 2_021, "How the values had come to be"),
                                Column.of("values", 2_022, ColumnType.INT64)
                                        .inEveryRow()
                                        .describedAs("How many values went"),
                                text("run_id", 2_003, "The run that wrote the row"))));
    }

    /** Every record that was refused or quarantined, and why. */
    public static Dataset refusals() {
        return new Dataset(
                REFUSALS,
                TableSchema.of(
                        "refusal",
                        List.of(
                                Column.of(SUBJECT_ID, SUBJECT_FIELD, ColumnType.TEXT)
                                        .describedAs("The person, where the record told it"),
                                text("source", 2_016, "Source of the record"),
                                text("file", 2_031, "Delivered file or table"),
                                Column.of("position", 2_032, ColumnType.INT64)
                                        .inEveryRow()
                                        .describedAs("Line in a text file, else row number; the first is 1"),
                                text("reason", 2_033, "Why, as a code"),
                                Column.of("declaration_id", 2_017, ColumnType.TEXT)
                                        .describedAs("The declaration, where the record told it"),
                                text("run_id", 2_003, "The run that wrote the row"))));
    }

    private static Column subject() {
        return Column.of(SUBJECT_ID, SUBJECT_FIELD, ColumnType.TEXT)
                .inEveryRow()
                .describedAs("The person, by the company's own customer id");
    }

    private static Column text(String name, int fieldId, String description) {
        return Column.of(name, fieldId, ColumnType.TEXT).inEveryRow().describedAs(description);
    }

    private static Column value(Attribute attribute) {
        Column described = ValueColumn.of(attribute).describedAs(description(attribute));
        return attribute.sensitivity() == Sensitivity.SPECIAL ? described.withoutStatistics() : described;
    }

    /** What the catalogue says of an attribute, on one line: its title, then its description. */
    private static String description(Attribute attribute) {
        String title = attribute.title().getOrDefault("en", attribute.name().value());
        return title + ": " + attribute.description().strip().replaceAll("\\s+", " ");
    }

    private static Struct lineage(Attribute attribute, List<ColumnSpec<?>> columns) {
        int id = LINEAGE + attribute.id() * LINEAGE_STEP;
        return Struct.of(attribute.name().value() + LINEAGE_SUFFIX, id, LineageColumns.of(columns, attribute, id));
    }
}
