package io.crumbless.columnar.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Searches a JSON Lines file for the keys that its source maps, since it has no header to name them. A key that occurs
 * in no record was renamed, and its values (a score, an end) would be ignored.
 *
 * <p>It reads some records, and continues only while a key has not occurred: in most files the first record has them
 * all.
 */
public final class JsonLook {
    /** Number of records that are also inspected for other keys. */
    private static final int RECORDS = 5_000;

    /** Other keys are remembered up to this number; records with more hold data in their keys. */
    private static final int MOST_OTHERS = 64;

    private final Set<String> wanted;
    private final Set<String> roots = new LinkedHashSet<>();
    private final BiPredicate<JsonLines, String> asked;
    private final Set<String> missing;
    private final Set<String> askedFor = new LinkedHashSet<>();
    private final Set<String> occurred = new LinkedHashSet<>();
    /** Other keys, and the wanted ones that no record had beside them. */
    private final Map<String, Set<String>> others = new LinkedHashMap<>();

    private final Set<String> maps = new LinkedHashSet<>();

    /** Unread fields of objects with other fields that are read. */
    private final Set<String> inside = new LinkedHashSet<>();

    private enum Sight {
        THERE,
        NOT_THERE,
        /** The object or list that should contain it is empty. */
        NOTHING_TO_SEE
    }

    private JsonLook(Set<String> wanted, Set<String> sought, BiPredicate<JsonLines, String> asked) {
        this.wanted = wanted;
        this.asked = asked;
        this.missing = new LinkedHashSet<>(sought);
        wanted.forEach(key -> roots.add(root(key)));
    }

    /**
     * Searches the file. A key {@code a.b} is the field {@code b} of the object, or of the objects of the list,
     * {@code a}.
     *
     * @param wanted keys that are read if they occur
     * @param sought those of them that must occur
     * @param asked whether a key is expected in a record; a key that no record is expected to have is not missing
     */
    public static JsonLook into(
            InputStream in, Set<String> wanted, Set<String> sought, BiPredicate<JsonLines, String> asked)
            throws IOException {
        JsonLook look = new JsonLook(Set.copyOf(wanted), sought, asked);
        try (JsonLines lines = new JsonLines(in, StandardCharsets.UTF_8)) {
            for (int records = 0; (records < RECORDS || !look.missing.isEmpty()) && lines.next(); records++) {
                if (lines.malformed() == null) {
                    look.see(lines);
                }
            }
        }
        look.missing.retainAll(look.askedFor);
        return look;
    }

    /** Sought keys that occur in no record, although one was asked for them. One with null occurs. */
    public Set<String> missing() {
        return missing;
    }

    /** Other keys, in the order in which they were met; of a nested object only the outermost. */
    public List<String> others() {
        return new ArrayList<>(others.keySet());
    }

    /** Other keys that occur only where a wanted one does not, by the key they seem to replace. */
    public Map<String, String> insteadOf() {
        return insteadOf(any -> true);
    }

    /**
     * As {@link #insteadOf()}.
     *
     * @param expected wanted keys that another may replace even if no record has them
     */
    public Map<String, String> insteadOf(Predicate<String> expected) {
        Map<String, String> instead = new LinkedHashMap<>();
        others.forEach((other, never) -> never.stream()
                .filter(key -> !missing.contains(key) && askedFor.contains(key))
                .filter(key -> occurred.contains(key) || expected.test(key))
                .min(Comparator.comparing((String key) -> !occurred.contains(key))
                        .thenComparing(key -> key))
                .ifPresent(key -> instead.put(other, key)));
        return instead;
    }

    /** Fields that nobody reads of an object, or of the items of a list, whose other fields are read; as {@code list.field}. */
    public Set<String> inside() {
        return inside;
    }

    /** Whether some record has both this other key and that wanted one. */
    public boolean standsBeside(String other, String wantedKey) {
        return !others.getOrDefault(other, Set.of()).contains(wantedKey);
    }

    /** Other keys that hold objects within objects. */
    public Set<String> maps() {
        return maps;
    }

    private static boolean isMap(@Nullable JsonValue value) {
        return value instanceof JsonValue.Struct struct
                && struct.fields().values().stream().anyMatch(JsonValue.Struct.class::isInstance);
    }

    private void see(JsonLines record) {
        Set<String> there = new LinkedHashSet<>();
        for (String key : wanted) {
            Sight sight = asked.test(record, key) ? sight(record, key) : Sight.NOTHING_TO_SEE;
            if (sight != Sight.NOTHING_TO_SEE) {
                askedFor.add(key);
            }
            if (sight != Sight.NOT_THERE) {
                there.add(key);
            }
            if (sight == Sight.THERE) {
                missing.remove(key);
                occurred.add(key);
            }
        }
        for (String name : roots) {
            itemFields(record, name);
        }
        for (String name : record.names()) {
            if (!roots.contains(name)
                    && !wanted.contains(name)
                    && (others.size() < MOST_OTHERS || others.containsKey(name))) {
                others.computeIfAbsent(name, any -> new LinkedHashSet<>(wanted)).removeAll(there);
                if (isMap(record.field(name))) {
                    maps.add(name);
                }
            }
        }
    }

    /** Fields that nobody reads of objects, or lists of them, that hold what is read. */
    private void itemFields(JsonLines record, String root) {
        JsonValue value = record.field(root);
        List<JsonValue> items =
                value instanceof JsonValue.Items list ? list.items() : value == null ? List.of() : List.of(value);
        for (JsonValue item : items) {
            if (item instanceof JsonValue.Struct struct) {
                for (String field : struct.fields().keySet()) {
                    String name = root + '.' + field;
                    boolean read = wanted.stream().anyMatch(key -> key.equals(name) || key.startsWith(name + '.'));
                    if (!read && inside.size() < MOST_OTHERS) {
                        inside.add(name);
                    }
                }
            }
        }
    }

    private static Sight sight(JsonLines record, String key) {
        if (record.names().contains(key)) {
            return Sight.THERE;
        }
        String root = root(key);
        JsonValue outer = root.equals(key) ? null : record.field(root);
        return outer == null ? Sight.NOT_THERE : sight(outer, key.substring(root.length() + 1));
    }

    /** @param key {@link JsonItems} says what {@code *} and the name of an entry are */
    private static Sight sight(JsonValue outer, String key) {
        if (key.isEmpty() || key.equals(JsonItems.KEY)) {
            return Sight.THERE;
        }
        if (outer instanceof JsonValue.Items list) {
            return list.items().stream()
                    .map(item -> sight(item, key))
                    .filter(sight -> sight != Sight.NOTHING_TO_SEE)
                    .min(Enum::compareTo)
                    .orElse(Sight.NOTHING_TO_SEE);
        }
        if (!(outer instanceof JsonValue.Struct struct)) {
            return outer instanceof JsonValue.Null ? Sight.NOTHING_TO_SEE : Sight.NOT_THERE;
        }
        String first = root(key);
        if (first.equals("*")) {
            String rest = key.substring(Math.min(key.length(), 2));
            return sight(new JsonValue.Items(List.copyOf(struct.fields().values())), rest);
        }
        if (struct.fields().containsKey(key)) {
            return Sight.THERE;
        }
        JsonValue inner = first.equals(key) ? null : struct.fields().get(first);
        return inner == null ? Sight.NOT_THERE : sight(inner, key.substring(first.length() + 1));
    }

    private static String root(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }
}
