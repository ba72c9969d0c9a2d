package io.crumbless.kernel.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: text that is of a type is its value, and no other text is. */
@Tag("unit")
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

    @ParameterizedTest
    @CsvSource({
        "boolean, TRUE, true",
        "boolean, t, true",
        "boolean, F, false",
        "int, 2.0, 2",
        "int, -7.00, -7",
        "date, 2027-03-10 00:00:00, 2027-03-10",
        "date, 2027-03-10T00:00:00.000, 2027-03-10",
        "list<int>, '[1,2]', '[\"1\",\"2\"]'",
        "list<boolean>, '[true,\"f\"]', '[\"true\",\"false\"]'"
    })
    void readsWhatOtherSystemsWriteWhereItsMeaningIsPlain(String type, String text, String canonical) {
        assertThat(named(type).parse(text).map(Value::canonical)).contains(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "boolean, x",
        "boolean, yes",
        "boolean, 1",
        "boolean, ja",
        "int, 2.5",
        "int, 02",
        "int, +2",
        "int, 1e0",
        "int, '1,000'",
        "date, 10.03.2027",
        "date, 2027-03-10T00:00:00Z",
        "date, 2027-03-10 08:00:00",
        "list<int>, '[1,2'",
        "list<int>, '[1,null]'",
        "list<int>, '[1.5]'",
        "list<int>, '[01]'"
    })
    void refusesTheRestRatherThanGuess(String type, String text) {
        assertThat(named(type).parse(text)).isEmpty();
    }

    @Test
    void lengthsCountCharacters() {
        AttributeType text = new AttributeType.StringType();

        assertThat(text.parse("\ud83d\ude00".repeat(1000))).isPresent();
        assertThat(text.parse("\ud83d\ude00".repeat(1001))).isEmpty();
    }

    private static AttributeType named(String type) {
        return switch (type) {
            case "boolean" -> new AttributeType.BooleanType();
            case "int" -> new AttributeType.IntType();
            case "date" -> new AttributeType.DateType();
            case "list<int>" -> new AttributeType.ListType(new AttributeType.IntType());
            default -> new AttributeType.ListType(new AttributeType.BooleanType());
        };
    }
}
