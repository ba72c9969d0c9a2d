package io.crumbless.night.delivery;

import io.crumbless.columnar.text.ColumnNames;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Quantity;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a source calls the canonical columns.
 *
 * @param mapped names the job file gives, by canonical name; the others bear their canonical name
 * @param allowed which of them a delivery may lack, and which of its own nobody reads on purpose
 * @param actions how records say that they withdraw
 */
public record ColumnMapping(
        List<CanonicalColumn> columns, Map<String, String> mapped, ColumnAllowances allowed, ActionWords actions) {
    /** Before the names of columns that a filter looks at, which may be those of others. */
    private static final String WHERE = "where ";

    /** Longer lists of columns are cut in messages. */
    private static final int SHOWN = 30;

    public ColumnMapping {
        columns = List.copyOf(columns);
        mapped = Map.copyOf(mapped);
    }

    /** Records say what they do in our words. */
    public ColumnMapping(List<CanonicalColumn> columns, Map<String, String> mapped, ColumnAllowances allowed) {
        this(columns, mapped, allowed, ActionWords.OURS);
    }

    /** A delivery has every column that is mapped. */
    public ColumnMapping(List<CanonicalColumn> columns, Map<String, String> mapped) {
        this(columns, mapped, ColumnAllowances.NONE);
    }

    static ColumnMapping unmapped(List<CanonicalColumn> columns) {
        return new ColumnMapping(columns, Map.of());
    }

    /**
     * Reads the optional keys {@code columns} (canonical names with dashes to the names of the source), {@code optional} and
     * {@code ignore-columns}.
     */
    static ColumnMapping read(YamlMapping source, List<CanonicalColumn> columns) {
        Map<String, String> mapped = new LinkedHashMap<>();
        source.optionalMapping("columns").ifPresent(written -> {
            for (CanonicalColumn column : columns) {
                written.optionalString(column.key()).ifPresent(name -> mapped.put(column.name(), name));
            }
            written.finish();
        });
        Set<String> mayLack = columns.stream()
                .filter(column -> !column.inEveryRecord())
                .map(CanonicalColumn::key)
                .collect(Collectors.toSet());
        return new ColumnMapping(columns, mapped, ColumnAllowances.read(source, mayLack));
    }

    /** The same, and behind them the columns that a filter looks at, in its order; a delivery must have them. */
    ColumnMapping and(RowFilter where) {
        List<CanonicalColumn> all = new ArrayList<>(columns);
        Map<String, String> names = new HashMap<>(mapped);
        for (String column : where.columns()) {
            CanonicalColumn asked =
                    new CanonicalColumn(WHERE + column, CanonicalColumn.Need.SOME, WHERE + column, "where");
            all.add(asked);
            names.put(asked.name(), column);
        }
        return new ColumnMapping(all, names, allowed, actions);
    }

    int size() {
        return columns.size();
    }

    /** What the source calls the column. */
    String delivered(int column) {
        String name = columns.get(column).name();
        return mapped.getOrDefault(name, name);
    }

    /** Names of the source for what a record is known by. */
    List<String> keys() {
        return Stream.of("subject_id", "declaration_id")
                .map(name -> mapped.getOrDefault(name, name))
                .toList();
    }

    /** Names of the source, in the order of the canonical columns. */
    List<String> deliveredNames() {
        return columns.stream()
                .map(column -> mapped.getOrDefault(column.name(), column.name()))
                .toList();
    }

    /** Whether a delivery must have it: what every record needs, and what the job file says is there. */
    boolean mustBeThere(int column) {
        CanonicalColumn wanted = columns.get(column);
        return !allowed.optional().contains(wanted.key()) && (wanted.required() || mapped.containsKey(wanted.name()));
    }

    /**
     * Checks that a delivery has every column it must have.
     *
     * @param found names of its columns; they are printed only if they are names beyond doubt, because the first record of
     *     a file without header is a person's
     * @throws Failure naming the first column that is missing and the key that maps it
     */
    void check(List<String> found, String delivery, ErrorCategory category) {
        for (int i = 0; i < size(); i++) {
            if (mustBeThere(i) && ColumnNames.find(found, delivered(i)) == null) {
                throw new Failure(
                        category,
                        "Cannot read " + delivery + ": column '" + delivered(i) + "' is missing, " + describe(found)
                                + "; map it with " + columns.get(i).setting() + orOptional(columns.get(i)));
            }
        }
    }

    /** For messages about a column that is missing. */
    static String orOptional(CanonicalColumn column) {
        return column.required() ? "" : ", or call it optional";
    }

    private String describe(List<String> found) {
        if (deliveredNames().stream().noneMatch(found::contains)) {
            return "and so are all others (" + Quantity.of(found.size(), "column") + " found, perhaps without header)";
        }
        String more = found.size() > SHOWN ? " and " + (found.size() - SHOWN) + " more" : "";
        return "found " + found.stream().limit(SHOWN).toList() + more;
    }
}
