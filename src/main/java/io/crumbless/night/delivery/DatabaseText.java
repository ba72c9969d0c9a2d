package io.crumbless.night.delivery;

import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.JsonValue;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Converts a database value to the text that a file would contain. */
final class DatabaseText {
    private DatabaseText() {}

    /** Empty if the value has no text form, such as bytes. */
    static Optional<String> of(Object value) {
        if (value instanceof BigDecimal number) {
            return Optional.of(number.toPlainString());
        }
        if (value instanceof Double || value instanceof Float) {
            return Optional.of(fraction(value.toString()));
        }
        if (value instanceof JSON json) {
            return Optional.of(json(json.data()));
        }
        if (value instanceof JSONB json) {
            return Optional.of(json(json.data()));
        }
        if (value instanceof byte[]) {
            return Optional.empty();
        }
        if (value instanceof Array items) {
            return items(items);
        }
        // The strings of numbers, booleans, UUIDs and java.time are in our formats; so are those of drivers' own types.
        return value instanceof Object[] items ? list(items) : Optional.of(value.toString());
    }

    /** Whether a value is JSON null, which is not a text. */
    static boolean isNothing(Object value) {
        String data = value instanceof JSON json ? json.data() : value instanceof JSONB json ? json.data() : "";
        return data.strip().equals("null");
    }

    /** A list that the database wrote as JSON: an array of strings, with null for missing items. */
    static @Nullable String ofList(String data) {
        return JsonLines.parse(data).map(JsonValue::text).orElse(data);
    }

    /** A JSON string without its quotes; anything else as stored, because jOOQ would reformat numbers. */
    private static String json(String data) {
        return JsonLines.parse(data)
                .filter(value -> value instanceof JsonValue.Scalar)
                .map(JsonValue::text)
                .orElse(data);
    }

    private static String fraction(String text) {
        boolean finite = !text.equals("NaN") && !text.endsWith("Infinity");
        return finite ? new BigDecimal(text).stripTrailingZeros().toPlainString() : text;
    }

    /** A list of a type that jOOQ does not support, such as an enumeration of the database. */
    private static Optional<String> items(Array array) {
        try {
            return array.getArray() instanceof Object[] items ? list(items) : Optional.empty();
        } catch (SQLException e) {
            throw new DataAccessException("a list cannot be read", e);
        }
    }

    /** A JSON array of strings, with null for missing items: the reader refuses only that record. */
    private static Optional<String> list(@Nullable Object[] items) {
        List<JsonValue> texts = new ArrayList<>();
        for (Object item : items) {
            Optional<String> text = item == null ? Optional.empty() : of(item);
            if (item != null && text.isEmpty()) {
                return Optional.empty();
            }
            texts.add(text.<JsonValue>map(JsonValue.Scalar::new).orElseGet(JsonValue.Null::new));
        }
        return Optional.of(new JsonValue.Items(texts).text());
    }
}
