package io.crumbless.night.legacy;

import io.crumbless.columnar.text.JsonValue;
import io.crumbless.columnar.text.KeyWatch;
import io.crumbless.night.delivery.RowFilter;
import io.crumbless.night.delivery.RowFilter.Answer;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the memberships of one CSV or JSON Lines file row by row. Not thread-safe. */
final class TextMembershipScan {
    private static final int ROWS_BETWEEN_WORDS = 1 << 12;

    private final MembershipSource source;
    private final MembershipColumns columns;
    private final LinkTable links;
    private final Fingerprint hasher;
    private final KindBook book;
    private final ValueDesk desk;
    private final Consumer<KeyWatch> keys;
    private final LegacyTimes times;
    private final RowFilter rowFilter;
    private final RowFilter itemFilter;
    private final ItemFields fields;
    private final boolean attributes;
    /** Mapped columns, which are not values of a wide source. */
    private final Set<String> mapped = new HashSet<>();

    /** @param keys receives the keys found in a JSON Lines file */
    TextMembershipScan(
            MembershipSource source, LinkTable links, KindBook book, ValueDesk desk, Consumer<KeyWatch> keys) {
        this.source = source;
        this.keys = keys;
        this.columns = new MembershipColumns(source);
        this.links = links;
        this.hasher = links.hasher();
        this.book = book;
        this.desk = desk;
        this.times = new LegacyTimes(source.files());
        this.rowFilter = source.rowFilter();
        this.itemFilter = source.itemFilter();
        this.fields = new ItemFields(source);
        this.attributes = source.namesAttributes();
    }

    MembershipTally scan(MembershipSplit split) {
        boolean all = source.shape() == Shape.WIDE && source.values().isEmpty();
        long count = 0;
        try (DeliveredRows rows =
                DeliveredRows.ofText(source.files(), split.file(), split.text(), columns.wanted(), all)) {
            columns.wanted().forEach(column -> mapped.add(rows.delivered(column.name())));
            mapped.addAll(source.files().columns().ignored());
            while (rows.next()) {
                count++;
                row(rows);
                if (count % ROWS_BETWEEN_WORDS == 0) {
                    desk.advanced(count);
                }
            }
            rows.keys().ifPresent(keys);
        } catch (IOException e) {
            throw LinkScanner.unreadable(source.files(), split.file(), e);
        }
        return desk.tally(count);
    }

    private void row(DeliveredRows rows) {
        LegacyRefusal refusal = rows.refusal();
        if (refusal == null && !rowFilter.isEmpty()) {
            Answer answer = rowFilter.of(i -> rows.value(columns.where.get(i)));
            if (answer == Answer.LEFT_OUT) {
                desk.leftOutRow();
                return;
            }
            refusal = answer == Answer.UNCLEAR ? LegacyRefusal.FLAG_UNCLEAR : null;
        }
        String key = refusal == null ? DeliveredText.id(rows.value(columns.key)) : null;
        if (refusal != null || key == null) {
            desk.quarantineRow(rows.position(), refusal == null ? LegacyRefusal.KEY_MISSING : refusal);
            return;
        }
        Row row = new Row(
                rows,
                subject(key),
                value(rows, columns.system),
                value(rows, columns.collectedBy),
                value(rows, columns.score) != null);
        switch (source.shape()) {
            case MEMBERSHIP -> single(row, LegacyRefusal.SEGMENT_MISSING);
            case LIST -> list(row);
            case TALL -> tall(row);
            case WIDE -> wide(row);
        }
    }

    /** The facts of a row that hold for all its values. */
    private record Row(
            DeliveredRows rows,
            int subject,
            @Nullable String system,
            @Nullable String collectedBy,
            boolean scored) {}

    private static @Nullable String value(DeliveredRows rows, int column) {
        return column < 0 ? null : rows.value(column);
    }

    private int subject(String key) {
        byte[] bytes = DeliveredText.bytes(source.keys().key(key));
        boolean customers = source.keyedBySubject();
        int subject = customers
                ? links.ordinalOf(bytes, 0, bytes.length, hasher)
                : links.subjectOf(bytes, 0, bytes.length, hasher);
        if (desk.keys().isOpen()) {
            desk.keys().take(bytes, subject);
        }
        if (!customers && subject == LinkTable.UNLINKED && desk.watch().isOtherwise(bytes, 0, bytes.length)) {
            desk.watch().count();
        }
        return subject;
    }

    private void single(Row row, LegacyRefusal whenMissing) {
        String name = row.rows.value(columns.main);
        if (name == null) {
            desk.quarantineRow(row.rows.position(), whenMissing);
            return;
        }
        desk.expandedRow(1);
        value(row, name, valueOf(row.rows));
    }

    private @Nullable String valueOf(DeliveredRows rows) {
        String text = value(rows, columns.value);
        for (int i = 0; text == null && i < columns.moreValues.size(); i++) {
            text = value(rows, columns.moreValues.get(i));
        }
        return text;
    }

    private void tall(Row row) {
        if (row.rows.value(columns.main) != null && valueOf(row.rows) == null) {
            desk.emptyRow();
        } else {
            single(row, LegacyRefusal.ATTRIBUTE_MISSING);
        }
    }

