package io.crumbless.tools.init;

import io.crumbless.tools.inspect.ColumnRole;
import io.crumbless.tools.inspect.SourceLook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises a list inside declaration records whose items are the statements, such as answers, events or receipts.
 *
 * @param path path of the list
 * @param columns columns of its items, by role
 */
record ItemsGuess(String path, Map<ColumnRole, String> columns) {
    /** Roles that an item may have in addition to its question and answer. */
    private static final List<ColumnRole> OF_ITEMS =
            List.of(ColumnRole.PURPOSES, ColumnRole.NOTICE_ID, ColumnRole.NOTICE_VERSION, ColumnRole.VALID_UNTIL);

    /** Names for the question of an item, in addition to those for columns. */
    private static final List<String> QUESTIONS = List.of("key", "name", "code", "ref", "slug", "category", "id");

    /** Names for the answer of an item. */
    private static final List<String> ANSWERS = List.of("text", "label", "option", "result", "rating");

    /** Names for the action of an item, grant or withdrawal. */
    private static final List<String> ACTIONS =
            List.of("status", "state", "consent", "decision", "granted", "enabled", "opted_in", "opted_out", "revoked");

    private static final List<String> TIMES = List.of("at", "when", "since", "updated_at");

    /**
     * The list that most likely holds statements; empty if there is none, or if the records themselves are statements.
     */
    static Optional<ItemsGuess> of(SourceLook look) {
        List<String> outside = new ArrayList<>(look.columnNames());
        look.items().forEach(list -> outside.removeIf(column -> column.startsWith(list + ".")));
        boolean statements = ColumnRole.ATTRIBUTE.in(outside).isPresent()
                && ColumnRole.VALUE.in(outside).isPresent();
        return statements
                ? Optional.empty()
                : look.items().stream()
                        .map(list -> of(list, look.columnNames()))
                        .filter(guess -> !guess.columns().isEmpty())
                        .max(Comparator.comparingInt(ItemsGuess::likelihood)
                                .thenComparing(
                                        Comparator.comparing(ItemsGuess::path).reversed()));
    }

    private static ItemsGuess of(String list, List<String> all) {
        List<String> own = new ArrayList<>(
                all.stream().filter(column -> column.startsWith(list + ".")).toList());
        Map<ColumnRole, String> columns = new EnumMap<>(ColumnRole.class);
        take(ColumnRole.ACTION, ACTIONS, list, own, columns);
        take(ColumnRole.DECLARED_AT, TIMES, list, own, columns);
        take(ColumnRole.ATTRIBUTE, QUESTIONS, list, own, columns);
        take(ColumnRole.VALUE, ANSWERS, list, own, columns);
        OF_ITEMS.forEach(role -> take(role, List.of(), list, own, columns));
        return new ItemsGuess(list, columns);
    }

    private static void take(
            ColumnRole role, List<String> names, String list, List<String> own, Map<ColumnRole, String> columns) {
        Optional<String> named = names.stream()
                .flatMap(name -> own.stream().filter(column -> isNamed(column, list, name)))
                .findFirst();
        role.in(own).or(() -> named).ifPresent(column -> {
            columns.put(role, column);
            own.remove(column);
        });
    }

    /** Whether a field has the name, regardless of its spelling: {@code optedIn} matches {@code opted_in}. */
    private static boolean isNamed(String column, String list, String name) {
        return column.substring(list.length() + 1).replace("_", "").equalsIgnoreCase(name.replace("_", ""));
    }

    private int likelihood() {
        return (columns.containsKey(ColumnRole.ATTRIBUTE) ? 2 : 0) + (columns.containsKey(ColumnRole.VALUE) ? 1 : 0);
    }

    /** Columns of the records, without those of the list. */
    List<String> outside(List<String> all) {
        return all.stream().filter(column -> !column.startsWith(path + ".")).toList();
    }
}
