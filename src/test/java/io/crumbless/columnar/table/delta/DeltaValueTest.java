package io.crumbless.columnar.table.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.defaults.internal.data.vector.DefaultGenericVector;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.types.VariantType;
import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: values of Delta Lake's types are the text that the same values have in other formats. */
@Tag("unit")
class DeltaValueTest {
    private static String text(DataType type, Object value) throws IOException {
        ColumnVector column = DefaultGenericVector.fromArray(type, new Object[] {value});
        return DeltaValue.of(column, 0).text();
    }

    @Test
    void valuesAreWrittenAsText() throws IOException {
        assertThat(text(StringType.STRING, "Kiel")).isEqualTo("Kiel");
        assertThat(text(LongType.LONG, -5L)).isEqualTo("-5");
        assertThat(text(IntegerType.INTEGER, 7)).isEqualTo("7");
        assertThat(text(BooleanType.BOOLEAN, true)).isEqualTo("true");
        assertThat(text(new DecimalType(10, 2), new BigDecimal("12.30"))).isEqualTo("12.30");
        assertThat(text(FloatType.FLOAT, 0.1f)).isEqualTo("0.1");
        assertThat(text(DoubleType.DOUBLE, 1e21)).isEqualTo("1000000000000000000000");
        assertThat(text(BinaryType.BINARY, new byte[2])).isEqualTo("{\"bytes\":\"2\"}");
        assertThat(text(StringType.STRING, null)).isNull();
    }

    @Test
    void timesWithAZoneAreMomentsAndOthersWhatAClockShowed() throws IOException {
        assertThat(text(DateType.DATE, -1)).isEqualTo("1969-12-31");
        assertThat(text(TimestampType.TIMESTAMP, -500_000L)).isEqualTo("1969-12-31T23:59:59.500Z");
        assertThat(text(TimestampNTZType.TIMESTAMP_NTZ, -500_000L)).isEqualTo("1969-12-31T23:59:59.5");
        assertThat(text(TimestampNTZType.TIMESTAMP_NTZ, 0L)).isEqualTo("1970-01-01T00:00:00");
    }

    @Test
    void aTypeThatIsNotReadIsNamed() {
        assertThatThrownBy(() -> text(VariantType.VARIANT, "any"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("variant");
    }
}
