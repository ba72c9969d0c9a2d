package io.crumbless.declaration.delivery;

import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.crumbless.profile.Quantity;
import io.crumbless.settings.YamlMapping;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a source calls the canonical columns.
 *
 * @param mapped names the job file gives, by canonical name; the others bear their canonical name
 */
public record ColumnMapping(List<CanonicalColumn> columns, Map<String, String> mapped) {
    /** Longer lists of columns are cut in messages. */
    private static final int SHOWN = 30;

    public ColumnMapping {
        columns = List.copyOf(columns);
        mapped = Map.copyOf(mapped);
    }

    static ColumnMapping unmapped(List<CanonicalColumn> columns) {
        return new ColumnMapping(columns, Map.of());
    }

    /** Reads the optional key {@code columns}: canonical names with dashes to the names of the source. */
    static ColumnMapping read(YamlMapping source, List<CanonicalColumn> columns) {
        Map<String, String> mapped = new LinkedHashMap<>();
        source.optionalMapping("columns").ifPresent(written -> {
            for (CanonicalColumn column : columns) {
                written.optionalString(column.key()).ifPresent(name -> mapped.put(column.name(), name));
            }
            written.finish();
        });
        return new ColumnMapping(columns, mapped);
    }

    int size() {
        return columns.size();
    }

    /** What the source calls the column. */
    String delivered(int column) {
        String name = columns.get(column).name();
        return mapped.getOrDefault(name, name);
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
        return wanted.required() || mapped.containsKey(wanted.name());
    }

    /**
     * Checks that a delivery has every column it must have.
     *
     * @param found names of its columns; they are told only if they are names beyond doubt, because the first record of
     *     a file without header is a person's
     * @throws Failure naming the first column that is missing and the key that maps it
     */
    void check(Collection<String> found, String delivery, Actor actor) {
        for (int i = 0; i < size(); i++) {
            if (mustBeThere(i) && !found.contains(delivered(i))) {
                throw new Failure(
                        actor,
                        "Cannot read " + delivery + ": column '" + delivered(i) + "' is missing, " + told(found)
                                + "; map it with columns." + columns.get(i).key());
            }
        }
    }

    private String told(Collection<String> found) {
        if (deliveredNames().stream().noneMatch(found::contains)) {
            return "and so are all others (" + Quantity.of(found.size(), "column") + " found, perhaps without header)";
        }
        String more = found.size() > SHOWN ? " and " + (found.size() - SHOWN) + " more" : "";
        return "found " + found.stream().limit(SHOWN).toList() + more;
    }
}
