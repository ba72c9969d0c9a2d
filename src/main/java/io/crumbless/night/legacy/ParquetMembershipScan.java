package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.night.delivery.FoldersOfFile;
import io.crumbless.night.delivery.RowFilter.Answer;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the memberships of some row groups of a Parquet file by column. For one thread.
 *
 * <p>Strategy: names become small numbers once per dictionary entry, the kind of a value is then found by array index,
 * and a cookie is looked up once per dictionary entry or run of equal neighbours. Columns that only provided values need
 * are decoded when one is met. The row loop makes no objects. {@link TextMembershipScan} is the plain reading of the same
 * rules; a test compares the two.
 */
final class ParquetMembershipScan {
    private final MembershipSource source;
    private final FileEntry file;
    private final LinkTable links;
    private final ValueDesk desk;
    private final LegacyTimes times;
    private final Fingerprint hasher;

    private final NameColumn names = new NameColumn();
    private final KindTable.Names nameTexts = names::text;
    private final NameColumn methods = new NameColumn();
    private final NameColumn systems = new NameColumn();
    private final KindTable kinds;

    /** Columns of the file. */
    private List<String> found = List.of();

    // Of the row group being read.
    private long firstPosition = 1;

    /** @param source with the names of the file */
    ParquetMembershipScan(MembershipSource source, FileEntry file, LinkTable links, KindBook book, ValueDesk desk) {
        this.source = source;
        this.file = file;
        this.links = links;
        this.desk = desk;
        this.times = new LegacyTimes(source.files());
        this.hasher = links.hasher();
        this.kinds = new KindTable(book, methods, systems);
    }

    MembershipTally scan(MembershipSplit split, ParquetTable table) {
        requireColumns(table, source, file);
        found = table.columns().stream().map(ColumnInfo::name).toList();
        List<WideValue> wide = source.shape() == Shape.WIDE ? wideValues(table, file) : List.of();
        List<String> columns = new ArrayList<>();
        wanted(source).stream().map(WantedColumn::name).filter(found::contains).forEach(columns::add);
        wide.forEach(value -> columns.add(value.column()));
        for (int group = 0; group < split.fromRowGroup(); group++) {
            firstPosition += table.rowsIn(group);
        }
        long rows = 0;
        try {
            for (int group = split.fromRowGroup(); group < split.toRowGroup(); group++) {
                try (RowGroupReader reader = table.rowGroup(group, columns)) {
                    rows += read(reader, wide);
                    desk.advanced(rows);
                    firstPosition += reader.rows();
                }
            }
        } catch (ParquetInputException e) {
            throw ParquetColumns.failure(source.files(), e);
        }
        return desk.tally(rows);
    }

    /** The file with the columns the source maps: lists where there must be lists, and nowhere else. */
    static ParquetTable open(MembershipSource source, FileEntry file) {
        ParquetTable table = ParquetColumns.open(source.files(), file);
        requireColumns(table, source, file);
        return table;
    }

    private static void requireColumns(ParquetTable table, MembershipSource source, FileEntry file) {
        ParquetColumns.require(table, source.files(), file, wanted(source));
        String listPrefix = source.shape() == Shape.LIST ? source.segments().orElse("") : "";
        for (WantedColumn column : wanted(source)) {
            boolean ofItems = !listPrefix.isEmpty()
                    && (column.name().equals(listPrefix) || column.name().startsWith(listPrefix + "."));
            boolean mayBeEither = column.key().equals("values") || column.key().equals("value");
            boolean isList = ParquetColumns.find(table, column.name())
                    .map(ColumnInfo::list)
                    .orElse(ofItems);
            if (isList != ofItems && !(mayBeEither && !ofItems)) {
                throw new Failure(
                        ErrorCategory.INPUT,
                        "Unsupported column '" + column.name() + "' in " + file.location() + " of legacy source '"
                                + source.name() + "': it is " + (isList ? "a list" : "no list") + ", but columns."
                                + column.key() + " needs " + (ofItems ? "a list" : "one value") + " in each row");
            }
        }
    }

