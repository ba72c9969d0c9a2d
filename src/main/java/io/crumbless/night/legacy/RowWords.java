package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.night.delivery.FoldersOfFile;
import io.crumbless.night.delivery.RowFilter;
import io.crumbless.night.delivery.RowFilter.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the row filter of a source for the rows of a row group, or for the items of their lists. Each dictionary
 * entry is evaluated once. Not thread-safe.
 */
final class RowWords {
    private static final Answer[] ANSWERS = Answer.values();

    private final List<RowFilter.Comparison> comparisons;
    private final @Nullable ColumnCursor[] cursors;

    /** By comparison and dictionary id: the ordinal of an answer plus one; 0 if not evaluated yet. */
    private final byte[][] known;

    /** By comparison: the answer for all rows, if the file lacks the column. */
    private final Answer[] ofFolders;

    /**
     * @param filter filter whose columns are in the file or may be missing from it
     * @param folders partition folders of the file, which supply the values of columns that it lacks
     */
    RowWords(RowFilter filter, RowGroupReader group, List<String> found, FoldersOfFile folders) {
        this.comparisons = filter.comparisons();
        this.cursors = new @Nullable ColumnCursor[comparisons.size()];
        this.known = new byte[comparisons.size()][];
        this.ofFolders = comparisons.stream()
                .map(comparison -> comparison.of(DeliveredText.of(folders.value(comparison.column()))))
                .toArray(Answer[]::new);
        for (int i = 0; i < cursors.length; i++) {
            String column = comparisons.get(i).column();
            ColumnCursor cursor = found.contains(column) ? group.column(column) : null;
            cursors[i] = cursor;
            known[i] = new byte[cursor == null ? 0 : cursor.dictionarySize()];
        }
    }

    /** Null if every row counts. */
    static @Nullable RowWords of(RowFilter filter, RowGroupReader group, List<String> found, FoldersOfFile folders) {
        return filter.isEmpty() ? null : new RowWords(filter, group, found, folders);
    }

    /** Advances to the next row. */
    void next() {
        for (ColumnCursor cursor : cursors) {
            if (cursor != null) {
                cursor.next();
            }
        }
    }

    /** The answer for the row. */
    Answer answer() {
        return answer(-1);
    }

    /** The answer for an item of the row's list; for the row itself if negative. */
    Answer answer(int item) {
        Answer all = Answer.COUNTS;
        for (int i = 0; i < cursors.length; i++) {
            Answer one = answer(i, item);
            if (one == Answer.LEFT_OUT) {
                return one;
            }
            all = one == Answer.UNCLEAR ? one : all;
        }
        return all;
    }

    private Answer answer(int comparison, int item) {
        ColumnCursor cursor = cursors[comparison];
        if (cursor != null && item >= 0) {
            cursor.item(item);
        }
        if (cursor == null) {
            return ofFolders[comparison];
        } else if (cursor.isNull()) {
            return comparisons.get(comparison).of(null);
        }
        int id = cursor.dictionaryId();
        if (id < 0) {
            return of(comparison, cursor);
        }
        if (known[comparison][id] == 0) {
            known[comparison][id] = (byte) (of(comparison, cursor).ordinal() + 1);
        }
        return ANSWERS[known[comparison][id] - 1];
    }

    /** Bytes that cannot be decoded count as an unknown word. */
    private Answer of(int comparison, ColumnCursor cursor) {
        String text = cursor.text();
        return text == null ? Answer.UNCLEAR : comparisons.get(comparison).of(DeliveredText.of(text));
    }
}
