package io.crumbless.columnar.table.iceberg;

import io.crumbless.columnar.table.UnreadTableException;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.columnar.text.TypedText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Converts values of Iceberg's generic records. */
final class IcebergValue {
    private IcebergValue() {}

    static JsonValue of(Type type, @Nullable Object value) throws IOException {
        if (value == null) {
            return new JsonValue.Null();
        }
        return switch (type.typeId()) {
            case STRUCT -> struct(type.asStructType(), (StructLike) value);
            case LIST -> items(type.asListType(), (Collection<?>) value);
            case MAP -> map(type.asMapType(), (Map<?, ?>) value);
            case FLOAT, DOUBLE -> TypedText.fraction(value.toString());
            case DECIMAL -> new JsonValue.Scalar(((BigDecimal) value).toPlainString());
            case DATE -> TypedText.day(((LocalDate) value).toEpochDay());
            case TIMESTAMP, TIMESTAMP_NANO ->
                value instanceof OffsetDateTime moment
                        ? TypedText.moment(moment.toInstant())
                        : TypedText.local((LocalDateTime) value);
            case BINARY -> TypedText.noText(((ByteBuffer) value).remaining());
            case FIXED -> TypedText.noText(((byte[]) value).length);
            case BOOLEAN, INTEGER, LONG, STRING, TIME, UUID -> new JsonValue.Scalar(value.toString());
            default -> throw new UnreadTableException("it has a column of type " + type + ", which is not read");
        };
    }

    private static JsonValue struct(Types.StructType type, StructLike struct) throws IOException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        int at = 0;
        for (Types.NestedField field : type.fields()) {
            fields.put(field.name(), of(field.type(), struct.get(at++, Object.class)));
        }
        return new JsonValue.Struct(fields);
    }

    private static JsonValue items(Types.ListType type, Collection<?> list) throws IOException {
        List<JsonValue> items = new ArrayList<>(list.size());
        for (Object item : list) {
            items.add(of(type.elementType(), item));
        }
        return new JsonValue.Items(items);
    }

    private static JsonValue map(Types.MapType type, Map<?, ?> map) throws IOException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            fields.put(
                    String.valueOf(of(type.keyType(), entry.getKey()).text()), of(type.valueType(), entry.getValue()));
        }
        return new JsonValue.Struct(fields);
    }
}
