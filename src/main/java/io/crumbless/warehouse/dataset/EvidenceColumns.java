package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.Field;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.kernel.declaration.StatementField;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns of the evidence log: the fields of statements, and their fates. Values, ids and references have no
 * statistics, because the smallest value of a column is somebody's personal data.
 */
final class EvidenceColumns {
    /** One column per field of a statement. */
    static final List<StatementColumn<?, ?>> OF_STATEMENT = StatementField.ALL.stream()
            .<StatementColumn<?, ?>>map(field -> field.match(new ColumnOfField()))
            .toList();

    static final ColumnSpec<DateColumn> DELIVERED_ON = ColumnSpec.date(
            "delivered_on", 22, "Date of the first delivery that held it; null if the delivery bears none");
    static final ColumnSpec<TextColumn> FATE = ColumnSpec.text(
                    "fate", 23, "What became of it on the night of this snapshot")
            .inEveryRow();
    // May be derived from a declared date: no statistics.
    static final ColumnSpec<DateColumn> ENDS_ON = ColumnSpec.date(
                    "ends_on", 24, "Last day on which the value may be used, as reported; never moved to a later day")
            .withoutStatistics();
    static final ColumnSpec<TextColumn> ENDED_AFTER =
            ColumnSpec.text("ended_after", 26, "Of a date that ended by itself: how long after its day, by the policy");

    /** In the order of their field ids. */
    static final TableSchema SCHEMA = TableSchema.of(
            EvidenceLog.NAME,
            Stream.concat(
                            OF_STATEMENT.stream().map(StatementColumn::spec),
                            Stream.of(DELIVERED_ON, FATE, ENDS_ON, ENDED_AFTER))
                    .map(ColumnSpec::column)
                    .sorted(Comparator.comparingInt(Field::fieldId))
                    .<Field>map(column -> column)
                    .toList());

    /** Columns that logs of earlier versions lack. */
    static final Set<String> ADDED_LATER = Stream.concat(
                    StatementField.ALL.stream().filter(StatementField::isLater).map(StatementField::name),
                    Stream.of(ENDS_ON.name(), ENDED_AFTER.name()))
            .collect(Collectors.toUnmodifiableSet());

    private EvidenceColumns() {}
}
