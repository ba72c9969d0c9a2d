package io.crumbless.kernel.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: an id is kept as it was written, and what no reader takes is no id. */
@Tag("unit")
class SubjectIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\0", "C-\0", "\0C-1"})
    void whatIsBlankOrHoldsNulIsNoId(String text) {
        assertThat(SubjectId.isValid(text)).isFalse();
        assertThatThrownBy(() -> new SubjectId(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid subject id: it is blank or holds NUL");
    }

    @Test
    void otherControlCharactersAreKept() {
        assertThat(new SubjectId("C\u0001\u001b\n1").value()).isEqualTo("C\u0001\u001b\n1");
        assertThat(new SubjectId("C\u00011")).isNotEqualTo(new SubjectId("C1"));
        assertThat(new SubjectId("C\u00011").key()).isNotEqualTo(new SubjectId("C1").key());
    }
}
