package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.ColumnNames;
import io.crumbless.columnar.text.CsvRows;
import io.crumbless.columnar.text.JsonLook;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.columnar.text.UnpackedInput;
import io.crumbless.night.delivery.UnreadColumns;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Determines which columns of a file of memberships, links or opt-outs are not read, before the file is processed. */
public final class LegacyColumns {
    /** How many rows of an opt-out file are inspected to find boolean columns. */
    private static final int ROWS = 1_000;

    /** Column names with which identity graphs qualify their links. */
    private static final Pattern MATCH = Pattern.compile(
            "(?i)(?:is[_ -]?)?(?:match(?:ing)?[_ -]?(?:type|level|quality)|deterministic|probabilistic|household)");

    private static final Set<String> YES_OR_NO =
            Set.of("0", "1", "true", "false", "t", "f", "yes", "no", "y", "n", "ja", "nein");

    private LegacyColumns() {}

    /**
     * Inspects a file.
     *
     * @throws io.crumbless.process.Failure for the supplier if it is JSON Lines and a key that is mapped is in none of
     *     its records
     */
    public static UnreadColumns of(MembershipSource source, FileEntry file) {
        // Fields of items inside a text are not keys of the record.
        boolean inText = source.form().list().isPresent();
        UnreadColumns columns = of(
                source.files(),
                file,
                inText ? new MembershipColumns(source).wanted() : ParquetMembershipColumns.wanted(source),
                evidenceOf(source));
        boolean all = source.shape() == Shape.WIDE && source.values().isEmpty();
        return all
                // Every other column is a value in this shape, so no column can be missing by its name.
                ? new UnreadColumns(columns.flags(), Map.of(), columns.maps(), evidence(source, columns))
                : new UnreadColumns(columns.flags(), columns.insteadOf(), Set.of(), evidence(source, columns));
    }

    /**
     * Columns of evidence that are not mapped. In a wide source they are ordinary columns and say nothing about other
     * columns, unless their name refers to one.
     */
    private static Set<String> evidence(MembershipSource source, UnreadColumns columns) {
        Set<String> evidence = new LinkedHashSet<>(columns.evidence());
        if (source.shape() == Shape.WIDE) {
            evidence.removeIf(
                    name -> source.score().isPresent() && source.collectedBy().isPresent());
            return evidence;
        }
        evidence.removeIf(name -> !(UnreadColumns.isScore(name) && mayLack(source, "score", source.score()))
                && !(UnreadColumns.isMethod(name) && mayLack(source, "collected-by", source.collectedBy())));
        return evidence;
    }

    /**
     * Matches columns that say how values were collected; in a wide source, columns about one of the values that are
     * read.
     */
    private static BiPredicate<String, Set<String>> evidenceOf(MembershipSource source) {
        if (source.shape() != Shape.WIDE) {
            return (name, unread) -> UnreadColumns.isScore(name) || UnreadColumns.isMethod(name);
        }
        Set<String> values = source.values().keySet();
        return (name, unread) -> UnreadColumns.isOfAnother(name, values.isEmpty() ? unread : values);
    }

    private static boolean mayLack(MembershipSource source, String key, Optional<String> column) {
        return column.isEmpty() || source.files().columns().optional().contains(key);
    }

    /** As {@link #of(MembershipSource, FileEntry)}. */
    public static UnreadColumns of(LinkSource source, FileEntry file) {
        List<WantedColumn> wanted = new ArrayList<>();
        add(wanted, "cookie-id", source.cookieId());
        add(wanted, "subject-id", source.subjectId());
        add(wanted, "method", source.method().orElse(null));
        add(wanted, "linked-at", source.linkedAt().orElse(null));
        source.files().columns().where().columns().forEach(column -> add(wanted, WantedColumn.WHERE, column));
        UnreadColumns columns = of(source.files(), file, wanted, (name, unread) -> isOfMatch(name));
        Set<String> flags = new LinkedHashSet<>(columns.flags());
        flags.addAll(columns.evidence());
        return new UnreadColumns(flags, columns.insteadOf(), columns.maps());
    }

    /** Whether a column states the confidence of a link, or that the link was inferred. */
    private static boolean isOfMatch(String column) {
        return UnreadColumns.isScore(column) || MATCH.matcher(column).matches();
    }

    /** As {@link #of(MembershipSource, FileEntry)}. */
    public static UnreadColumns of(OptOutSource source, FileEntry file) {
        List<WantedColumn> wanted = new ArrayList<>();
        add(wanted, "cookie-id", source.cookieId().orElse(null));
        add(wanted, "subject-id", source.subjectId().orElse(null));
        source.files().columns().where().columns().forEach(column -> add(wanted, WantedColumn.WHERE, column));
        UnreadColumns columns = of(source.files(), file, wanted);
        Set<String> flags = new LinkedHashSet<>(columns.flags());
        flags.addAll(yesOrNo(source.files(), file, wanted));
        return new UnreadColumns(flags, columns.insteadOf(), Set.of());
    }

