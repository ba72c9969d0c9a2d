package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads rows with a list of values. Not thread-safe. */
final class ListValueRows {
    private final KeyColumn key;
    private final NameColumn names;
    private final KindTable.Names nameTexts;
    private final NameColumn methods;
    private final NameColumn systems;
    private final KindTable kinds;
    private final ValueDesk desk;
    private final LegacyTimes times;
    private final long firstPosition;

    private final MembershipRowGroup rows;
    private final ColumnCursor items;
    private final boolean methodOfItem;
    private final boolean systemOfItem;
    private final boolean scoreOfItem;
    private final boolean attributes;
    private final @Nullable ColumnCursor score;
    private final List<LateColumn> values;
    private final LateColumn assignedAt;
    private final @Nullable RowWords words;
    private final @Nullable RowWords itemWords;

    ListValueRows(MembershipRowGroup rows) {
        MembershipSource source = rows.source;
        this.rows = rows;
        this.key = rows.key;
        this.names = rows.names;
        this.nameTexts = names::text;
        this.methods = rows.methods;
        this.systems = rows.systems;
        this.kinds = rows.kinds;
        this.desk = rows.desk;
        this.times = rows.times;
        this.firstPosition = rows.firstPosition;
        this.items = rows.column(source.itemName());
        names.use(items, null);
        this.methodOfItem = rows.isOfItem(source.collectedBy());
        this.systemOfItem = rows.isOfItem(source.sourceSystem());
        this.scoreOfItem = rows.isOfItem(source.score());
        this.attributes = source.namesAttributes();
        this.score = rows.cursor(source.score());
        this.values = source.valueColumns().stream()
                .map(column -> rows.late("value", Optional.of(column)))
                .toList();
        this.assignedAt = rows.late("assigned-at", source.assignedAt());
        this.words = rows.words(source.rowFilter());
        this.itemWords = rows.words(source.itemFilter());
    }

    long read() {
        int row = 0;
        for (; key.next(); row++) {
            read(row);
        }
        return row;
    }

    private void read(int row) {
        items.next();
        methods.next();
        systems.next();
        if (itemWords != null) {
            itemWords.next();
        }
        boolean rowScored = score != null && score.next() && !scoreOfItem && MembershipRowGroup.hasValue(score);
        if (words != null && !rows.counts(words, row)) {
            return;
        }
        int subject = key.subject();
        int method = methodOfItem ? NameColumn.MISSING : methods.number();
        int system = systemOfItem ? NameColumn.MISSING : systems.number();
        LegacyRefusal refusal = MembershipRowGroup.refusal(subject, method, system);
        if (refusal != null) {
            desk.quarantineRow(firstPosition + row, refusal);
        } else if (items.listSize() == 0) {
            desk.emptyRow();
        } else {
            readItems(row, subject, method, system, rowScored);
        }
    }

    private void readItems(int row, int subject, int methodOfRow, int systemOfRow, boolean rowScored) {
        int method = methodOfRow;
        int system = systemOfRow;
        int size = items.listSize();
        int nothing = 0;
        for (int i = 0; i < size; i++) {
            if (itemWords != null && !rows.counts(itemWords, row, i)) {
                continue;
            }
            items.item(i);
            int name = names.number();
            if (methodOfItem) {
                methods.item(i);
                method = methods.number();
            }
            if (systemOfItem) {
                systems.item(i);
                system = systems.number();
            }
            boolean missing = name == NameColumn.MISSING || name == NameColumn.UNDECODABLE;
            if (missing || method == NameColumn.UNDECODABLE || system == NameColumn.UNDECODABLE) {
                desk.segmentMissing(firstPosition + row);
                continue;
            }
            if (attributes && text(row, i) == null) {
                nothing++;
                continue;
            }
            boolean scored = rowScored || (scoreOfItem && score != null && itemHasValue(score, i));
            LegacyValueKind kind = kinds.kind(name, method, system, scored, nameTexts);
            if (kind.rowDecides()) {
                long at = assignedAt.micros(row, i, times);
                desk.provided(kind, subject, firstPosition + row, at, text(row, i));
            } else {
                desk.decided(kind, subject);
            }
        }
        if (nothing == size) {
            desk.emptyRow();
        } else {
            desk.expandedRow(size - nothing);
        }
    }

    /** The first value column that has a value. */
    private @Nullable String text(int row, int item) {
        for (LateColumn value : values) {
            String text = value.text(row, item);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static boolean itemHasValue(ColumnCursor cursor, int item) {
        cursor.item(item);
        return MembershipRowGroup.hasValue(cursor);
    }
}
