package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.YesOrNo;
import io.crumbless.night.delivery.RowFilter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Legacy segments of one supplier.
 *
 * @param keyedBySubject whether {@code key} holds subject ids rather than cookie ids
 * @param key column of the cookie id or subject id
 * @param segments shape list: column with the list
 * @param segment shape membership: column of the segment; shape list: {@code segments.field} if the items are structs
 * @param attribute shape tall: column with the name of the attribute; shape list: {@code segments.field} if the items
 *     name attributes instead of segments
 * @param value shape tall: column of the value; shapes membership and list: column of a value beside the segment
 * @param values shape wide: by column, the name by which it is classified; empty for all columns that are not mapped
 *     otherwise, by their own names
 * @param score a score beside the value, which can only cause further stripping
 * @param sourceSystem the system the value comes from; the name of the source if a row has none
 * @param collectedBy how the value was collected
 * @param assignedAt when the value was assigned; a provided value without it does not count
 * @param jurisdiction of people who have made no declaration
 * @param form how its rows are written
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
        MembershipForm form) {
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

    /** A source in which all cells are values. */
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
                MembershipForm.PLAIN);
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
                form);
    }

    /** The same source without some of its optional columns, given by their names in the source. */
    MembershipSource without(Set<String> columns) {
        Map<String, String> left = new LinkedHashMap<>(values);
        left.keySet().removeAll(columns);
        List<String> holding = valueColumns().stream()
                .filter(column -> !columns.contains(column))
                .toList();
        return new MembershipSource(
                files,
                shape,
                keyedBySubject,
                key,
                segments,
                segment,
                attribute,
                holding.stream().findFirst(),
                left,
                score.filter(column -> !columns.contains(column)),
                sourceSystem.filter(column -> !columns.contains(column)),
                collectedBy.filter(column -> !columns.contains(column)),
                assignedAt.filter(column -> !columns.contains(column)),
                jurisdiction,
                form.withOtherValues(holding.subList(Math.min(1, holding.size()), holding.size())));
    }

    /** The same source with renamed columns. */
    MembershipSource named(UnaryOperator<String> names) {
        Map<String, String> renamed = new LinkedHashMap<>();
        values.forEach((column, name) -> renamed.put(names.apply(column), name));
        return new MembershipSource(
                files.allowing(files.columns().named(names)),
                shape,
                keyedBySubject,
                names.apply(key),
                segments.map(names),
                segment.map(names),
                attribute.map(names),
                value.map(names),
                renamed,
                score.map(names),
                sourceSystem.map(names),
                collectedBy.map(names),
                assignedAt.map(names),
                jurisdiction,
                form.named(names));
    }

    /**
     * When values without a time were assigned, microseconds since the epoch; empty if the job file does not state it.
     */
    public OptionalLong statedMicros(Night night) {
        return form.assignedAt()
                .map(time -> OptionalLong.of(time.micros(night)))
                .orElse(OptionalLong.empty());
    }

    /** The folding of its keys, which are cookie ids or subject ids. */
    IdFold keys() {
        return keyedBySubject ? files.ids().subjects() : files.ids().cookies();
    }

    /** Whether a cell of a wide row, as delivered, means that there is no value. */
    boolean isNone(String cell) {
        return form.oneHot() && !YesOrNo.of(cell.strip()).orElse(true);
    }

    /** Whether values are named by an attribute rather than a segment. */
    public boolean namesAttributes() {
        return shape.namesAttributes() || (shape == Shape.LIST && attribute.isPresent());
    }

    /** Shape list: the field of the items that names them; the list itself if they are names. */
    String itemName() {
        return attribute.or(() -> segment).or(() -> segments).orElse("");
    }

    /** Columns of which the first non-empty one is the value. */
    List<String> valueColumns() {
        List<String> columns = new ArrayList<>();
        value.ifPresent(columns::add);
        columns.addAll(form.otherValues());
        return columns;
    }

    /** Decides which rows count. */
    RowFilter rowFilter() {
        return files.columns().where().onColumns(column -> !isOfItem(column));
    }

    /** Decides which items of a list count. */
    RowFilter itemFilter() {
        return files.columns().where().onColumns(this::isOfItem);
    }

    private boolean isOfItem(String column) {
        return MembershipColumns.itemField(this, Optional.of(column)).isPresent();
    }

    String keySetting() {
        return keyedBySubject ? "subject-id" : "cookie-id";
    }
}
