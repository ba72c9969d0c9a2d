package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.night.delivery.FoldersOfFile;
import io.crumbless.night.delivery.RowFilter;
import io.crumbless.night.delivery.RowFilter.Answer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row group of memberships: its columns by role, and the {@link ValueDesk} for its rows. Shared by the readers of
 * all shapes. Not thread-safe.
 */
final class MembershipRowGroup {
    final MembershipSource source;
    final ValueDesk desk;
    final LegacyTimes times;
    final NameColumn names;
    final NameColumn methods;
    final NameColumn systems;
    final KindTable kinds;
    final KeyColumn key;

    /** Position of its first row in the file. */
    final long firstPosition;

    private final RowGroupReader group;
    private final FileEntry file;
    private final List<String> found;

    MembershipRowGroup(ParquetMembershipScan scan, RowGroupReader group, KeyColumn key, long firstPosition) {
        this.source = scan.source;
        this.desk = scan.desk;
        this.times = scan.times;
        this.names = scan.names;
        this.methods = scan.methods;
        this.systems = scan.systems;
        this.kinds = scan.kinds;
        this.key = key;
        this.firstPosition = firstPosition;
        this.group = group;
        this.file = scan.file;
        this.found = scan.found;
        methods.use(cursor(source.collectedBy()), ofFolders("collected-by", source.collectedBy()));
        systems.use(cursor(source.sourceSystem()), ofFolders("source-system", source.sourceSystem()));
    }

    /** The cursor of a required column. */
    ColumnCursor column(String name) {
        return group.column(name);
    }

    /** Null if the source maps no such column or the file lacks it. */
    @Nullable
    ColumnCursor cursor(Optional<String> column) {
        return column.filter(group::has).map(group::column).orElse(null);
    }

    /** The value that the file's folders state for all rows; null if they state none. */
    @Nullable
    String ofFolders(String key, Optional<String> column) {
        return column.map(name -> new WantedColumn(key, name).inFoldersOf(file)).orElse(null);
    }

    LateColumn late(String key, Optional<String> column) {
        return new LateColumn(cursor(column), isOfItem(column), ofFolders(key, column));
    }

    /** Whether the column is a field of the items of the list. */
    boolean isOfItem(Optional<String> column) {
        return MembershipColumns.itemField(source, column).isPresent();
    }

    /** Null if every row or item counts. */
    @Nullable
    RowWords words(RowFilter filter) {
        return RowWords.of(filter, group, found, FoldersOfFile.of(file));
    }

    /** Moves the filter to the next row, and counts the row if it is left out. */
    boolean counts(RowWords words, int row) {
        words.next();
        Answer answer = words.answer();
        if (answer == Answer.LEFT_OUT) {
            desk.leftOutRow();
        } else if (answer == Answer.UNCLEAR) {
            desk.quarantineRow(firstPosition + row, LegacyRefusal.FLAG_UNCLEAR);
        }
        return answer == Answer.COUNTS;
    }

    /** Whether an item counts; counts it as left out if not. */
    boolean counts(RowWords words, int row, int item) {
        Answer answer = words.answer(item);
        if (answer == Answer.LEFT_OUT) {
            desk.leftOutItem();
        } else if (answer == Answer.UNCLEAR) {
            desk.unclearItem(firstPosition + row);
        }
        return answer == Answer.COUNTS;
    }

    /**
     * Why the whole row cannot be read, judged by its key and the columns shared by all its values; null if it can be
     * read.
     */
    static @Nullable LegacyRefusal refusal(int subject, int method, int system) {
        if (subject == KeyColumn.MISSING) {
            return LegacyRefusal.KEY_MISSING;
        }
        boolean undecodable = subject == KeyColumn.UNDECODABLE
                || method == NameColumn.UNDECODABLE
                || system == NameColumn.UNDECODABLE;
        return undecodable ? LegacyRefusal.UNDECODABLE : null;
    }

    /**
     * Whether there is a value, that is, neither null nor a word for null. Bytes that cannot be decoded count as a
     * value.
     */
    static boolean hasValue(ColumnCursor cursor) {
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
