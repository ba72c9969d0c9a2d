package io.crumbless.columnar.spill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Small numbers for repeated texts: sources, attributes, notices. Written once, at the end of each file. */
final class SymbolTable {
    /** Cache of numbers by object; cleared beyond this size, because equal objects may be created again and again. */
    private static final int MOST_OBJECTS = 1 << 12;

    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<Object, Integer> idsOfObjects = new IdentityHashMap<>();
    private final List<String> texts = new ArrayList<>();

    /** The number of a text; -1 for null. */
    int id(@Nullable String text) {
        if (text == null) {
            return -1;
        }
        Integer known = ids.get(text);
        if (known != null) {
            return known;
        }
        texts.add(text);
        ids.put(text, texts.size() - 1);
        return texts.size() - 1;
    }

    /** The number of an object's text; -1 for null. The text is computed once per object. */
    <T> int id(@Nullable T object, Function<T, String> text) {
        if (object == null) {
            return -1;
        }
        Integer known = idsOfObjects.get(object);
        if (known == null) {
            if (idsOfObjects.size() == MOST_OBJECTS) {
                idsOfObjects.clear();
            }
            known = id(text.apply(object));
            idsOfObjects.put(object, known);
        }
        return known;
    }

    List<String> texts() {
        return texts;
    }
}
