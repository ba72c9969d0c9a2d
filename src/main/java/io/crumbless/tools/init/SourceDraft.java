package io.crumbless.tools.init;

import io.crumbless.night.delivery.UnreadColumns;
import io.crumbless.tools.inspect.ColumnLook;
import io.crumbless.tools.inspect.ColumnRole;
import io.crumbless.tools.inspect.SourceLook;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One source as the job file is to name it.
 *
 * @param name in the job file
 * @param path as written in the job file
 * @param shape {@code membership} and so on; of declarations {@code rows} where each row is a statement of one attribute,
 *     {@code wide} where each is a person's answers
 * @param columns what was recognised, by role
 * @param answers declarations of shape {@code wide}, memberships of shape {@code wide}: columns that hold answers or values
 */
record SourceDraft(
        SourceKind kind,
        String name,
        String path,
        SourceLook look,
        String shape,
        Map<ColumnRole, String> columns,
        List<String> answers) {
    static final String WIDE = "wide";
    static final String ROWS = "rows";

    Optional<String> column(ColumnRole role) {
        return Optional.ofNullable(columns.get(role));
    }

    Optional<ColumnLook> look(ColumnRole role) {
        return column(role).flatMap(look::column);
    }

    /** Columns beside those that are read which seem to say which rows count. */
    List<String> flags() {
        return kind == SourceKind.DECLARATIONS || kind == SourceKind.ERASURES
                ? List.of()
                : others().stream()
                        .filter(name -> UnreadColumns.isFlag(name)
                                || look.column(name).map(ColumnLook::isYesOrNo).orElse(false))
                        .toList();
    }

    /** Columns that play no role and hold no answers. */
    List<String> others() {
        return look.columnNames().stream()
                .filter(name -> !columns.containsValue(name) && !answers.contains(name))
                .toList();
    }
}
