package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.night.delivery.FoldersOfFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Passes every text in legacy files (cookie ids, segments, values) to a visitor. The order is undefined, and texts may
 * repeat; subjects are not resolved. Rows that cannot be read are skipped, since a night counts them. Several threads
 * may read files at once.
 */
public final class LegacyTexts {
    private final Visitor visitor;

    /** The kind of a text. */
    public enum Kind {
        COOKIE,
        SEGMENT,
        VALUE
    }

    /** Receives the texts. */
    public interface Visitor {
        void text(Kind kind, String text);
    }

    /** A column to show; for a list every item, and for structs the {@code field} of each item. */
    private record Shown(Kind kind, String column, boolean list, Optional<String> field) {
        Shown(Kind kind, String column) {
            this(kind, column, false, Optional.empty());
        }

        Shown named(String other) {
            return new Shown(kind, other, list, field);
        }

        String name() {
            return field.map(name -> column + "." + name).orElse(column);
        }
    }

    public LegacyTexts(Visitor visitor) {
        this.visitor = visitor;
    }

    public void show(LinkSource source, FileEntry file) {
        show(source.files(), file, List.of(new Shown(Kind.COOKIE, source.cookieId())), false);
    }

    public void show(OptOutSource source, FileEntry file) {
        List<Shown> cookie = source.cookieId().stream()
                .map(column -> new Shown(Kind.COOKIE, column))
                .toList();
        show(source.files(), file, cookie, false);
    }

    public void show(MembershipSource mapped, FileEntry file) {
        MembershipSource source = ParquetColumns.asIn(mapped, file);
        List<Shown> shown = new ArrayList<>();
        if (!source.keyedBySubject()) {
            shown.add(new Shown(Kind.COOKIE, source.key()));
        }
        if (source.shape() == Shape.LIST) {
            String list = source.segments().orElseThrow();
            shown.add(new Shown(Kind.SEGMENT, list, true, MembershipColumns.itemField(source, source.segment())));
            source.value()
                    .map(column ->
                            new Shown(Kind.VALUE, list, true, MembershipColumns.itemField(source, Optional.of(column))))
                    .filter(column -> column.field().isPresent())
                    .ifPresent(shown::add);
        } else {
            source.segment().ifPresent(column -> shown.add(new Shown(Kind.SEGMENT, column)));
            source.value().ifPresent(column -> shown.add(new Shown(Kind.VALUE, column)));
        }
        source.values().keySet().forEach(column -> shown.add(new Shown(Kind.VALUE, column)));
        show(
                source.files(),
                file,
                shown,
                source.shape() == Shape.WIDE && source.values().isEmpty());
    }

    /** @param others whether unmapped columns contain values as well */
    private void show(LegacyFiles source, FileEntry file, List<Shown> shown, boolean others) {
        if (source.format() == Format.PARQUET) {
            showParquet(source, file, shown, others);
        } else {
            showText(source, file, shown, others);
        }
    }

    private void showText(LegacyFiles source, FileEntry file, List<Shown> shown, boolean others) {
        List<WantedColumn> wanted = shown.stream()
                .map(column -> new WantedColumn(column.kind().name(), column.column()))
                .distinct()
                .toList();
        Set<String> named = new HashSet<>(shown.stream().map(Shown::column).toList());
        try (DeliveredRows rows = DeliveredRows.ofText(source, file, TextPart.WHOLE, wanted, others)) {
            while (rows.next()) {
                if (rows.refusal() != null) {
                    continue;
                }
                for (Shown column : shown) {
                    int index = wanted.indexOf(new WantedColumn(column.kind().name(), column.column()));
                    show(source, rows, index, column);
                }
                if (others) {
                    rows.columns().stream()
                            .filter(column -> !named.contains(column))
                            .forEach(column -> show(source, Kind.VALUE, rows.valueOf(column)));
                }
            }
        } catch (IOException e) {
            throw LinkScanner.unreadable(source, file, e);
        }
    }

    private void show(LegacyFiles source, DeliveredRows rows, int index, Shown column) {
        if (!column.list()) {
            show(source, column.kind(), rows.value(index));
        } else if (rows.nested(index) instanceof JsonValue.Items items) {
            items.items().forEach(item -> show(source, column, item));
        } else {
            show(source, column.kind(), rows.value(index));
        }
    }

    private void show(LegacyFiles source, Shown column, JsonValue item) {
        JsonValue value = item;
        if (column.field().isPresent()) {
            value = item instanceof JsonValue.Struct struct
                    ? struct.fields().get(column.field().get())
                    : null;
        }
        show(source, column.kind(), value == null ? null : DeliveredText.of(value.text()));
    }

    /**
     * Shows a cookie id both as delivered and as a night uses it, without the parts that the job file says are ignored
     * in ids.
     */
    private void show(LegacyFiles source, Kind kind, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return;
        }
        visitor.text(kind, text);
        String key = kind == Kind.COOKIE ? source.ids().cookies().key(text) : text;
        if (!key.equals(text)) {
            visitor.text(kind, key);
        }
    }

    private void showParquet(LegacyFiles source, FileEntry file, List<Shown> shown, boolean others) {
        ParquetTable table = ParquetColumns.open(source, file, List.of());
        List<Shown> columns = new ArrayList<>();
        for (Shown one : shown) {
            Shown named = one.named(ParquetColumns.nameIn(table, one.column()));
            if (ParquetColumns.find(table, named.name()).isPresent() || named.list()) {
                columns.add(named);
            } else {
                show(source, one.kind(), FoldersOfFile.of(file).value(one.column()));
            }
        }
        if (others) {
            Set<String> named = new HashSet<>(shown.stream().map(Shown::column).toList());
            table.columns().stream()
                    .filter(column -> column.kind() == ColumnKind.TEXT && !named.contains(column.name()))
                    .map(ColumnInfo::name)
                    .forEach(name -> columns.add(new Shown(Kind.VALUE, name)));
        }
        try {
            for (int group = 0; group < table.rowGroups(); group++) {
                for (Shown column : columns) {
                    try (RowGroupReader reader = table.rowGroup(group, List.of(column.name()))) {
                        show(source, column.kind(), reader.column(column.name()));
                    }
                }
            }
        } catch (ParquetInputException e) {
            throw ParquetColumns.failure(source, e);
        }
    }

    /** Texts of a dictionary are shown once. */
    private void show(LegacyFiles source, Kind kind, ColumnCursor cursor) {
        boolean list = cursor.info().list();
        boolean[] seen = new boolean[Math.max(0, cursor.dictionarySize())];
        while (cursor.next()) {
            int items = list ? cursor.listSize() : 1;
            for (int item = 0; item < items; item++) {
                if (list) {
                    cursor.item(item);
                }
                int id = cursor.isNull() ? -1 : cursor.dictionaryId();
                if (!cursor.isNull() && (id < 0 || !seen[id])) {
                    show(source, kind, DeliveredText.of(cursor.text()));
                    if (id >= 0) {
                        seen[id] = true;
                    }
                }
            }
        }
    }
}
