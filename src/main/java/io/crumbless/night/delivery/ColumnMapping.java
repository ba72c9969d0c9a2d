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
 * Maps the canonical columns to the names of a source.
 *
 * @param mapped names in the job file, by canonical name; other columns have their canonical name
 * @param allowed columns that a delivery may lack, and those that are deliberately not read
 * @param actions how records indicate withdrawals
 */
public record ColumnMapping(
        List<CanonicalColumn> columns, Map<String, String> mapped, ColumnAllowances allowed, ActionWords actions) {
    /** Prefix of columns of a filter, whose names may equal those of others. */
    private static final String WHERE = "where ";

    /** Longer lists of columns are truncated in messages. */
    private static final int SHOWN = 30;

    public ColumnMapping {
        columns = List.copyOf(columns);
        mapped = Map.copyOf(mapped);
    }

    /** Records use the canonical words for actions. */
    public ColumnMapping(List<CanonicalColumn> columns, Map<String, String> mapped, ColumnAllowances allowed) {
        this(columns, mapped, allowed, ActionWords.OURS);
    }

    /** A delivery must have every mapped column. */
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

    /** The same, followed by the columns of a filter, in its order; a delivery must have them. */
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

    /** The source's name of a column. */
    String delivered(int column) {
        String name = columns.get(column).name();
        return mapped.getOrDefault(name, name);
    }

    /** The source's names of columns that identify records. */
    List<String> keys() {
        return Stream.of("subject_id", "declaration_id")
                .map(name -> mapped.getOrDefault(name, name))
                .toList();
    }

    /** The source's names, in the order of the canonical columns. */
    List<String> deliveredNames() {
        return columns.stream()
                .map(column -> mapped.getOrDefault(column.name(), column.name()))
                .toList();
    }

    /** Whether a delivery must have it: because every record requires it, or the job file maps it. */
    boolean mustBeThere(int column) {
        CanonicalColumn wanted = columns.get(column);
        return !allowed.optional().contains(wanted.key()) && (wanted.required() || mapped.containsKey(wanted.name()));
    }

    /**
     * Checks that a delivery has every required column.
     *
     * @param found names of its columns; they are printed only if they are names beyond doubt, because the first record
     *     of a file without header is a person's
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

    /** Hint for messages about a missing column. */
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
