package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.profile.AttributeType;

/** The column for the values of an attribute, by the type of the attribute. */
record ValueColumn(Attribute attribute) implements AttributeType.Cases<Column> {
    /** Offset between the field id of an attribute and that of its list items. */
    private static final int ITEMS = 1_000;

    static Column of(Attribute attribute) {
        return attribute.type().match(new ValueColumn(attribute));
    }

    @Override
    public Column ofString(AttributeType.StringType type) {
        return single(ColumnType.TEXT);
    }

    @Override
    public Column ofBoolean(AttributeType.BooleanType type) {
        return single(ColumnType.BOOLEAN);
    }

    @Override
    public Column ofInt(AttributeType.IntType type) {
        return single(ColumnType.INT64);
    }

    @Override
    public Column ofDecimal(AttributeType.DecimalType type) {
        return single(ColumnType.decimal(type.precision(), type.scale()));
    }

    @Override
    public Column ofDate(AttributeType.DateType type) {
        return single(ColumnType.DATE);
    }

    @Override
    public Column ofTimestamp(AttributeType.TimestampType type) {
        return single(ColumnType.TIMESTAMP_MICROS);
    }

    @Override
    public Column ofEnum(AttributeType.EnumType type) {
        return single(ColumnType.TEXT);
    }

    @Override
    public Column ofList(AttributeType.ListType type) {
        return Column.list(
                name(),
                attribute.id(),
                attribute.id() + ITEMS,
                type.element().match(this).type());
    }

    private Column single(ColumnType type) {
        return Column.of(name(), attribute.id(), type);
    }

    private String name() {
        return attribute.name().value();
    }
}