    /** Every column of the source by its name in the file; of a list of structs the field, not the list. */
    static List<WantedColumn> wanted(MembershipSource source) {
        List<WantedColumn> wanted = new ArrayList<>(new MembershipColumns(source).wanted());
        boolean named = source.segment().isPresent() || source.attribute().isPresent();
        if (source.shape() == Shape.LIST && named) {
            wanted.removeIf(column -> column.key().equals("segments"));
            wanted.add(new WantedColumn(source.attribute().isPresent() ? "attribute" : "segment", source.itemName()));
        }
        source.valueColumns().forEach(column -> item(source, "value", Optional.of(column), wanted));
        item(source, "score", source.score(), wanted);
        item(source, "source-system", source.sourceSystem(), wanted);
        item(source, "collected-by", source.collectedBy(), wanted);
        item(source, "assigned-at", source.assignedAt(), wanted);
        source.itemFilter().columns().forEach(column -> wanted.add(new WantedColumn(WantedColumn.WHERE, column)));
        return wanted;
    }

    private static void item(MembershipSource source, String key, Optional<String> column, List<WantedColumn> wanted) {
        if (MembershipColumns.itemField(source, column).isPresent()) {
            wanted.add(new WantedColumn(key, column.orElse("")));
        }
    }

    /** A column of a wide source and the name its values are judged by. */
    private record WideValue(String column, String name) {}

    private List<WideValue> wideValues(ParquetTable table, FileEntry file) {
        List<WideValue> values = new ArrayList<>();
        if (!source.values().isEmpty()) {
            source.values().forEach((column, name) -> values.add(new WideValue(column, name)));
            return values;
        }
        Set<String> mapped = new HashSet<>();
        wanted(source).forEach(column -> mapped.add(column.name()));
        mapped.addAll(source.files().columns().ignored());
        for (ColumnInfo column : table.columns()) {
            if (mapped.contains(column.name()) || ParquetColumns.isPartOfMap(table, column.name())) {
                continue;
            }
            if (column.kind() == ColumnKind.UNSUPPORTED) {
                throw ParquetColumns.unreadable(source.files(), file, column, "values, so that it can be left out");
            }
            values.add(new WideValue(column.name(), column.name()));
        }
        return values;
    }

    private long read(RowGroupReader group, List<WideValue> wide) {
        KeyColumn key = new KeyColumn(links, source, hasher, group.column(source.key()), desk.watch(), desk.keys());
        methods.use(cursor(group, source.collectedBy()), ofFolders("collected-by", source.collectedBy()));
        systems.use(cursor(group, source.sourceSystem()), ofFolders("source-system", source.sourceSystem()));
        return switch (source.shape()) {
            case MEMBERSHIP -> {
                names.use(cursor(group, source.segment()), ofFolders("segment", source.segment()));
                yield readSingle(group, key, LegacyRefusal.SEGMENT_MISSING);
            }
            case TALL -> {
                names.use(cursor(group, source.attribute()), ofFolders("attribute", source.attribute()));
                yield readSingle(group, key, LegacyRefusal.ATTRIBUTE_MISSING);
            }
            case LIST -> readLists(group, key);
            case WIDE -> readWide(group, key, wide);
        };
    }

    private static @Nullable ColumnCursor cursor(RowGroupReader group, Optional<String> column) {
        return column.filter(group::has).map(group::column).orElse(null);
    }

    /** The value for all rows that the folders of the file bear; of a column of the file it is not asked for. */
    private @Nullable String ofFolders(String key, Optional<String> column) {
        return column.map(name -> new WantedColumn(key, name).inFoldersOf(file)).orElse(null);
    }

    private LateColumn late(RowGroupReader group, String key, Optional<String> column) {
        return new LateColumn(cursor(group, column), isOfItem(column), ofFolders(key, column));
    }

    /** Why the row as a whole cannot be read, by its key and what holds for all its values; null if it can. */
    private static @Nullable LegacyRefusal refusal(int subject, int method, int system) {
        if (subject == KeyColumn.MISSING) {
            return LegacyRefusal.KEY_MISSING;
        }
        boolean undecodable = subject == KeyColumn.UNDECODABLE
                || method == NameColumn.UNDECODABLE
                || system == NameColumn.UNDECODABLE;
        return undecodable ? LegacyRefusal.UNDECODABLE : null;
    }

