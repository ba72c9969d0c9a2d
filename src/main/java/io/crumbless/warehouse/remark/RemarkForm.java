package io.crumbless.warehouse.remark;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A remark in serialisable form, for another process of this program, which translates it. Evidence contains remarks in
 * English only.
 *
 * @param place null if it has no place
 */
public record RemarkForm(@Nullable List<Part> place, Code code, List<Part> filledIn) implements Serializable {
    /** An argument: exactly one component is present. */
    public record Part(
            @Nullable String text,
            @Nullable Long number,
            @Nullable RemarkForm remark,
            @Nullable List<Part> place) implements Serializable {
        private static Part of(Object part) {
            if (part instanceof Remark remark) {
                return new Part(null, null, RemarkForm.of(remark), null);
            } else if (part instanceof Place place) {
                return new Part(null, null, null, parts(place.parts()));
            } else if (part instanceof Integer || part instanceof Long) {
                return new Part(null, ((Number) part).longValue(), null, null);
            }
            return new Part(String.valueOf(part), null, null, null);
        }

        private Object read() {
            if (remark != null) {
                return remark.read();
            } else if (place != null) {
                return Place.ofParts(objects(place));
            }
            return number != null ? number : String.valueOf(text);
        }
    }

    static RemarkForm of(Remark remark) {
        return new RemarkForm(
                remark.place().map(place -> parts(place.parts())).orElse(null),
                remark.code(),
                parts(remark.filledIn()));
    }

    private static List<Part> parts(List<Object> objects) {
        return objects.stream().map(Part::of).toList();
    }

    private static List<Object> objects(List<Part> parts) {
        return parts.stream().map(Part::read).toList();
    }

    /** The remark it represents. */
    public Remark read() {
        return new Remark(
                Optional.ofNullable(place).map(parts -> Place.ofParts(objects(parts))), code, objects(filledIn));
    }
}
