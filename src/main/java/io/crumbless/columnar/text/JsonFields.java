package io.crumbless.columnar.text;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a JSON record, in the order written. Records of a file mostly have the same keys, so keys are reused from
 * record to record and only values are new. Unwanted keys are kept too, and are not visible.
 */
final class JsonFields extends AbstractMap<String, JsonValue> {
    /** Records with more keys use keys as data. */
    private static final int MOST_KEYS = 1 << 12;

    private static final int FIRST_PLACES = 16;

    private final @Nullable Set<String> wanted;
    private final Map<String, JsonKey> keys = new HashMap<>();

    /** Keys of the record up to {@link #count}; after it those of earlier records. */
    private @Nullable JsonKey[] places = new @Nullable JsonKey[FIRST_PLACES];

    private int count;
    private int shown;
    private long record;

    /** @param wanted null for all */
    JsonFields(@Nullable Set<String> wanted) {
        this.wanted = wanted;
        know();
    }

    /** Registers the wanted keys with their own strings, so that look-ups compare by identity. */
    private void know() {
        if (wanted != null) {
            wanted.forEach(this::key);
        }
    }

    /** Clears the values. */
    @Override
    public void clear() {
        record++;
        count = 0;
        shown = 0;
        if (keys.size() > MOST_KEYS) {
            keys.clear();
            Arrays.fill(places, null);
            know();
        }
    }

    /** The key at this index in an earlier record; null if there is none. */
    @Nullable
    JsonKey expected() {
        return count < places.length ? places[count] : null;
    }

    /** The state of a key. */
    JsonKey key(String name) {
        JsonKey known = keys.get(name);
        if (known == null) {
            known = new JsonKey(name, wanted == null || wanted.contains(name));
            keys.put(name, known);
        }
        return known;
    }

    /** False if the record already has this key. */
    boolean add(JsonKey key, JsonValue value) {
        if (key.record == record) {
            return false;
        }
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
        }
        places[count++] = key;
        shown += key.wanted ? 1 : 0;
        key.record = record;
        key.value = value;
        return true;
    }

    /** Reports unwanted keys. */
    void noteOthers(KeyWatch watch) {
        for (int i = 0; i < count; i++) {
            JsonKey key = places[i];
            if (key != null && !key.wanted) {
                watch.other(key.name);
            }
        }
    }

    @Override
    public @Nullable JsonValue get(@Nullable Object name) {
        JsonKey key = keys.get(name);
        return key != null && key.record == record && key.wanted ? key.value : null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Entry<String, JsonValue>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, JsonValue>> iterator() {
                return Arrays.stream(places, 0, count)
                        .filter(key -> key != null && key.wanted)
                        .map(key -> Map.entry(key.name, key.value))
                        .iterator();
            }

            @Override
            public int size() {
                return shown;
            }
        };
    }
}
