package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.warehouse.dataset.Layout;
import java.util.List;
import java.util.Set;

/**
 * The columns of the evidence log as specified in docs/reference/layout.md, deliberately written down a second time, so
 * that a change in the writer does not go unnoticed.
 */
final class LogLayout {
    static final TableSchema SCHEMA = TableSchema.of(
            Layout.DECLARATIONS,
            List.of(
                    text("subject_id", 1).inEveryRow(),
                    text("source", 2).inEveryRow(),
                    text("declaration_id", 3).inEveryRow(),
                    text("action", 4).inEveryRow(),
                    text("attribute", 5).inEveryRow(),
                    text("value", 6),
                    Column.list("purposes", 7, 8, ColumnType.TEXT),
                    text("notice_id", 9),
                    text("notice_version", 10),
                    text("notice_language", 11),
                    text("channel", 12),
                    text("elicitation", 13),
                    text("declared_by", 14).inEveryRow(),
                    text("recorded_by", 15),
                    Column.of("confirmed", 16, ColumnType.BOOLEAN).inEveryRow(),
                    Column.of("declared_at", 17, ColumnType.TIMESTAMP_MICROS).inEveryRow(),
                    Column.of("valid_until", 18, ColumnType.DATE),
                    text("jurisdiction", 19),
                    text("legal_basis", 20),
                    text("evidence_ref", 21),
                    Column.of("delivered_on", 22, ColumnType.DATE),
                    text("fate", 23).inEveryRow(),
                    Column.of("ends_on", 24, ColumnType.DATE),
                    Column.of("revised_at", 25, ColumnType.TIMESTAMP_MICROS),
                    text("ended_after", 26)));

    /** Columns without statistics, whose smallest value would be personal data. */
    static final Set<String> WITHOUT_BOUNDS =
            Set.of("value", "declaration_id", "recorded_by", "evidence_ref", "ends_on");

    private LogLayout() {}

    private static Column text(String name, int id) {
        return Column.of(name, id, ColumnType.TEXT);
    }
}
