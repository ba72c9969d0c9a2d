package io.crumbless.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: text that is of a type is its value, and no other text is. */
class AttributeTypeTest {
    @ParameterizedTest
    @CsvSource({"2, 2, 0, 0.00", "2, 2, 0.00, 0.00", "2, 2, -0.0, 0.00", "4, 0, 0, 0", "4, 2, 0.000, 0.00"})
    void zeroIsADecimalOfEveryKind(int precision, int scale, String text, String canonical) {
        assertThat(new AttributeType.DecimalType(precision, scale).parse(text).map(Value::canonical))
                .contains(canonical);
    }

    @Test
    void halfACharacterIsNoText() {
        AttributeType texts = new AttributeType.ListType(new AttributeType.StringType());
        assertThat(texts.parse("[\"a\\ud800\"]")).isEmpty();
        assertThat(texts.parse("[\"\\udc00\\ud800\"]")).isEmpty();
        assertThat(texts.parse("[\"\\ud83d\\ude00\"]").map(Value::canonical))
                .isEqualTo(Optional.of("[\"\ud83d\ude00\"]"));
    }
}