    /** Unread columns that hold only boolean words. */
    private static Set<String> yesOrNo(LegacyFiles source, FileEntry file, List<WantedColumn> wanted) {
        if (source.format() == Format.PARQUET) {
            List<String> found = ParquetColumns.open(source, file).columns().stream()
                    .filter(column -> column.kind() == ColumnKind.BOOLEAN)
                    .map(ColumnInfo::name)
                    .toList();
            return unread(source, found, wanted);
        }
        Map<String, Boolean> all = new LinkedHashMap<>();
        try (DeliveredRows rows = DeliveredRows.ofText(source, file, TextPart.WHOLE, wanted, true)) {
            for (int row = 0; row < ROWS && rows.next(); row++) {
                if (rows.refusal() == null) {
                    for (String column : unread(source, rows.columns(), wanted)) {
                        String value = rows.valueOf(column);
                        if (value != null) {
                            all.merge(column, YES_OR_NO.contains(value.toLowerCase(Locale.ROOT)), Boolean::logicalAnd);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw LinkScanner.unreadable(source, file, e);
        }
        all.values().removeIf(yesOrNo -> !yesOrNo);
        return all.keySet();
    }

    private static void add(List<WantedColumn> wanted, String key, @Nullable String name) {
        if (name != null) {
            wanted.add(new WantedColumn(key, name));
        }
    }

    private static UnreadColumns of(LegacyFiles source, FileEntry file, List<WantedColumn> wanted) {
        return of(source, file, wanted, (name, unread) -> false);
    }

    private static UnreadColumns of(
            LegacyFiles source, FileEntry file, List<WantedColumn> wanted, BiPredicate<String, Set<String>> evidence) {
        if (source.format() == Format.PARQUET) {
            List<String> found = ParquetColumns.open(source, file).columns().stream()
                    .map(ColumnInfo::name)
                    .toList();
            return unread(unread(source, found, wanted), Map.of(), Set.of(), evidence);
        }
        try (InputStream in = new BufferedInputStream(UnpackedInput.open(file.location()), 1 << 16)) {
            if (source.format() == Format.JSONL) {
                return ofKeys(source, file, in, wanted, evidence);
            }
            List<String> header = new CsvRows(in, source.csv(), file.location().text()).header();
            return unread(unread(source, header, wanted), Map.of(), Set.of(), evidence);
        } catch (IOException e) {
            throw LinkScanner.unreadable(source, file, e);
        }
    }

    private static UnreadColumns ofKeys(
            LegacyFiles source,
            FileEntry file,
            InputStream in,
            List<WantedColumn> wanted,
            BiPredicate<String, Set<String>> evidence)
            throws IOException {
        Set<String> names = new LinkedHashSet<>();
        Set<String> sought = new LinkedHashSet<>();
        for (WantedColumn column : wanted) {
            names.add(column.name());
            if (!source.mayLack(column) && column.inFoldersOf(file) == null) {
                sought.add(column.name());
            }
        }
        JsonLook look = JsonLook.into(in, names, sought, (record, key) -> true);
        for (WantedColumn column : wanted) {
            if (look.missing().contains(column.name())) {
                throw DeliveredRows.missing(
                        source,
                        file,
                        column,
                        "no record has it, others that nobody reads are " + UnreadColumns.names(look.others()));
            }
        }
        Set<String> unread = unread(source, look.others(), wanted);
        Map<String, String> insteadOf = new LinkedHashMap<>(look.insteadOf(expected(wanted)::contains));
        insteadOf.keySet().retainAll(unread);
        Set<String> maps = new LinkedHashSet<>(look.maps());
        maps.retainAll(unread);
        Set<String> inside = new LinkedHashSet<>(look.inside());
        inside.removeAll(source.columns().ignored());
        unread.addAll(inside);
        return unread(unread, insteadOf, maps, evidence);
    }

    private static UnreadColumns unread(
            Set<String> unread,
            Map<String, String> insteadOf,
            Set<String> maps,
            BiPredicate<String, Set<String>> isEvidence) {
        Set<String> flags = new LinkedHashSet<>(unread);
        flags.removeIf(name -> !UnreadColumns.isFlag(name));
        Set<String> evidence = new LinkedHashSet<>(unread);
        evidence.removeIf(name -> !isEvidence.test(name, unread));
        return new UnreadColumns(flags, insteadOf, maps, evidence);
    }

    /** If one value has several columns, each record has one of them, and a file need not have all of them. */
    private static Set<String> expected(List<WantedColumn> wanted) {
        Set<String> expected = new LinkedHashSet<>();
        Set<String> values = new LinkedHashSet<>();
        wanted.forEach(column -> (column.key().equals("value") ? values : expected).add(column.name()));
        if (values.size() == 1) {
            expected.addAll(values);
        }
        return expected;
    }

    private static Set<String> unread(LegacyFiles source, List<String> found, List<WantedColumn> wanted) {
        Set<String> unread = new LinkedHashSet<>(found);
        wanted.forEach(column -> unread.remove(ColumnNames.find(found, column.name())));
        unread.removeAll(source.columns().ignored());
        return unread;
    }
}
