package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.GroupRow;
import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.provenance.Classification;
import io.crumbless.night.delivery.FoldersOfFile;
import io.crumbless.night.delivery.RowFilter;
import io.crumbless.night.delivery.RowFilter.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads what one membership source holds about one person, including names and values, by reading every row. It serves
 * access requests; the scanners of the nightly run never return names. Not thread-safe.
 */
public final class SubjectMemberships {
    private final MembershipSource source;
    private final Policy policy;
    private final LinkTable links;
    private final int ordinal;
    private final Fingerprint hasher;
    private final Set<String> mapped = new HashSet<>();
    private long unread;

    /** @param ordinal ordinal of the person in the table */
    public SubjectMemberships(MembershipSource source, Policy policy, LinkTable links, int ordinal) {
        this.source = source;
        this.policy = policy;
        this.links = links;
        this.ordinal = ordinal;
        this.hasher = links.hasher();
        new MembershipColumns(source).wanted().forEach(column -> mapped.add(column.name()));
        mapped.addAll(source.files().columns().ignored());
    }

    /** The number of rows so far that could not be read, and may therefore concern the person. */
    public long unread() {
        return unread;
    }

    /**
     * Reads one file.
     *
     * @throws io.crumbless.process.Failure if it cannot be read
     */
    public void scan(FileEntry file, Consumer<HeldMembership> found) {
        if (source.files().format() == Format.PARQUET) {
            SubjectMemberships asInFile =
                    new SubjectMemberships(ParquetColumns.asIn(source, file), policy, links, ordinal);
            asInFile.scanParquet(file, found);
            unread += asInFile.unread;
            return;
        }
        List<WantedColumn> wanted = new MembershipColumns(source).wanted();
        try (DeliveredRows rows = DeliveredRows.ofText(source.files(), file, TextPart.WHOLE, wanted, true)) {
            TextRow row = new TextRow(rows, wanted);
            wanted.forEach(column -> mapped.add(rows.delivered(column.name())));
            while (rows.next()) {
                String key = rows.refusal() == null ? rows.value(0) : null;
                if (key == null) {
                    unread++;
                } else if (isOfThePerson(DeliveredText.bytes(source.keys().key(key)))) {
                    emit(row, found);
                }
            }
        } catch (IOException e) {
            throw LinkScanner.unreadable(source.files(), file, e);
        }
    }

    private boolean isOfThePerson(byte[] key) {
        int subject = source.keyedBySubject()
                ? links.ordinalOf(key, 0, key.length, hasher)
                : links.subjectOf(key, 0, key.length, hasher);
        return subject == ordinal;
    }

    private void scanParquet(FileEntry file, Consumer<HeldMembership> found) {
        ParquetTable table = ParquetMembershipColumns.open(source, file);
        List<String> columns = source.shape() == Shape.WIDE
                ? table.columns().stream().map(ColumnInfo::name).toList()
                : ParquetMembershipColumns.wanted(source).stream()
                        .map(WantedColumn::name)
                        .filter(name -> ParquetColumns.find(table, name).isPresent())
                        .toList();
        FoldersOfFile folders = FoldersOfFile.of(file);
        try {
            for (int group = 0; group < table.rowGroups(); group++) {
                List<Long> rows = rowsOfThePerson(table, group);
                if (!rows.isEmpty()) {
                    emit(table, group, columns, folders, rows, found);
                }
            }
        } catch (ParquetInputException e) {
            throw ParquetColumns.failure(source.files(), e);
        }
    }

    private List<Long> rowsOfThePerson(ParquetTable table, int group) {
        List<Long> rows = new ArrayList<>();
        try (RowGroupReader reader = table.rowGroup(group, List.of(source.key()))) {
            KeyColumn key = new KeyColumn(
                    links,
                    source,
                    hasher,
                    reader.column(source.key()),
                    new SpellingWatch(links),
                    new KeyKindSample(links, source.keyedBySubject()));
            for (long row = 0; key.next(); row++) {
                int subject = key.subject();
                if (subject == ordinal) {
                    rows.add(row);
                } else if (subject == KeyColumn.MISSING || subject == KeyColumn.UNDECODABLE) {
                    unread++;
                }
            }
        }
        return rows;
    }

    private void emit(
            ParquetTable table,
            int group,
            List<String> columns,
            FoldersOfFile folders,
            List<Long> rows,
            Consumer<HeldMembership> found) {
        try (RowGroupReader reader = table.rowGroup(group, columns)) {
            GroupRow row = new GroupRow(reader);
            ParquetRow adapted = new ParquetRow(row, columns, folders);
            for (long at : rows) {
                row.moveTo(at);
                emit(adapted, found);
            }
        }
    }

    /** A row of any format; its texts are never placeholders for null. */
    private interface Row {
        /** The text of a column of the row. */
        @Nullable
        String text(String column);

        /** How many items the list has. */
        int items();

        /** The text of a field of an item, or of the item itself if the column is the list. */
        @Nullable
        String text(String column, int item);

        /** Names of all columns. */
        Collection<String> columns();
    }

    /** Rows excluded by the filter do not count here either; such a row may say that the person has left a segment. */
    private boolean counts(RowFilter filter, UnaryOperator<@Nullable String> texts) {
        if (filter.isEmpty()) {
            return true;
        }
        List<String> columns = filter.columns();
        Answer answer = filter.of(i -> texts.apply(columns.get(i)));
        unread += answer == Answer.UNCLEAR ? 1 : 0;
        return answer == Answer.COUNTS;
    }

