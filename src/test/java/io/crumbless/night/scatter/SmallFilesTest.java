package io.crumbless.night.scatter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SmallFilesTest {
    @Test
    void smallNeighboursAreTogetherAndLargeOnesAlone() {
        long large = SmallFiles.GROUP_BYTES;

        assertThat(grouped(1L, 2L, large, large, 3L, 4L))
                .containsExactly(List.of(1L, 2L), List.of(large), List.of(large), List.of(3L, 4L));
        assertThat(grouped()).isEmpty();
    }

    @Test
    void aGroupHasNoMoreThanAFewHundredFiles() {
        List<List<Long>> groups =
                SmallFiles.grouped(Collections.nCopies(10_000, 300L), size -> size, (first, other) -> true);

        assertThat(groups).hasSize(21).allMatch(group -> group.size() <= 512);
        assertThat(groups.stream().mapToInt(List::size).sum()).isEqualTo(10_000);
    }

    @Test
    void filesOfTwoSourcesAreApart() {
        assertThat(SmallFiles.grouped(
                        List.of("a1", "a2", "b1", "a3"),
                        any -> 1,
                        (first, other) -> first.charAt(0) == other.charAt(0)))
                .containsExactly(List.of("a1", "a2"), List.of("b1"), List.of("a3"));
    }

    private static List<List<Long>> grouped(Long... sizes) {
        return SmallFiles.grouped(List.of(sizes), size -> size, (first, other) -> true);
    }
}
