package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ColumnKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows with a column for each value. Not thread-safe. */
final class WideValueRows {
    private final KeyColumn key;
    private final NameColumn methods;
    private final NameColumn systems;
    private final KindTable kinds;
    private final ValueDesk desk;
    private final LegacyTimes times;
    private final long firstPosition;

    private final MembershipRowGroup rows;
    private final ColumnCursor[] cursors;
    private final YesNoColumns.@Nullable Column[] mayBeYesNo;
    private final KindTable.Names columnNames;
    private final @Nullable ColumnCursor score;
    private final LateColumn assignedAt;
    private final @Nullable RowWords words;

    WideValueRows(MembershipRowGroup rows, List<ParquetMembershipColumns.WideValue> wide) {
        MembershipSource source = rows.source;
        this.rows = rows;
        this.key = rows.key;
        this.methods = rows.methods;
        this.systems = rows.systems;
        this.kinds = rows.kinds;
        this.desk = rows.desk;
        this.times = rows.times;
        this.firstPosition = rows.firstPosition;
        this.cursors = new ColumnCursor[wide.size()];
        this.mayBeYesNo = new YesNoColumns.@Nullable Column[wide.size()];
        for (int i = 0; i < cursors.length; i++) {
            cursors[i] = rows.column(wide.get(i).column());
            ColumnKind kind = cursors[i].info().kind();
            mayBeYesNo[i] = kind == ColumnKind.BOOLEAN || kind == ColumnKind.WHOLE
                    ? desk.yesNo().column(wide.get(i).column())
                    : null;
        }
        this.columnNames = number -> wide.get(number).name();
        this.score = rows.cursor(source.score());
        this.assignedAt = rows.late("assigned-at", source.assignedAt());
        this.words = rows.words(source.rowFilter());
    }

    long read() {
        int row = 0;
        for (; key.next(); row++) {
            read(row);
        }
        return row;
    }

    private void read(int row) {
        methods.next();
        systems.next();
        boolean scored = score != null && score.next() && MembershipRowGroup.hasValue(score);
        for (ColumnCursor cursor : cursors) {
            cursor.next();
        }
        if (words != null && !rows.counts(words, row)) {
            return;
        }
        int subject = key.subject();
        int method = methods.number();
        int system = systems.number();
        LegacyRefusal refusal = MembershipRowGroup.refusal(subject, method, system);
        if (refusal != null) {
            desk.quarantineRow(firstPosition + row, refusal);
            return;
        }
        int count = 0;
        for (int i = 0; i < cursors.length; i++) {
            ColumnCursor cursor = cursors[i];
            if (!MembershipRowGroup.hasValue(cursor) || (rows.source.form().oneHot() && saysNone(cursor))) {
                continue;
            }
            count++;
            LegacyValueKind kind = kinds.kind(i, method, system, scored, columnNames);
            if (kind.rowDecides()) {
                String text = DeliveredText.of(LateColumn.text(cursor));
                long at = assignedAt.micros(row, 0, times);
                desk.provided(kind, subject, firstPosition + row, at, text == null ? "" : text);
            } else {
                desk.decided(kind, subject);
                watchYesNo(i);
            }
        }
        if (count > 0) {
            desk.expandedRow(count);
        } else {
            desk.emptyRow();
        }
    }

    private void watchYesNo(int column) {
        YesNoColumns.Column seen = mayBeYesNo[column];
        if (seen != null && seen.looks()) {
            seen.see(String.valueOf(LateColumn.text(cursors[column])));
        }
    }

    /** False for undecodable bytes, which count as an invalid value. */
    private boolean saysNone(ColumnCursor cursor) {
        String text = LateColumn.text(cursor);
        return text != null && rows.source.isNone(text);
    }
}
