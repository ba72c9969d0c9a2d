package io.crumbless.declaration.delivery;

import io.crumbless.profile.Value;
import io.crumbless.text.JsonLines;
import io.crumbless.text.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** A database value as the text a file would hold. */
final class DatabaseText {
    private DatabaseText() {}

    /** Empty where the value has no text, such as bytes. */
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
        // Numbers, truth values, UUIDs and java.time write themselves as we read them; so do drivers' own objects.
        return value instanceof Object[] items ? list(items) : Optional.of(value.toString());
    }

    /** Whether a value is JSON's own nothing, which is no text. */
    static boolean isNothing(Object value) {
        String data = value instanceof JSON json ? json.data() : value instanceof JSONB json ? json.data() : "";
        return data.strip().equals("null");
    }

    /** A text without its quotes; all else as stored, for jOOQ's own text of it writes numbers anew. */
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

    /** A JSON array of strings. */
    private static Optional<String> list(@Nullable Object[] items) {
        List<Value> texts = new ArrayList<>();
        for (Object item : items) {
            Optional<String> text = item == null ? Optional.empty() : of(item);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.add(new Value.Text(text.get()));
        }
        return Optional.of(new Value.Items(texts).canonical());
    }
}
