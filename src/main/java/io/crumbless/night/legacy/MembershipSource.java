package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.YesOrNo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Legacy segments of one supplier.
 *
 * @param keyedBySubject whether {@code key} holds subject ids rather than cookie ids
 * @param key column of the cookie id or subject id
 * @param segments shape list: column with the list
 * @param segment shape membership: column of the segment; shape list: {@code segments.field} where the items are structs
 * @param attribute shape tall: column with the name of the attribute
 * @param value shape tall: column of the value; shapes membership and list: column of a value beside the segment
 * @param values shape wide: column to the name it is judged by; empty stands for all columns that are not mapped
 *     otherwise, by their own names
 * @param score a score beside the value, which only ever adds to what is stripped
 * @param sourceSystem the system the value comes from; where a row has none, the name of the source counts
 * @param collectedBy how the value was collected
 * @param assignedAt when the value was assigned; a provided value without it does not count
 * @param jurisdiction of people who have made no declaration
 * @param oneHot shape wide: whether a cell that says no, such as {@code 0}, is none
 */
public record MembershipSource(
        LegacyFiles files,
        Shape shape,
        boolean keyedBySubject,
        String key,
        Optional<String> segments,
        Optional<String> segment,
        Optional<String> attribute,
        Optional<String> value,
        Map<String, String> values,
        Optional<String> score,
        Optional<String> sourceSystem,
        Optional<String> collectedBy,
        Optional<String> assignedAt,
        Optional<String> jurisdiction,
        boolean oneHot) {
    public MembershipSource {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        boolean complete =
                switch (shape) {
                    case MEMBERSHIP -> segment.isPresent();
                    case LIST -> segments.isPresent();
                    case WIDE -> true;
                    case TALL -> attribute.isPresent() && value.isPresent();
                };
        if (!complete) {
            throw new IllegalArgumentException("Invalid legacy source " + files.name() + ": a column that shape "
                    + shape.word() + " needs is not named");
        }
    }

    /** One whose cells are values, whatever they say. */
    public MembershipSource(
            LegacyFiles files,
            Shape shape,
            boolean keyedBySubject,
            String key,
            Optional<String> segments,
            Optional<String> segment,
            Optional<String> attribute,
            Optional<String> value,
            Map<String, String> values,
            Optional<String> score,
            Optional<String> sourceSystem,
            Optional<String> collectedBy,
            Optional<String> assignedAt,
            Optional<String> jurisdiction) {
        this(
                files,
                shape,
                keyedBySubject,
                key,
                segments,
                segment,
                attribute,
                value,
                values,
                score,
                sourceSystem,
                collectedBy,
                assignedAt,
                jurisdiction,
                false);
    }

    /** Name of the source in the job file. */
    public String name() {
        return files.name();
    }

    MembershipSource whereTheyAre() {
        return new MembershipSource(
                files.whereTheyAre(),
                shape,
                keyedBySubject,
                key,
                segments,
                segment,
                attribute,
                value,
                values,
                score,
                sourceSystem,
                collectedBy,
                assignedAt,
                jurisdiction,
                oneHot);
    }

    /** The same without some of the columns it can do without, by their names in the source. */
    MembershipSource without(Set<String> columns) {
        Map<String, String> left = new LinkedHashMap<>(values);
        left.keySet().removeAll(columns);
        return new MembershipSource(
                files,
                shape,
                keyedBySubject,
                key,
                segments,
                segment,
                attribute,
                value.filter(column -> !columns.contains(column)),
                left,
                score.filter(column -> !columns.contains(column)),
                sourceSystem.filter(column -> !columns.contains(column)),
                collectedBy.filter(column -> !columns.contains(column)),
                assignedAt.filter(column -> !columns.contains(column)),
                jurisdiction,
                oneHot);
    }

    /** What its keys ignore, be they cookie ids or subject ids. */
    IdFold keys() {
        return keyedBySubject ? files.ids().subjects() : files.ids().cookies();
    }

    /** Whether a cell of a wide row, as delivered, says that it is none. */
    boolean isNone(String cell) {
        return oneHot && !YesOrNo.of(cell.strip()).orElse(true);
    }

    String keySetting() {
        return keyedBySubject ? "subject-id" : "cookie-id";
    }
}
