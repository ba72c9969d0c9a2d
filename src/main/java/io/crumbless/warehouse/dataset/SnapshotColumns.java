package io.crumbless.warehouse.dataset;

/** Columns that several datasets of a snapshot have, with the field id in each. */
final class SnapshotColumns {
    static final ColumnSpec<TextColumn> SUBJECT_ID = ColumnSpec.text(
                    Layout.SUBJECT_ID, 2_001, "The person, by the company's own customer id")
            .inEveryRow();
    static final ColumnSpec<TextColumn> JURISDICTION = ColumnSpec.text(
            "jurisdiction",
            2_002,
            "Jurisdiction of the latest statement in force; null where only provided values are held");
    static final ColumnSpec<TextColumn> RUN_ID =
            ColumnSpec.text("run_id", 2_003, "The run that wrote the row").inEveryRow();
    static final ColumnSpec<TextColumn> POLICY_VERSION = ColumnSpec.text(
                    "policy_version", 2_004, "Content hash of the policy in force")
            .inEveryRow();
    static final ColumnSpec<MicrosColumn> AS_OF = ColumnSpec.micros(
                    "as_of", 2_005, "Cut-off: what was declared at this moment or later is not in the row")
            .inEveryRow();

    private SnapshotColumns() {}

    /** The source of a record or a statement. */
    static ColumnSpec<TextColumn> source(String description) {
        return ColumnSpec.text("source", 2_016, description).inEveryRow();
    }

    /** The id of a statement, unique within its source. */
    static ColumnSpec<TextColumn> declarationId(String description) {
        return ColumnSpec.text("declaration_id", 2_017, description);
    }
}
