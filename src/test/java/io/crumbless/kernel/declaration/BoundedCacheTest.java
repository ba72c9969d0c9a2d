package io.crumbless.kernel.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: memory is bounded, whatever is asked. */
@Tag("unit")
class BoundedCacheTest {
    private final List<String> answered = new ArrayList<>();
    private final BoundedCache<String, Integer> cache = new BoundedCache<>(2, text -> {
        answered.add(text);
        return text.length();
    });

    @Test
    void remembersShortTextsOnly() {
        String letter = "x".repeat(129);
        String word = "x".repeat(128);
        for (int i = 0; i < 2; i++) {
            assertThat(cache.of(letter)).isEqualTo(129);
            assertThat(cache.of(word)).isEqualTo(128);
        }
        assertThat(answered).containsExactly(letter, word, letter);
    }
}
