package io.crumbless.warehouse.dataset;

import io.crumbless.kernel.declaration.BoundedCache;
import java.util.List;

/** Makes one object of texts that are equal, and of lists of them, as long as they are few. For one thread. */
final class SharedTexts {
    /** Beyond this many, texts are no longer few. */
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
