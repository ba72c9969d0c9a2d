package io.crumbless.columnar.table.delta;

import io.crumbless.columnar.table.UnreadTableException;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.columnar.text.TypedText;
import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts values of Delta Kernel's column vectors. */
final class DeltaValue {
    private static final long MICROS = 1_000_000L;

    private DeltaValue() {}

    static JsonValue of(ColumnVector column, int row) throws IOException {
        if (column.isNullAt(row)) {
            return new JsonValue.Null();
        }
        DataType type = column.getDataType();
        if (type instanceof StructType struct) {
            return struct(struct, column, row);
        } else if (type instanceof ArrayType) {
            return items(column.getArray(row));
        } else if (type instanceof MapType) {
            return map(column.getMap(row));
        } else if (type instanceof TimestampType) {
            return TypedText.moment(TypedText.instant(column.getLong(row), MICROS));
        } else if (type instanceof TimestampNTZType) {
            return TypedText.local(TypedText.clock(TypedText.instant(column.getLong(row), MICROS)));
        } else if (type instanceof DateType) {
            return TypedText.day(column.getInt(row));
        } else if (type instanceof FloatType) {
            return TypedText.fraction(Float.toString(column.getFloat(row)));
        } else if (type instanceof DoubleType) {
            return TypedText.fraction(Double.toString(column.getDouble(row)));
        } else if (type instanceof BinaryType) {
            return TypedText.noText(column.getBinary(row).length);
        }
        return new JsonValue.Scalar(scalar(type, column, row));
    }

    private static String scalar(DataType type, ColumnVector column, int row) throws IOException {
        if (type instanceof StringType) {
            return column.getString(row);
        } else if (type instanceof LongType) {
            return Long.toString(column.getLong(row));
        } else if (type instanceof IntegerType) {
            return Integer.toString(column.getInt(row));
        } else if (type instanceof ShortType) {
            return Short.toString(column.getShort(row));
        } else if (type instanceof ByteType) {
            return Byte.toString(column.getByte(row));
        } else if (type instanceof BooleanType) {
            return Boolean.toString(column.getBoolean(row));
        } else if (type instanceof DecimalType) {
            return column.getDecimal(row).toPlainString();
        }
        throw new UnreadTableException("it has a column of type " + type + ", which is not read");
    }

    private static JsonValue struct(StructType type, ColumnVector column, int row) throws IOException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        for (int i = 0; i < type.length(); i++) {
            fields.put(type.at(i).getName(), of(column.getChild(i), row));
        }
        return new JsonValue.Struct(fields);
    }

    private static JsonValue items(ArrayValue array) throws IOException {
        List<JsonValue> items = new ArrayList<>(array.getSize());
        for (int i = 0; i < array.getSize(); i++) {
            items.add(of(array.getElements(), i));
        }
        return new JsonValue.Items(items);
    }

    private static JsonValue map(MapValue map) throws IOException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        for (int i = 0; i < map.getSize(); i++) {
            fields.put(String.valueOf(of(map.getKeys(), i).text()), of(map.getValues(), i));
        }
        return new JsonValue.Struct(fields);
    }
}
