package io.crumbless.kernel.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A share is the same keys every time, as many as it says, and none of them for what they look like. */
@Tag("unit")
class KeyShareTest {
    private static final int KEYS = 100_000;

    private static boolean takes(KeyShare share, String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return share.takes(bytes, 0, bytes.length);
    }

    private static long taken(KeyShare share, String format) {
        return IntStream.range(0, KEYS)
                .filter(i -> takes(share, String.format(format, i)))
                .count();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -0.01, 1.000001, 100, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoShare(double share) {
        assertThatThrownBy(() -> new KeyShare(share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A share must be above 0 and at most 1 but was " + share);
    }

    @Test
    void theWholeShareTakesEveryKey() {
        assertThat(taken(KeyShare.ALL, "C-%d")).isEqualTo(KEYS);
        assertThat(takes(KeyShare.ALL, "")).isTrue();
    }

    @Test
    void theSmallestShareTakesNext() {
        assertThat(taken(new KeyShare(Double.MIN_VALUE), "C-%d")).isZero();
    }

    /** Numbers in a row, short and long, with and without zeros before them. */
    @ParameterizedTest
    @ValueSource(strings = {"%d", "C-%d", "%010d", "customer/%038d", "%d@"})
    void takesAsManyAsItSays(String format) {
        assertThat(taken(new KeyShare(0.01), format)).isCloseTo(1_000, within(130L));
        assertThat(taken(new KeyShare(0.5), format)).isCloseTo(50_000, within(700L));
    }

    @Test
    void aSmallerShareIsPartOfALargerOne() {
        KeyShare small = new KeyShare(0.01);
        KeyShare large = new KeyShare(0.011);

        assertThat(IntStream.range(0, KEYS).mapToObj(i -> "C-" + i).filter(key -> takes(small, key)))
                .hasSizeGreaterThan(800)
                .allMatch(key -> takes(large, key));
    }

    /** Merge checks of this year and the next look at the same people: these numbers never change. */
    @ParameterizedTest
    @CsvSource({
        "C-1042, 6164267936173464413",
        "4711, 5723741011979048984",
        "Ünïcödé, 7078250578257033736",
    })
    void aKeyKeepsItsPlaceForEver(String key, long place) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);

        assertThat(KeyShare.place(bytes, 0, bytes.length)).isEqualTo(place).isNotNegative();
    }

    /** A withdrawal under one spelling applies to all others. */
    @Test
    void allSpellingsOfAnIdAreInItOrNone() {
        KeyShare share = new KeyShare(0.3);
        for (int i = 1; i < 1_000; i++) {
            String id = "C-" + i;
            assertThat(takes(share, "c-" + i)).as(id).isEqualTo(takes(share, id));
            assertThat(takes(share, "\uFEFF" + id)).as(id).isEqualTo(takes(share, id));
            assertThat(takes(share, "00" + i)).as(id).isEqualTo(takes(share, i + ".0"));
        }
    }

    @Test
    void whereTheKeyStandsInItsArrayMakesNoDifference() {
        byte[] around = "xxC-1042yy".getBytes(StandardCharsets.UTF_8);
        byte[] alone = "C-1042".getBytes(StandardCharsets.UTF_8);

        assertThat(KeyShare.place(around, 2, alone.length)).isEqualTo(KeyShare.place(alone, 0, alone.length));
    }
}
