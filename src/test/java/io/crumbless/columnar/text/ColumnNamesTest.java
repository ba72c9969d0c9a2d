package io.crumbless.columnar.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: a column is found by its name as people see it, and not where two look alike. */
@Tag("unit")
class ColumnNamesTest {
    private static final String WANTED = "gr\u00F6\u00DFe";

    @ParameterizedTest
    @ValueSource(
            strings = {
                WANTED,
                "GR\u00D6\u00DFE",
                " gr\u00F6\u00DFe ",
                "\u00A0gr\u00F6\u00DFe\u00A0",
                "\uFEFFgr\u00F6\u00DFe",
                "gr\u00F6\u00DFe\u200B",
                "gro\u0308\u00DFe"
            })
    void looksTheSame(String name) {
        assertThat(ColumnNames.find(List.of("other", name), WANTED)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grosse", "gr \u00F6\u00DFe", "gr\u00F6\u00DFe2"})
    void looksOtherwise(String name) {
        assertThat(ColumnNames.find(List.of("other", name), WANTED)).isNull();
    }

    @Test
    void theExactNameTakesPrecedenceOverOthersThatLookTheSame() {
        assertThat(ColumnNames.find(List.of(" id", "id", "ID"), "id")).isEqualTo("id");
        assertThat(ColumnNames.find(List.of(" id", "ID"), "id")).isNull();
    }
}
