package io.crumbless.tools.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many of two columns' different values both have.
 *
 * @param distinct different values of the column
 * @param share of them that the other column has, letter by letter
 * @param otherShare of the other's different values that this one has
 * @param foldedShare as {@code share}, where letter case, leading zeros, {@code .0} and what nobody sees are ignored
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
    /** Below it two columns share values by chance. */
    private static final double LEAST = 0.01;

    /** Sources that are compared with one another. */
    public static final int MOST_SOURCES = 40;

    /** So much more must match in another spelling to be worth a word. */
    private static final double MORE = 0.005;

    /** How many of the values the other column has. */
    public long common() {
        return Math.round(distinct * share);
    }

    /** Whether ids would meet that are now two because they are spelled in two ways. */
    public boolean missesSpellings() {
        return foldedShare > share + MORE;
    }

    /** Of every two columns of different sources that may hold the same ids; of very many sources, among the first. */
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

    /** That two columns of cookie ids have nothing in common is worth reporting. */
    private static boolean playOneRole(ColumnLook one, ColumnLook other) {
        return List.of(ColumnRole.COOKIE_ID, ColumnRole.SUBJECT_ID).stream()
                .anyMatch(role -> role.in(List.of(one.name())).isPresent()
                        && role.in(List.of(other.name())).isPresent());
    }
}
