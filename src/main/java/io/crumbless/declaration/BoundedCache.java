package io.crumbless.declaration;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Remembers answers for keys of which there are few; where there prove to be many, it forgets all and begins again. */
public final class BoundedCache<K, V> {
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
            if (known.size() == limit) {
                known.clear();
            }
            known.put(key, value);
        }
        return value;
    }
}
