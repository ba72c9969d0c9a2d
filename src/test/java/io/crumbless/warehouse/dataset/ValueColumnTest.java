package io.crumbless.warehouse.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.settings.policy.PolicyFolder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each attribute type has an explicit column type; none becomes text by default. */
@Tag("unit")
class ValueColumnTest {
    private static final Attribute SHIPPED =
            PolicyFolder.read(Path.of("jobs/policy")).attribute("language").orElseThrow();

    @Test
    void everyTypeHasAColumnType() {
        Map<AttributeType, ColumnType> expected = new LinkedHashMap<>();
        expected.put(new AttributeType.StringType(), ColumnType.TEXT);
        expected.put(new AttributeType.BooleanType(), ColumnType.BOOLEAN);
        expected.put(new AttributeType.IntType(), ColumnType.INT64);
        expected.put(new AttributeType.DecimalType(9, 2), ColumnType.decimal(9, 2));
        expected.put(new AttributeType.DateType(), ColumnType.DATE);
        expected.put(new AttributeType.TimestampType(), ColumnType.TIMESTAMP_MICROS);
        expected.put(new AttributeType.EnumType(List.of("a")), ColumnType.TEXT);
        expected.put(new AttributeType.ListType(new AttributeType.DateType()), ColumnType.DATE);

        assertThat(AttributeType.class.getPermittedSubclasses()).hasSameSizeAs(expected.entrySet());
        expected.forEach((type, column) ->
                assertThat(of(type).type()).as(type.notation()).isEqualTo(column));
    }

    @Test
    void onlyAListHasItems() {
        Column list = of(new AttributeType.ListType(new AttributeType.IntType()));

        assertThat(list.elementId()).isEqualTo(SHIPPED.id() + 1_000);
        assertThat(of(new AttributeType.IntType()).isList()).isFalse();
    }

    private static Column of(AttributeType type) {
        return type.match(new ValueColumn(SHIPPED));
    }
}
