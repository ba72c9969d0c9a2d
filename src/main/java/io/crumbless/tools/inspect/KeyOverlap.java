package io.crumbless.tools.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many distinct values two columns have in common.
 *
 * @param distinct number of distinct values of the column
 * @param share share of these values that the other column has in the same spelling
 * @param otherShare share of the other column's distinct values that this one has
 * @param foldedShare like {@code share}, but ignoring letter case, leading zeros, {@code .0} and invisible characters
 */
public record KeyOverlap(
        String source,
        String column,
        long distinct,
        double share,
        String otherSource,
        String otherColumn,
        long otherDistinct,
        double otherShare,
        double foldedShare) {
    /** Below this share, common values are considered chance. */
    private static final double LEAST = 0.01;

    /** Maximum number of sources that are compared with each other. */
    public static final int MOST_SOURCES = 40;

    /** Minimum additional share in another spelling that is worth reporting. */
    private static final double MORE = 0.005;

    /** The number of values in common. */
    public long common() {
        return Math.round(distinct * share);
    }

    /** Whether more ids would match if spellings were folded. */
    public boolean missesSpellings() {
        return foldedShare > share + MORE;
    }

    /**
     * Compares all pairs of columns of different sources that may hold the same ids; if there are very many sources,
     * only the first.
     */
    public static List<KeyOverlap> among(List<SourceLook> all) {
        List<SourceLook> sources = all.subList(0, Math.min(all.size(), MOST_SOURCES));
        List<KeyOverlap> overlaps = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            for (int j = i + 1; j < sources.size(); j++) {
                add(overlaps, sources.get(i), sources.get(j));
            }
        }
        overlaps.sort(Comparator.comparingLong(KeyOverlap::common).reversed());
        return overlaps;
    }

    private static void add(List<KeyOverlap> overlaps, SourceLook one, SourceLook other) {
        for (ColumnLook column : one.columns()) {
            for (ColumnLook otherColumn : other.columns()) {
                if (column.isKey() && otherColumn.isKey()) {
                    KeyOverlap overlap = of(one, column, other, otherColumn);
                    boolean meet = Math.max(overlap.foldedShare(), overlap.otherShare()) >= LEAST;
                    if (meet || playOneRole(column, otherColumn)) {
                        overlaps.add(overlap);
                    }
                }
            }
        }
    }

    private static KeyOverlap of(SourceLook one, ColumnLook column, SourceLook other, ColumnLook otherColumn) {
        return new KeyOverlap(
                one.name(),
                column.name(),
                column.distinct(),
                column.exact().shareIn(otherColumn.exact()),
                other.name(),
                otherColumn.name(),
                otherColumn.distinct(),
                otherColumn.exact().shareIn(column.exact()),
                column.folded().shareIn(otherColumn.folded()));
    }

    /** Whether both columns have the same id role; then it is worth reporting that they have nothing in common. */
    private static boolean playOneRole(ColumnLook one, ColumnLook other) {
        return List.of(ColumnRole.COOKIE_ID, ColumnRole.SUBJECT_ID).stream()
                .anyMatch(role -> role.in(List.of(one.name())).isPresent()
                        && role.in(List.of(other.name())).isPresent());
    }
}
