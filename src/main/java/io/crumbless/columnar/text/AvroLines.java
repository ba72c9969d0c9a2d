package io.crumbless.columnar.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The records of an Avro object container file as JSON Lines, decoded by Avro's own library. Dates and times of logical
 * types become ISO 8601, decimals their digits. Values without a text form (bytes that are not characters, and
 * fixed-size values without a logical type) become an object, so that a mapped column with one is malformed.
 */
final class AvroLines extends InputStream {
    /** Deeper records are not deliveries. */
    private static final int DEEPEST = 64;

    private static final long MICROS = 1_000_000L;
    private static final long NANOS = 1_000_000_000L;

    private final DataFileStream<Object> records;
    private final Schema schema;
    private byte[] line = new byte[0];
    private int at;
    private boolean begun;

    /** @throws IOException if it is not an Avro file, or its values are not records */
    AvroLines(InputStream in) throws IOException {
        this.records = new DataFileStream<>(in, new GenericDatumReader<>());
        this.schema = records.getSchema();
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IOException("its values are no records");
        }
    }

    @Override
    public int read() throws IOException {
        return fill() ? line[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0 || !fill()) {
            return length == 0 ? 0 : -1;
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, buffer, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (at < line.length) {
            return true;
        }
        try {
            boolean more = records.hasNext();
            if (!more && begun) {
                return false;
            }
            // Without records an empty line: a file with a valid header is not an empty file.
            String text = more ? value(schema, records.next(), 0).text() : "";
            begun = true;
            line = (text + "\n").getBytes(StandardCharsets.UTF_8);
            at = 0;
            return true;
        } catch (AvroRuntimeException e) {
            throw new IOException("a record cannot be decoded", e);
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private static JsonValue value(Schema schema, @Nullable Object datum, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("a record is deeper than " + DEEPEST + " levels");
        }
        if (datum == null) {
            return new JsonValue.Null();
        }
        return switch (schema.getType()) {
            case RECORD -> struct(schema, (IndexedRecord) datum, depth);
            case ARRAY -> items(schema, (Collection<?>) datum, depth);
            case MAP -> map(schema, (Map<?, ?>) datum, depth);
            case UNION -> value(schema.getTypes().get(GenericData.get().resolveUnion(schema, datum)), datum, depth + 1);
            case STRING -> text(datum);
            case INT, LONG -> number(schema, ((Number) datum).longValue());
            case FLOAT, DOUBLE -> TypedText.fraction(datum.toString());
            case BYTES -> bytes(schema, ((ByteBuffer) datum).duplicate());
            case FIXED -> bytes(schema, ByteBuffer.wrap(((GenericFixed) datum).bytes()));
            case ENUM, BOOLEAN, NULL -> new JsonValue.Scalar(datum.toString());
        };
    }

    private static JsonValue struct(Schema schema, IndexedRecord record, int depth) throws IOException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        for (Schema.Field field : schema.getFields()) {
            fields.put(field.name(), value(field.schema(), record.get(field.pos()), depth + 1));
        }
        return new JsonValue.Struct(fields);
    }

    private static JsonValue items(Schema schema, Collection<?> list, int depth) throws IOException {
        List<JsonValue> items = new ArrayList<>(list.size());
        for (Object item : list) {
            items.add(value(schema.getElementType(), item, depth + 1));
        }
        return new JsonValue.Items(items);
    }

    private static JsonValue map(Schema schema, Map<?, ?> map, int depth) throws IOException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            fields.put(entry.getKey().toString(), value(schema.getValueType(), entry.getValue(), depth + 1));
        }
        return new JsonValue.Struct(fields);
    }

    private static JsonValue text(Object datum) {
        if (datum instanceof Utf8 utf8) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(utf8.getBytes(), 0, utf8.getByteLength());
                return new JsonValue.Scalar(
                        StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
            } catch (CharacterCodingException e) {
                return TypedText.noText(utf8.getByteLength());
            }
        }
        return new JsonValue.Scalar(datum.toString());
    }

    private static JsonValue number(Schema schema, long number) {
        String logical =
                schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
        try {
            return switch (logical) {
                case "date" -> TypedText.day(number);
                case "time-millis" ->
                    new JsonValue.Scalar(LocalTime.ofNanoOfDay(number * MICROS).toString());
                case "time-micros" ->
                    new JsonValue.Scalar(LocalTime.ofNanoOfDay(number * 1000).toString());
                case "timestamp-millis" -> TypedText.moment(TypedText.instant(number, 1000));
                case "timestamp-micros" -> TypedText.moment(TypedText.instant(number, MICROS));
                case "timestamp-nanos" -> TypedText.moment(TypedText.instant(number, NANOS));
                case "local-timestamp-millis" -> local(number, 1000);
                case "local-timestamp-micros" -> local(number, MICROS);
                case "local-timestamp-nanos" -> local(number, NANOS);
                default -> new JsonValue.Scalar(Long.toString(number));
            };
        } catch (DateTimeException beyondAllTimes) {
            return TypedText.noText(Long.BYTES);
        }
    }

    private static JsonValue local(long number, long resolution) {
        return TypedText.local(TypedText.clock(TypedText.instant(number, resolution)));
    }

    private static JsonValue bytes(Schema schema, ByteBuffer bytes) {
        LogicalType logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.Decimal) {
            return new JsonValue.Scalar(new Conversions.DecimalConversion()
                    .fromBytes(bytes, schema, logical)
                    .toPlainString());
        }
        if (logical != null && logical.getName().equals("uuid") && bytes.remaining() == 16) {
            return new JsonValue.Scalar(new UUID(bytes.getLong(), bytes.getLong()).toString());
        }
        return TypedText.noText(bytes.remaining());
    }
}
