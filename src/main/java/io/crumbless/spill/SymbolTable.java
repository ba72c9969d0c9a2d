package io.crumbless.spill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small numbers for texts that recur: sources, attributes, notices. Written once at the end of each file. */
final class SymbolTable {
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    /** The number of the text; -1 for nothing. */
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

    List<String> texts() {
        return texts;
    }
}
