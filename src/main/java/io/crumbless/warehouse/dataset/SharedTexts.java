package io.crumbless.warehouse.dataset;

import io.crumbless.kernel.declaration.BoundedCache;
import java.util.List;

/**
 * Returns one shared object for equal texts and lists of texts, as long as there are few distinct ones. Not
 * thread-safe.
 */
final class SharedTexts {
    /** Maximum number of distinct texts that are shared. */
    private static final int SHARED = 1 << 16;

    private final BoundedCache<String, String> texts = new BoundedCache<>(SHARED, text -> text);
    private final BoundedCache<List<String>, List<String>> lists = new BoundedCache<>(SHARED, List::copyOf);

    String of(String text) {
        return texts.of(text);
    }

    List<String> of(List<String> list) {
        return lists.of(list);
    }
}