    private long readSingle(RowGroupReader group, KeyColumn key, LegacyRefusal whenNameMissing) {
        boolean tall = source.shape() == Shape.TALL;
        SingleRow one = new SingleRow(
                key,
                whenNameMissing,
                cursor(group, source.score()),
                tall ? cursor(group, source.value()) : null,
                tall ? new LateColumn(null, false, null) : late(group, "value", source.value()),
                late(group, "assigned-at", source.assignedAt()),
                RowWords.of(source.rowFilter(), group, found, FoldersOfFile.of(file)));
        int row = 0;
        for (; key.next(); row++) {
            one.read(row);
        }
        return row;
    }

    /** A row with one value. A class of its own, because the compiler does better by it than by one long loop. */
    private final class SingleRow {
        private final KeyColumn key;
        private final LegacyRefusal whenNameMissing;
        private final @Nullable ColumnCursor score;
        private final @Nullable ColumnCursor tallValue;
        private final LateColumn lateValue;
        private final LateColumn assignedAt;
        private final @Nullable RowWords words;

        SingleRow(
                KeyColumn key,
                LegacyRefusal whenNameMissing,
                @Nullable ColumnCursor score,
                @Nullable ColumnCursor tallValue,
                LateColumn lateValue,
                LateColumn assignedAt,
                @Nullable RowWords words) {
            this.key = key;
            this.whenNameMissing = whenNameMissing;
            this.score = score;
            this.tallValue = tallValue;
            this.lateValue = lateValue;
            this.assignedAt = assignedAt;
            this.words = words;
        }

        void read(int row) {
            names.next();
            methods.next();
            systems.next();
            boolean scored = score != null && score.next() && hasValue(score);
            boolean valued = tallValue == null || (tallValue.next() && hasValue(tallValue));
            if (words != null && !counts(words, row)) {
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
                LegacyRefusal refusal = refusal(subject, method, system);
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
            // A tall value whose bytes are no text is a value all the same, and an invalid one.
            String shown = tallValue != null && text == null ? "" : text;
            desk.provided(kind, subject, firstPosition + row, assignedAt.micros(row, 0, times), shown);
        }
    }

    /** Goes to the next row, and puts it into its bin if it does not count. */
    private boolean counts(RowWords words, int row) {
        words.next();
        Answer answer = words.answer();
        if (answer == Answer.LEFT_OUT) {
            desk.leftOutRow();
        } else if (answer == Answer.UNCLEAR) {
            desk.quarantineRow(firstPosition + row, LegacyRefusal.FLAG_UNCLEAR);
        }
        return answer == Answer.COUNTS;
    }

