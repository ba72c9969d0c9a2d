package io.crumbless.tools.init;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A name that few people have may be their own words: it is counted and not handed out. */
@Tag("unit")
class CensusTest {
    private final Census census = new Census(5);

    private void seen(String name, int people, int times) {
        for (int i = 0; i < times; i++) {
            census.add(name, "cookie-" + i % people);
        }
    }

    @Test
    void handsOutWhatEnoughDifferentPeopleHave() {
        seen("sports", 5, 5);
        seen("home", 9, 20);

        assertThat(census.common()).containsExactly(new Census.Counted("home", 20), new Census.Counted("sports", 5));
        assertThat(census.rare()).isZero();
    }

    @Test
    void oneWhoSaysItOftenIsNotSeveral() {
        seen("gift_for_aunt_margarete", 4, 400);

        assertThat(census.common()).isEmpty();
        assertThat(census.rare()).isOne();
    }

    @Test
    void whatHasTheFormOfSomethingPersonalIsNotHandedOut() {
        seen("ada@shop.example", 9, 9);
        seen("+49 170 1234567", 9, 9);
        seen("5d41402abc4b2a76b9719d911017c592", 9, 9);
        seen("12345678", 9, 9);

        assertThat(census.counts()).containsOnlyKeys("12345678");
        assertThat(census.rare()).isEqualTo(3);
    }

    @Test
    void moreThanAnyoneHasNamesForAreNoNames() {
        for (int i = 0; i <= Census.MOST_NAMES; i++) {
            census.add("c" + i, "k");
        }
        seen("c7", 9, 9);

        assertThat(census.isBeyondNames()).isTrue();
        assertThat(census.common()).isEmpty();
    }
}
