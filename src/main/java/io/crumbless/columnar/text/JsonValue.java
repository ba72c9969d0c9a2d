package io.crumbless.columnar.text;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** One value of a JSON record. Personal: {@code toString} shows only the kind. */
public sealed interface JsonValue {
    /**
     * A scalar as its text, null as null, a list as a JSON array of strings, so that a list of numbers reads like a
     * list of texts; anything else as JSON.
     */
    @Nullable
    String text();

    /** A string, or a number or boolean exactly as written. */
    record Scalar(String text) implements JsonValue {
        @Override
        public String toString() {
            return "(scalar)";
        }
    }

    /** {@code null}. */
    record Null() implements JsonValue {
        @Override
        public @Nullable String text() {
            return null;
        }
    }

    /** An array. */
    record Items(List<JsonValue> items) implements JsonValue {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String text() {
            return json(this);
        }

        @Override
        public String toString() {
            return "(list of " + items.size() + ")";
        }
    }

    /** An object, in the order of its keys. */
    record Struct(Map<String, JsonValue> fields) implements JsonValue {
        @Override
        public String text() {
            return json(this);
        }

        @Override
        public String toString() {
            return "(object)";
        }
    }

    private static String json(JsonValue value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(JsonValue value, StringBuilder out) {
        if (value instanceof Scalar scalar) {
            quote(scalar.text(), out);
        } else if (value instanceof Items list) {
            out.append('[');
            for (int i = 0; i < list.items().size(); i++) {
                out.append(i == 0 ? "" : ",");
                write(list.items().get(i), out);
            }
            out.append(']');
        } else if (value instanceof Struct struct) {
            out.append('{');
            for (Iterator<String> keys = struct.fields().keySet().iterator(); keys.hasNext(); ) {
                String key = keys.next();
                quote(key, out);
                out.append(':');
                write(struct.fields().getOrDefault(key, new Null()), out);
                out.append(keys.hasNext() ? "," : "");
            }
            out.append('}');
        } else {
            out.append("null");
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }
}
