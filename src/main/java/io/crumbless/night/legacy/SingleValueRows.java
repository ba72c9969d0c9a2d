package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads rows with one value each: memberships, and attributes in tall form. Not thread-safe. */
final class SingleValueRows {
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
    private final LegacyRefusal whenNameMissing;
    private final @Nullable ColumnCursor score;
    private final @Nullable ColumnCursor tallValue;
    private final LateColumn lateValue;
    private final LateColumn assignedAt;
    private final @Nullable RowWords words;

    SingleValueRows(MembershipRowGroup rows) {
        MembershipSource source = rows.source;
        boolean tall = source.shape() == Shape.TALL;
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
        this.whenNameMissing = tall ? LegacyRefusal.ATTRIBUTE_MISSING : LegacyRefusal.SEGMENT_MISSING;
        String name = tall ? "attribute" : "segment";
        Optional<String> nameColumn = tall ? source.attribute() : source.segment();
        names.use(rows.cursor(nameColumn), rows.ofFolders(name, nameColumn));
        this.score = rows.cursor(source.score());
        this.tallValue = tall ? rows.cursor(source.value()) : null;
        this.lateValue = tall ? new LateColumn(null, false, null) : rows.late("value", source.value());
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
        names.next();
        methods.next();
        systems.next();
        boolean scored = score != null && score.next() && MembershipRowGroup.hasValue(score);
        boolean valued = tallValue == null || (tallValue.next() && MembershipRowGroup.hasValue(tallValue));
        if (words != null && !rows.counts(words, row)) {
            return;
        }
        int subject = key.subject();
        int name = names.number();
        int method = methods.number();
        int system = systems.number();
        boolean whole = subject > KeyColumn.MISSING
                && method > NameColumn.UNDECODABLE
                && system > NameColumn.UNDECODABLE
                && (name >= 0 || name == NameColumn.UNNUMBERED);
        if (!whole) {
            LegacyRefusal refusal = MembershipRowGroup.refusal(subject, method, system);
            LegacyRefusal ofName = name == NameColumn.MISSING ? whenNameMissing : LegacyRefusal.UNDECODABLE;
            desk.quarantineRow(firstPosition + row, refusal != null ? refusal : ofName);
            return;
        }
        if (!valued) {
            desk.emptyRow();
            return;
        }
        desk.expandedRow(1);
        LegacyValueKind kind = kinds.kind(name, method, system, scored, nameTexts);
        if (kind.rowDecides()) {
            provided(kind, subject, row);
        } else {
            desk.decided(kind, subject);
        }
    }

    private void provided(LegacyValueKind kind, int subject, int row) {
        String text = tallValue == null ? lateValue.text(row, 0) : DeliveredText.of(LateColumn.text(tallValue));
        // Undecodable bytes in a tall row count as an invalid value, not as a missing one.
        String shown = tallValue != null && text == null ? "" : text;
        desk.provided(kind, subject, firstPosition + row, assignedAt.micros(row, 0, times), shown);
    }
}
