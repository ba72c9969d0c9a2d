package io.crumbless.kernel.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: placeholders for missing values are distinguished from values and from ids. */
@Tag("unit")
class StandInTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "None",
                "nan",
                "#N/A",
                "undefined",
                "Prefer not to say",
                "Keine Angabe",
                "k.A.",
                "#SPILL!",
                "########",
                "nil",
                "(NULL)",
                "Array",
                "--",
                "?"
            })
    void wordsForNothing(String text) {
        assertThat(StandIn.isOne(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Nora", "Kiel", "Prefer not to say so loudly", "NONE"})
    void values(String text) {
        assertThat(StandIn.isOne(text)).isFalse();
        assertThat(StandIn.isNoId(text)).isFalse();
    }
}
