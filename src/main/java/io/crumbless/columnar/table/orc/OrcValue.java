package io.crumbless.columnar.table.orc;

import io.crumbless.columnar.table.UnreadTableException;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.columnar.text.TypedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.MapColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.StructColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.UnionColumnVector;
import org.apache.orc.TypeDescription;

/** Converts values of ORC's column vectors. */
final class OrcValue {
    private OrcValue() {}

    /** @param row index in the batch, as if nothing repeated */
    static JsonValue of(TypeDescription type, ColumnVector column, int row) throws IOException {
        int at = column.isRepeating ? 0 : row;
        if (!column.noNulls && column.isNull[at]) {
            return new JsonValue.Null();
        }
        return switch (type.getCategory()) {
            case BOOLEAN -> scalar(Boolean.toString(((LongColumnVector) column).vector[at] != 0));
            case BYTE, SHORT, INT, LONG -> scalar(Long.toString(((LongColumnVector) column).vector[at]));
            case DATE -> TypedText.day(((LongColumnVector) column).vector[at]);
            case FLOAT -> TypedText.fraction(Float.toString((float) ((DoubleColumnVector) column).vector[at]));
            case DOUBLE -> TypedText.fraction(Double.toString(((DoubleColumnVector) column).vector[at]));
            case DECIMAL ->
                scalar(((DecimalColumnVector) column)
                        .vector[at]
                        .getHiveDecimal()
                        .bigDecimalValue()
                        .toPlainString());
            case STRING, VARCHAR, CHAR -> text((BytesColumnVector) column, at);
            case BINARY -> TypedText.noText(((BytesColumnVector) column).length[at]);
            case TIMESTAMP -> TypedText.local(TypedText.clock(moment((TimestampColumnVector) column, at)));
            case TIMESTAMP_INSTANT -> TypedText.moment(moment((TimestampColumnVector) column, at));
            case LIST -> items(type, (ListColumnVector) column, at);
            case MAP -> map(type, (MapColumnVector) column, at);
            case STRUCT -> struct(type, (StructColumnVector) column, at);
            case UNION -> union(type, (UnionColumnVector) column, at);
            default ->
                throw new UnreadTableException(
                        "it has a column of type " + type.getCategory().getName() + ", which is not read");
        };
    }

    private static JsonValue scalar(String text) {
        return new JsonValue.Scalar(text);
    }

    private static JsonValue text(BytesColumnVector column, int at) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(column.vector[at], column.start[at], column.length[at]);
            return scalar(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return TypedText.noText(column.length[at]);
        }
    }

    private static Instant moment(TimestampColumnVector column, int at) {
        return Instant.ofEpochSecond(Math.floorDiv(column.time[at], 1000L), column.nanos[at]);
    }

    private static JsonValue items(TypeDescription type, ListColumnVector column, int at) throws IOException {
        List<JsonValue> items = new ArrayList<>();
        for (long i = 0; i < column.lengths[at]; i++) {
            items.add(of(type.getChildren().get(0), column.child, (int) (column.offsets[at] + i)));
        }
        return new JsonValue.Items(items);
    }

    private static JsonValue map(TypeDescription type, MapColumnVector column, int at) throws IOException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        for (long i = 0; i < column.lengths[at]; i++) {
            int entry = (int) (column.offsets[at] + i);
            String key = of(type.getChildren().get(0), column.keys, entry).text();
            fields.put(String.valueOf(key), of(type.getChildren().get(1), column.values, entry));
        }
        return new JsonValue.Struct(fields);
    }

    private static JsonValue struct(TypeDescription type, StructColumnVector column, int at) throws IOException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        for (int i = 0; i < column.fields.length; i++) {
            fields.put(type.getFieldNames().get(i), of(type.getChildren().get(i), column.fields[i], at));
        }
        return new JsonValue.Struct(fields);
    }

    private static JsonValue union(TypeDescription type, UnionColumnVector column, int at) throws IOException {
        int tag = column.tags[at];
        return of(type.getChildren().get(tag), column.fields[tag], at);
    }
}
