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
 * Recognises a list inside records of declarations whose items are the statements: answers, events, receipts.
 *
 * @param path of the list
 * @param columns of its items, by what they are for
 */
record ItemsGuess(String path, Map<ColumnRole, String> columns) {
    /** What may be an item's own, beside its question and its answer. */
    private static final List<ColumnRole> OF_ITEMS =
            List.of(ColumnRole.PURPOSES, ColumnRole.NOTICE_ID, ColumnRole.NOTICE_VERSION, ColumnRole.VALID_UNTIL);

    /** Names that an item's question has, beside those that columns have. */
    private static final List<String> QUESTIONS = List.of("key", "name", "code", "ref", "slug", "category", "id");

    /** Names that an item's answer has. */
    private static final List<String> ANSWERS = List.of("text", "label", "option", "result", "rating");

    /** Names of what says whether an item gives or takes away: an answer to nothing else. */
    private static final List<String> ACTIONS =
            List.of("status", "state", "consent", "decision", "granted", "enabled", "opted_in", "opted_out", "revoked");

    private static final List<String> TIMES = List.of("at", "when", "since", "updated_at");

    /** The list that most likely holds statements; empty where there is none, or the records themselves are statements. */
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

    /** {@code optedIn} as opted_in. */
    private static boolean isNamed(String column, String list, String name) {
        return column.substring(list.length() + 1).replace("_", "").equalsIgnoreCase(name.replace("_", ""));
    }

    private int likelihood() {
        return (columns.containsKey(ColumnRole.ATTRIBUTE) ? 2 : 0) + (columns.containsKey(ColumnRole.VALUE) ? 1 : 0);
    }

    /** Columns of the records themselves. */
    List<String> outside(List<String> all) {
        return all.stream().filter(column -> !column.startsWith(path + ".")).toList();
    }
}
