package io.crumbless.tools.init;

import io.crumbless.process.Quantity;
import io.crumbless.tools.inspect.ColumnRole;
import io.crumbless.tools.inspect.KeyOverlap;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds id columns with unusual names. For each key that a source lacks, it chooses the column that shares the most ids
 * with this key in another source.
 */
final class KeyHints {
    /** Minimum share of the smaller set of ids that must be in both columns. */
    private static final double LEAST_SHARE = 0.5;

    private static final long FEWEST_IDS = 20;

    private static final List<ColumnRole> KEYS = List.of(ColumnRole.COOKIE_ID, ColumnRole.SUBJECT_ID);

    private final List<SourceDraft> sources;
    private final List<KeyOverlap> overlaps;

    KeyHints(List<SourceDraft> sources) {
        this.sources = sources;
        this.overlaps = KeyOverlap.among(sources.stream().map(SourceDraft::look).toList());
    }

    /** The columns by role, each with the reason. */
    Map<ColumnRole, Hint> of(SourceDraft source) {
        Map<ColumnRole, Hint> hints = new EnumMap<>(ColumnRole.class);
        for (ColumnRole role : KEYS) {
            boolean lacks =
                    source.kind().roles().contains(role) && source.column(role).isEmpty() && !source.isPreset(role);
            if (lacks && !hasOtherKey(source)) {
                overlaps.stream()
                        .flatMap(overlap -> hint(source, role, overlap).stream())
                        .max(Comparator.comparingLong(Hint::common))
                        .ifPresent(hint -> hints.put(role, hint));
            }
        }
        return hints;
    }

    /** @param common number of ids in both columns */
    record Hint(String column, long common, String reason) {}

    /** Membership rows have one key; other rows may have both. */
    private static boolean hasOtherKey(SourceDraft source) {
        return source.kind() == SourceKind.MEMBERSHIPS
                && KEYS.stream().anyMatch(key -> source.column(key).isPresent());
    }

    private Optional<Hint> hint(SourceDraft source, ColumnRole role, KeyOverlap overlap) {
        boolean first = overlap.source().equals(source.look().name());
        String column = first ? overlap.column() : overlap.otherColumn();
        String otherSource = first ? overlap.otherSource() : overlap.source();
        String otherColumn = first ? overlap.otherColumn() : overlap.column();
        boolean ours = first || overlap.otherSource().equals(source.look().name());
        boolean enough = overlap.common() >= FEWEST_IDS
                && Math.max(overlap.share(), overlap.otherShare()) >= LEAST_SHARE
                && (source.others().contains(column) || source.answers().contains(column));
        return sources.stream()
                .filter(other -> ours && enough && other.look().name().equals(otherSource))
                .filter(other -> other.column(role).equals(Optional.of(otherColumn)))
                .findFirst()
                .map(other -> new Hint(column, overlap.common(), reason(column, role, overlap, other, otherColumn)));
    }

    private static String reason(
            String column, ColumnRole role, KeyOverlap overlap, SourceDraft other, String otherColumn) {
        return "'" + column + "' was taken for " + role.key() + ", because it has "
                + Quantity.of(overlap.common(), "id") + " in common with '" + otherColumn + "' of "
                + other.name();
    }
}
