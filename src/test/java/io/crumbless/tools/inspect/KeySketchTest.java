package io.crumbless.tools.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two sketches tell how many values two columns share: exactly for some thousands, nearly for millions. */
@Tag("unit")
class KeySketchTest {
    private static KeySketch of(int from, int to) {
        KeySketch sketch = new KeySketch(KeySketch.KEPT);
        IntStream.range(from, to).forEach(i -> sketch.add("C-" + i));
        return sketch;
    }

    @Test
    void countsFewValuesExactly() {
        KeySketch some = of(0, 1000);
        some.add("C-7");

        assertThat(some.isExact()).isTrue();
        assertThat(some.distinct()).isEqualTo(1000);
        assertThat(some.shareIn(of(900, 2000))).isEqualTo(0.1);
        assertThat(of(0, 0).shareIn(some)).isZero();
    }

    @Test
    void estimatesManyValues() {
        KeySketch many = of(0, 1_000_000);

        assertThat(many.isExact()).isFalse();
        assertThat(many.distinct()).isCloseTo(1_000_000L, within(25_000L));
        assertThat(many.shareIn(of(750_000, 1_500_000))).isCloseTo(0.25, within(0.015));
        assertThat(of(0, 500).shareIn(many)).isCloseTo(1.0, within(0.015));
    }
}
