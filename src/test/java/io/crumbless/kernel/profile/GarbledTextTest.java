package io.crumbless.kernel.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: text decoded in the wrong encoding is distinguished from text that people write. */
@Tag("unit")
class GarbledTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "M\u00C3\u00BCller",
                "M\u00C3\u0192\u00C2\u00BCller",
                "Zo\u00C3\u00AB",
                "O\u00E2\u20AC\u2122Brien",
                "\u00D0\u0178\u00D0\u00B5\u00D1\u201A\u00D1\u20AC",
                "\u00C3\u0084rmel",
                "20\u00C2\u00A0EUR",
                "M\uFFFDller",
                "Danke \u00F0\u0178\u02DC\u20AC",
                "M\u251C\u255Dller",
                "M\u221A\u00BAller",
                "O\u201A\u00C4\u00F4Brien"
            })
    void areGarbled(String text) {
        assertThat(GarbledText.isOne(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Mueller",
                "M\u00FCller",
                "\u00C3ngela",
                "\u201EGro\u00DF\u201C",
                "Spa\u00DF\u201C",
                "MA\u00C7\u00C3\u201D",
                "Caf\u00E9\u2026",
                "Jos\u00E9 \u00C2ngelo",
                "\u0141\u00F3d\u017A",
                "\u041F\u0451\u0442\u0440",
                "\u5F20\u4F1F",
                "5 \u20AC",
                "\u00A9 2026",
                "\u221A2",
                "\u251C\u2500\u2500 green",
                "\uD83D\uDE00"
            })
    void areWrittenByPeople(String text) {
        assertThat(GarbledText.isOne(text)).isFalse();
    }
}
