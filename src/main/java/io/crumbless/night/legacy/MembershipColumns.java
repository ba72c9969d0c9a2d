package io.crumbless.night.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a source that apply to a whole row, as indexes for {@link DeliveredRows}; -1 if the source has no such
 * column.
 */
final class MembershipColumns {
    private final List<WantedColumn> wanted = new ArrayList<>();

    /** Columns that hold the value if {@link #value} is empty. */
    final List<Integer> moreValues = new ArrayList<>();

    /** One column per comparison of the row filter. */
    final List<Integer> where = new ArrayList<>();

    final int key;
    /** The segment, the list of segments or the name of the attribute. */
    final int main;

    final int value;
    final int score;
    final int system;
    final int collectedBy;
    final int assignedAt;

    MembershipColumns(MembershipSource source) {
        key = want(source.keySetting(), source.key());
        main = switch (source.shape()) {
            case MEMBERSHIP -> want("segment", source.segment().orElse(null));
            case LIST -> want("segments", source.segments().orElse(null));
            case TALL -> want("attribute", source.attribute().orElse(null));
            case WIDE -> -1;
        };
        value = want("value", ofRow(source, source.value()));
        source.form()
                .otherValues()
                .forEach(column -> moreValues.add(want("value", ofRow(source, Optional.of(column)))));
        moreValues.removeIf(column -> column < 0);
        score = want("score", ofRow(source, source.score()));
        system = want("source-system", ofRow(source, source.sourceSystem()));
        collectedBy = want("collected-by", ofRow(source, source.collectedBy()));
        assignedAt = want("assigned-at", ofRow(source, source.assignedAt()));
        source.rowFilter().columns().forEach(column -> where.add(want(WantedColumn.WHERE, column)));
        source.values().keySet().forEach(column -> want("values", column));
    }

    /** The columns to be found in the file; the value columns of a wide source come last. */
    List<WantedColumn> wanted() {
        return wanted;
    }

    private int want(String setting, @Nullable String name) {
        if (name == null) {
            return -1;
        }
        wanted.add(new WantedColumn(setting, name));
        return wanted.size() - 1;
    }

    private static @Nullable String ofRow(MembershipSource source, Optional<String> column) {
        return column.isPresent() && itemField(source, column).isEmpty() ? column.get() : null;
    }

    /** The field of the list's structs that a column refers to, if any. */
    static Optional<String> itemField(MembershipSource source, Optional<String> column) {
        if (source.shape() != Shape.LIST || source.segments().isEmpty() || column.isEmpty()) {
            return Optional.empty();
        }
        String prefix = source.segments().get() + ".";
        return column.filter(name -> name.startsWith(prefix) || isEntry(source, name))
                .map(name -> isEntry(source, name) ? JsonDeliveredRows.ENTRY : name.substring(prefix.length()));
    }

    /** The entries of a map are themselves the values if they are not objects. */
    private static boolean isEntry(MembershipSource source, String column) {
        return column.endsWith(".*") && source.segments().filter(column::equals).isPresent();
    }
}
