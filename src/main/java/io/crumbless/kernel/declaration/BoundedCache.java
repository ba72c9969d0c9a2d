package io.crumbless.kernel.declaration;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Caches results for keys with few distinct values. If there are too many, the cache is cleared. Long keys are free
 * text, which hardly ever repeats: they are computed and not cached, so that memory is bounded.
 */
public final class BoundedCache<K, V> {
    private static final int LONGEST_REMEMBERED = 128;

    private final int limit;
    private final Function<K, V> answer;
    private final Map<K, V> known = new HashMap<>();

    public BoundedCache(int limit, Function<K, V> answer) {
        this.limit = limit;
        this.answer = answer;
    }

    public V of(K key) {
        V value = known.get(key);
        if (value == null) {
            value = answer.apply(key);
            if (key instanceof String text && text.length() > LONGEST_REMEMBERED) {
                return value;
            }
            if (known.size() == limit) {
                known.clear();
            }
            known.put(key, value);
        }
        return value;
    }
}
