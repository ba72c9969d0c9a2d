package io.crumbless.answers.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: a long name wraps in a narrow cell where a reader expects it, and a number, a time or a unit never does. */
@Tag("unit")
class BreaksTest {
    @Test
    void namesBreakAfterSeparatorsAndBeforeCapitals() {
        assertThat(Breaks.pieces("favourite_categories")).containsExactly("favourite_", "categories");
        assertThat(Breaks.pieces("extracts/insight/part-00000.parquet"))
                .containsExactly("extracts/", "insight/", "part-00000.", "parquet");
        assertThat(Breaks.pieces("pd:PrivacyPreference")).containsExactly("pd:", "Privacy", "Preference");
    }

    @Test
    void numbersTimesAndUnitsStayWhole() {
        for (String whole : new String[] {"4.073 Erklärungen", "20 November 2026, 10:31", "335 KiB", "§ 1798.100"}) {
            assertThat(Breaks.pieces(whole)).containsExactly(whole);
        }
    }

    /** On a phone a cell without content is left out together with its head. */
    @Test
    void anEmptyTextHasNoPieces() {
        assertThat(Breaks.pieces("")).isEmpty();
    }
}
