package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.night.delivery.FoldersOfFile;
import io.crumbless.night.delivery.RowFilter;
import io.crumbless.night.delivery.RowFilter.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the rows of a row group, or the items of their lists, against the filter of a source: each dictionary entry once. For
 * one thread.
 */
final class RowWords {
    private static final Answer[] ANSWERS = Answer.values();

    private final List<RowFilter.Comparison> comparisons;
    private final @Nullable ColumnCursor[] cursors;

    /** By comparison and dictionary id: the ordinal of an answer plus one; 0 where it was not asked for. */
    private final byte[][] known;

    /** By comparison: the answer for all rows, where no column of the file bears the word. */
    private final Answer[] ofFolders;

    /**
     * @param filter whose columns are in the file, or may be missing from it
     * @param folders that the file lies in, which bear the words of columns that it has not
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

    /** Null where every row counts. */
    static @Nullable RowWords of(RowFilter filter, RowGroupReader group, List<String> found, FoldersOfFile folders) {
        return filter.isEmpty() ? null : new RowWords(filter, group, found, folders);
    }

    /** Goes to the next row. */
    void next() {
        for (ColumnCursor cursor : cursors) {
            if (cursor != null) {
                cursor.next();
            }
        }
    }

    /** Of the row. */
    Answer answer() {
        return answer(-1);
    }

    /** Of an item of the row's list; of the row itself for a negative one. */
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

    /** Bytes that are no text are a word that nobody knows. */
    private Answer of(int comparison, ColumnCursor cursor) {
        String text = cursor.text();
        return text == null ? Answer.UNCLEAR : comparisons.get(comparison).of(DeliveredText.of(text));
    }
}
