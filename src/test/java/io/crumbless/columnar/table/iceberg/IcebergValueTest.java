package io.crumbless.columnar.table.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: values of Iceberg's types are the text that the same values have in other formats. */
@Tag("unit")
class IcebergValueTest {
    private static String text(Type type, Object value) throws IOException {
        return IcebergValue.of(type, value).text();
    }

    @Test
    void valuesAreWrittenAsText() throws IOException {
        assertThat(text(Types.StringType.get(), "Kiel")).isEqualTo("Kiel");
        assertThat(text(Types.LongType.get(), -5L)).isEqualTo("-5");
        assertThat(text(Types.BooleanType.get(), true)).isEqualTo("true");
        assertThat(text(Types.DecimalType.of(10, 2), new BigDecimal("12.30"))).isEqualTo("12.30");
        assertThat(text(Types.DoubleType.get(), 1e21)).isEqualTo("1000000000000000000000");
        assertThat(text(Types.BinaryType.get(), ByteBuffer.allocate(2))).isEqualTo("{\"bytes\":\"2\"}");
        assertThat(text(Types.StringType.get(), null)).isNull();
    }

    @Test
    void timesWithAZoneAreMomentsAndOthersWhatAClockShowed() throws IOException {
        assertThat(text(Types.DateType.get(), LocalDate.of(1969, 12, 31))).isEqualTo("1969-12-31");
        assertThat(text(Types.TimestampType.withZone(), OffsetDateTime.parse("2026-11-01T01:00:00+01:00")))
                .isEqualTo("2026-11-01T00:00:00Z");
        assertThat(text(Types.TimestampType.withoutZone(), LocalDateTime.of(2026, 11, 1, 0, 0)))
                .isEqualTo("2026-11-01T00:00:00");
    }

    @Test
    void listsMapsAndStructsAreJson() throws IOException {
        Types.StructType struct = Types.StructType.of(Types.NestedField.optional(1, "name", Types.StringType.get()));
        GenericRecord record = GenericRecord.create(struct);
        record.setField("name", "x");

        assertThat(text(Types.ListType.ofOptional(2, Types.IntegerType.get()), List.of(1, 2)))
                .isEqualTo("[\"1\",\"2\"]");
        assertThat(text(
                        Types.MapType.ofOptional(3, 4, Types.IntegerType.get(), Types.StringType.get()),
                        Map.of(1, "a")))
                .isEqualTo("{\"1\":\"a\"}");
        assertThat(text(struct, record)).isEqualTo("{\"name\":\"x\"}");
    }

    @Test
    void aTypeThatIsNotReadIsNamed() {
        assertThatThrownBy(() -> text(Types.VariantType.get(), "any"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("variant");
    }
}
