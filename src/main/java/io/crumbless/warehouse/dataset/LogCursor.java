package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.ConstantWords;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One column of the evidence log at the current row. */
final class LogCursor {
    private final Location part;
    private final ColumnCursor cursor;
    private final SharedTexts shared;
    private final @Nullable String[] byId;
    private final List<String> gathered = new ArrayList<>();

    LogCursor(Location part, ColumnCursor cursor, SharedTexts shared) {
        this.part = part;
        this.cursor = cursor;
        this.shared = shared;
        this.byId = new @Nullable String[cursor.dictionarySize()];
    }

    boolean next() {
        return cursor.next();
    }

    ColumnCursor cursor() {
        return cursor;
    }

    boolean isNull() {
        return cursor.isNull();
    }

    @Nullable
    String text() {
        return cursor.isNull() ? null : present(cursor.text());
    }

    /** A text of a column with repeating values: shared by dictionary id. */
    @Nullable
    String word() {
        if (cursor.isNull()) {
            return null;
        }
        int id = cursor.dictionaryId();
        if (id < 0) {
            return shared.of(present(cursor.text()));
        }
        String known = byId[id];
        if (known == null) {
            known = shared.of(present(cursor.text()));
            byId[id] = known;
        }
        return known;
    }

    <E extends Enum<E>> @Nullable E constant(ConstantWords<E> words) {
        String word = word();
        return word == null ? null : present(words.constant(word));
    }

    List<String> words() {
        gathered.clear();
        for (int i = 0; i < cursor.listSize(); i++) {
            cursor.item(i);
            gathered.add(present(text()));
        }
        return shared.of(List.copyOf(gathered));
    }

    @Nullable
    Boolean flag() {
        return cursor.isNull() ? null : Boolean.valueOf(cursor.whole() != 0);
    }

    @Nullable
    Integer day() {
        return cursor.isNull() ? null : Integer.valueOf(Math.toIntExact(cursor.whole()));
    }

    @Nullable
    Long micros() {
        return cursor.isNull() ? null : Long.valueOf(cursor.micros());
    }

    /**
     * A value that every row must have.
     *
     * @throws Failure if it is absent
     */
    <T> T present(@Nullable T value) {
        if (value == null) {
            throw damaged();
        }
        return value;
    }

    Failure damaged() {
        return new Failure(
                ErrorCategory.ENVIRONMENT,
                "Cannot read " + part + ": column '" + cursor.info().name()
                        + "' holds what this version never wrote; check who else writes to the warehouse, or use the"
                        + " version that wrote it");
    }
}
