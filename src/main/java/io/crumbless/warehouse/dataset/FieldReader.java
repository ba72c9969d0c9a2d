package io.crumbless.warehouse.dataset;

import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.declaration.StatementField;
import org.jspecify.annotations.Nullable;

/** Reads one field of statements from its column. */
record FieldReader<T>(StatementField<T> field, LogCursor cursor, Cell<T> cell) {
    /** Reads the value in the current row of the cursor. */
    interface Cell<T> {
        @Nullable
        T value();
    }

    void read(Statement.Builder statement) {
        T value = cell.value();
        if (value == null && field.isRequired()) {
            throw cursor.damaged();
        }
        statement.with(field, value);
    }
}