    private void emit(Row row, Consumer<HeldMembership> found) {
        if (!counts(source.rowFilter(), row::text)) {
            return;
        }
        switch (source.shape()) {
            case MEMBERSHIP -> emit(text(row, source.segment()), value(row), row, found);
            case TALL -> tall(row, found);
            case LIST -> {
                for (int item = 0; item < row.items(); item++) {
                    list(row, item, found);
                }
            }
            case WIDE -> {
                if (source.values().isEmpty()) {
                    row.columns().stream()
                            .filter(column -> !mapped.contains(column))
                            .forEach(column -> tellWide(column, column, row, found));
                } else {
                    for (Map.Entry<String, String> column : source.values().entrySet()) {
                        tellWide(column.getValue(), column.getKey(), row, found);
                    }
                }
            }
        }
    }

    /** An attribute without a value is not reported. */
    private void tall(Row row, Consumer<HeldMembership> found) {
        String name = text(row, source.attribute());
        String value = value(row);
        if (name == null || value != null) {
            emit(name, value, row, found);
        }
    }

    private void list(Row row, int item, Consumer<HeldMembership> found) {
        if (counts(source.itemFilter(), column -> row.text(column, item))) {
            emit(row, item, found);
        }
    }

    private void tellWide(String name, String column, Row row, Consumer<HeldMembership> found) {
        String value = row.text(column);
        if (value != null && !source.isNone(value)) {
            emit(name, value, row, found);
        }
    }

    private void emit(@Nullable String name, @Nullable String value, Row row, Consumer<HeldMembership> found) {
        if (name == null) {
            unread++;
            return;
        }
        found.accept(judged(
                name,
                value,
                text(row, source.score()),
                text(row, source.sourceSystem()),
                text(row, source.collectedBy())));
    }

    private void emit(Row row, int item, Consumer<HeldMembership> found) {
        String name = row.text(source.itemName(), item);
        if (name == null) {
            unread++;
            return;
        }
        String value = value(row, item);
        if (value == null && source.namesAttributes()) {
            return;
        }
        found.accept(judged(
                name,
                value,
                text(row, source.score(), item),
                text(row, source.sourceSystem(), item),
                text(row, source.collectedBy(), item)));
    }

    private @Nullable String value(Row row) {
        return source.valueColumns().stream()
                .map(row::text)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String value(Row row, int item) {
        return source.valueColumns().stream()
                .map(column -> text(row, Optional.of(column), item))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String text(Row row, Optional<String> column) {
        return column.isEmpty() ? null : row.text(column.get());
    }

    private @Nullable String text(Row row, Optional<String> column, int item) {
        return MembershipColumns.itemField(source, column).isPresent()
                ? row.text(column.orElseThrow(), item)
                : text(row, column);
    }

    /** Classifies a value in the same way as {@link KindBook}. */
    private HeldMembership judged(
            String name,
            @Nullable String value,
            @Nullable String score,
            @Nullable String system,
            @Nullable String collectedBy) {
        String from = system == null ? source.name() : system;
        Classification judged = source.namesAttributes()
                ? policy.provenance().classifyAttribute(from, name, collectedBy, score != null)
                : policy.provenance().classify(from, name, collectedBy, score != null);
        return new HeldMembership(name, value, score, system, collectedBy, judged.origin(), judged.rule());
    }

    private final class TextRow implements Row {
        private final DeliveredRows rows;
        private final List<String> wanted;

        TextRow(DeliveredRows rows, List<WantedColumn> wanted) {
            this.rows = rows;
            this.wanted = wanted.stream().map(WantedColumn::name).toList();
        }

        @Override
        public @Nullable String text(String column) {
            int index = wanted.indexOf(column);
            return index < 0 ? rows.valueOf(column) : rows.value(index);
        }

        @Override
        public int items() {
            return list().size();
        }

        private List<JsonValue> list() {
            JsonValue list = ListItems.of(rows, wanted.indexOf(source.segments().orElseThrow()), source);
            return list instanceof JsonValue.Items items ? items.items() : List.of();
        }

        @Override
        public @Nullable String text(String column, int item) {
            JsonValue value = list().get(item);
            Optional<String> field = MembershipColumns.itemField(source, Optional.of(column));
            return field.isPresent() ? ListItems.text(value, field.get()) : DeliveredText.of(value.text());
        }

        @Override
        public Collection<String> columns() {
            return rows.columns();
        }
    }

    private record ParquetRow(GroupRow row, List<String> columns, FoldersOfFile folders) implements Row {
        @Override
        public @Nullable String text(String column) {
            if (!columns.contains(column)) {
                return DeliveredText.of(folders.value(column));
            }
            List<String> texts =
                    row.items(column).stream().filter(Objects::nonNull).toList();
            return texts.isEmpty() ? null : DeliveredText.of(String.join(", ", texts));
        }

        @Override
        public int items() {
            // All fields of a list of structs have the same number of items, so the column of one field stands for the
            // list.
            return columns.stream()
                    .mapToInt(column -> row.isList(column) ? row.items(column).size() : 0)
                    .max()
                    .orElse(0);
        }

        @Override
        public @Nullable String text(String column, int item) {
            List<@Nullable String> items = row.items(column);
            return item < items.size() ? DeliveredText.of(items.get(item)) : null;
        }
    }
}
