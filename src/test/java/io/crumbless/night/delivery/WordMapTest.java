package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: ways to write a word or a number make no difference where words are compared. */
@Tag("unit")
class WordMapTest {
    @ParameterizedTest
    @CsvSource({"YES,yes", "1.0,1", "-99.0,-99", "-99.00,-99", "-99,-99", "-0.5,-0.5", "-,-", "-1.0.0,-1.0.0"})
    void wordsAreNormalised(String delivered, String plain) {
        assertThat(WordMap.plain(delivered)).isEqualTo(plain);
    }
}