    private long readLists(RowGroupReader group, KeyColumn key) {
        ColumnCursor items = group.column(source.itemName());
        names.use(items, null);
        boolean methodOfItem = isOfItem(source.collectedBy());
        boolean systemOfItem = isOfItem(source.sourceSystem());
        boolean scoreOfItem = isOfItem(source.score());
        ColumnCursor score = cursor(group, source.score());
        List<LateColumn> values = source.valueColumns().stream()
                .map(column -> late(group, "value", Optional.of(column)))
                .toList();
        LateColumn assignedAt = late(group, "assigned-at", source.assignedAt());
        RowWords words = RowWords.of(source.rowFilter(), group, found, FoldersOfFile.of(file));
        boolean attributes = source.namesAttributes();
        RowWords itemWords = RowWords.of(source.itemFilter(), group, found, FoldersOfFile.of(file));
        int row = 0;
        for (; key.next(); row++) {
            items.next();
            methods.next();
            systems.next();
            if (itemWords != null) {
                itemWords.next();
            }
            boolean rowScored = score != null && score.next() && !scoreOfItem && hasValue(score);
            if (words != null && !counts(words, row)) {
                continue;
            }
            int subject = key.subject();
            int method = methodOfItem ? NameColumn.MISSING : methods.number();
            int system = systemOfItem ? NameColumn.MISSING : systems.number();
            LegacyRefusal refusal = refusal(subject, method, system);
            if (refusal != null) {
                desk.quarantineRow(firstPosition + row, refusal);
                continue;
            }
            int size = items.listSize();
            if (size == 0) {
                desk.emptyRow();
                continue;
            }
            int nothing = 0;
            for (int i = 0; i < size; i++) {
                if (itemWords != null && !counts(itemWords, row, i)) {
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
                if (attributes && text(values, row, i) == null) {
                    nothing++;
                    continue;
                }
                boolean scored = rowScored || (scoreOfItem && score != null && itemHasValue(score, i));
                LegacyValueKind kind = kinds.kind(name, method, system, scored, nameTexts);
                if (kind.rowDecides()) {
                    long at = assignedAt.micros(row, i, times);
                    desk.provided(kind, subject, firstPosition + row, at, text(values, row, i));
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
        return row;
    }

    private boolean counts(RowWords words, int row, int item) {
        Answer answer = words.answer(item);
        if (answer == Answer.LEFT_OUT) {
            desk.leftOutItem();
        } else if (answer == Answer.UNCLEAR) {
            desk.unclearItem(firstPosition + row);
        }
        return answer == Answer.COUNTS;
    }

    /** The first that holds something. */
    private static @Nullable String text(List<LateColumn> values, int row, int item) {
        for (LateColumn value : values) {
            String text = value.text(row, item);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private boolean isOfItem(Optional<String> column) {
        return MembershipColumns.itemField(source, column).isPresent();
    }

    private long readWide(RowGroupReader group, KeyColumn key, List<WideValue> wide) {
        ColumnCursor[] cursors = new ColumnCursor[wide.size()];
        YesNoColumns.@Nullable Column[] mayBeYesNo = new YesNoColumns.@Nullable Column[wide.size()];
        for (int i = 0; i < cursors.length; i++) {
            cursors[i] = group.column(wide.get(i).column());
            ColumnKind kind = cursors[i].info().kind();
            mayBeYesNo[i] = kind == ColumnKind.BOOLEAN || kind == ColumnKind.WHOLE
                    ? desk.yesNo().column(wide.get(i).column())
                    : null;
        }
        KindTable.Names columnNames = number -> wide.get(number).name();
        ColumnCursor score = cursor(group, source.score());
        LateColumn assignedAt = late(group, "assigned-at", source.assignedAt());
        RowWords words = RowWords.of(source.rowFilter(), group, found, FoldersOfFile.of(file));
        int row = 0;
        for (; key.next(); row++) {
            methods.next();
            systems.next();
            boolean scored = score != null && score.next() && hasValue(score);
            for (ColumnCursor cursor : cursors) {
                cursor.next();
            }
            if (words != null && !counts(words, row)) {
                continue;
            }
            int subject = key.subject();
            int method = methods.number();
            int system = systems.number();
            LegacyRefusal refusal = refusal(subject, method, system);
            if (refusal != null) {
                desk.quarantineRow(firstPosition + row, refusal);
                continue;
            }
            int count = 0;
            for (int i = 0; i < cursors.length; i++) {
                ColumnCursor cursor = cursors[i];
                if (!hasValue(cursor) || (source.form().oneHot() && saysNone(cursor))) {
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
                    YesNoColumns.Column seen = mayBeYesNo[i];
                    if (seen != null && seen.looks()) {
                        seen.see(String.valueOf(LateColumn.text(cursor)));
                    }
                }
            }
            if (count > 0) {
                desk.expandedRow(count);
            } else {
                desk.emptyRow();
            }
        }
        return row;
    }

    /** False for bytes that are no text: they are something. */
    private boolean saysNone(ColumnCursor cursor) {
        String text = LateColumn.text(cursor);
        return text != null && source.isNone(text);
    }

    private static boolean itemHasValue(ColumnCursor cursor, int item) {
        cursor.item(item);
        return hasValue(cursor);
    }

    /** Whether there is anything: neither null nor text that stands for nothing. Bytes that are no text are something. */
    private static boolean hasValue(ColumnCursor cursor) {
        if (cursor.isNull()) {
            return false;
        }
        ColumnInfo info = cursor.info();
        if (info.kind() != ColumnKind.TEXT || !info.type().startsWith("BINARY")) {
            return true;
        }
        if (DeliveredText.isPlain(cursor.bytesArray(), cursor.bytesOffset(), cursor.bytesLength())) {
            return true;
        }
        String text = cursor.text();
        return text == null || DeliveredText.of(text) != null;
    }
}
