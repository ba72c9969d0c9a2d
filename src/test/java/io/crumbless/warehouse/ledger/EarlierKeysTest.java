package io.crumbless.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.profile.SubjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: whoever was erased under a hash that an earlier version made of their id is recognised for ever. */
@Tag("unit")
class EarlierKeysTest {
    /** Nearly every id costs one hash. */
    @ParameterizedTest
    @ValueSource(strings = {"c-1042", "C-1042", "705", "0705", " c-1042 ", "\uFEFFc-1042"})
    void ofMostIdsTheKeyIsTheOnlyText(String id) {
        assertThat(EarlierKeys.andKey(new SubjectId(id))).containsExactly(new SubjectId(id).key());
    }

    /**
     * Differences that the key ignores since then: zero fractions, exponents, letters with two upper-case letters,
     * marks inside.
     */
    @ParameterizedTest
    @CsvSource({
        "705.0, 705, 705.0",
        "7.05e2, 705, 7.05e2",
        "Straße-1, strasse-1, straße-1",
        "c-\u00AD1, c-1, c-\u00AD1",
        "0705.0, 705, 0705.0",
    })
    void whatWasTheKeyBeforeStandsBehindIt(String id, String key, String before) {
        assertThat(EarlierKeys.andKey(new SubjectId(id))).containsExactly(key, before);
    }

    @Test
    void theFirstVersionHashedTheIdAsItWasWritten() {
        assertThat(EarlierKeys.andAsWritten(new SubjectId("0705.0 "))).containsExactly("705", "0705.0", "0705.0 ");
        assertThat(EarlierKeys.andAsWritten(new SubjectId("c-1"))).containsExactly("c-1");
    }
}