    private void wide(Row row) {
        int count = 0;
        if (source.values().isEmpty()) {
            for (String column : row.rows.columns()) {
                count += !mapped.contains(column) && wideValue(row, column, column) ? 1 : 0;
            }
        } else {
            for (Map.Entry<String, String> column : source.values().entrySet()) {
                count += wideValue(row, column.getKey(), column.getValue()) ? 1 : 0;
            }
        }
        if (count > 0) {
            desk.expandedRow(count);
        } else {
            desk.emptyRow();
        }
    }

    private boolean wideValue(Row row, String column, String name) {
        String text = row.rows.valueOf(column);
        if (text == null || source.isNone(text)) {
            return false;
        }
        if (!value(row, name, text)) {
            YesNoColumns.Column seen = desk.yesNo().column(column);
            if (seen.looks()) {
                seen.see(text);
            }
        }
        return true;
    }

    /** Processes one value; returns whether it may be kept. */
    private boolean value(Row row, String name, @Nullable String text) {
        LegacyValueKind kind = book.kind(name, row.collectedBy, row.system, row.scored);
        if (kind.rowDecides()) {
            long assignedAt = times.micros(value(row.rows, columns.assignedAt));
            desk.provided(kind, row.subject, row.rows.position(), assignedAt, text);
        } else {
            desk.decided(kind, row.subject);
        }
        return kind.rowDecides();
    }

    private void list(Row row) {
        JsonValue list = ListItems.of(row.rows, columns.main, source);
        if (list != null && !(list instanceof JsonValue.Items)) {
            desk.quarantineRow(row.rows.position(), LegacyRefusal.LIST_INVALID);
            return;
        }
        int count = 0;
        for (JsonValue item : list instanceof JsonValue.Items items ? items.items() : List.<JsonValue>of()) {
            count += item(row, item) ? 1 : 0;
        }
        if (count == 0) {
            desk.emptyRow();
        } else {
            desk.expandedRow(count);
        }
    }

    /** Processes one item; returns false if it is empty, an attribute without a value. */
    private boolean item(Row row, JsonValue item) {
        if (!itemFilter.isEmpty()) {
            Answer answer = itemFilter.of(i -> ListItems.text(item, fields.where.get(i)));
            if (answer == Answer.LEFT_OUT) {
                desk.leftOutItem();
                return true;
            } else if (answer == Answer.UNCLEAR) {
                desk.unclearItem(row.rows.position());
                return true;
            }
        }
        String segment = segment(item);
        if (segment == null) {
            desk.segmentMissing(row.rows.position());
            return true;
        }
        if (attributes && valueOf(row, item) == null) {
            return false;
        }
        String collectedBy = field(item, fields.collectedBy, row.collectedBy);
        String system = field(item, fields.system, row.system);
        boolean scored = row.scored || field(item, fields.score, null) != null;
        LegacyValueKind kind = book.kind(segment, collectedBy, system, scored);
        if (kind.rowDecides()) {
            String at = field(item, fields.assignedAt, value(row.rows, columns.assignedAt));
            desk.provided(kind, row.subject, row.rows.position(), times.micros(at), valueOf(row, item));
        } else {
            desk.decided(kind, row.subject);
        }
        return true;
    }

    private @Nullable String valueOf(Row row, JsonValue item) {
        for (String field : fields.values) {
            String text = ListItems.text(item, field);
            if (text != null) {
                return text;
            }
        }
        return valueOf(row.rows);
    }

    private @Nullable String segment(JsonValue item) {
        String field = fields.name;
        if (field != null) {
            return ListItems.text(item, field);
        }
        return item instanceof JsonValue.Scalar scalar ? DeliveredText.of(scalar.text()) : null;
    }

    /** The text of a field of the item; the value of the row if the field is not in the items. */
    private static @Nullable String field(JsonValue item, @Nullable String field, @Nullable String ofRow) {
        return field == null ? ofRow : ListItems.text(item, field);
    }

    /** Fields of the items of a list; null if the source has none, or if it is a column of the row. */
    private static final class ItemFields {
        private final @Nullable String name;
        private final @Nullable String collectedBy;
        private final @Nullable String system;
        private final @Nullable String score;
        private final @Nullable String assignedAt;
        private final List<String> values;
        private final List<String> where;

        ItemFields(MembershipSource source) {
            name = of(source, Optional.of(source.itemName()));
            collectedBy = of(source, source.collectedBy());
            system = of(source, source.sourceSystem());
            score = of(source, source.score());
            assignedAt = of(source, source.assignedAt());
            values = all(source, source.valueColumns());
            where = all(source, source.itemFilter().columns());
        }

        private static @Nullable String of(MembershipSource source, Optional<String> column) {
            return MembershipColumns.itemField(source, column).orElse(null);
        }

        private static List<String> all(MembershipSource source, List<String> columns) {
            return columns.stream()
                    .flatMap(column -> MembershipColumns.itemField(source, Optional.of(column)).stream())
                    .toList();
        }
    }
}
