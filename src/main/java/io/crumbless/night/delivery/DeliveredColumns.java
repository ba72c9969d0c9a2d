package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.IoReason;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.columnar.text.ColumnNames;
import io.crumbless.columnar.text.CsvRows;
import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.JsonLook;
import io.crumbless.columnar.text.UnpackedInput;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Determines which columns of a file of statements or requests are not read, before the file is processed. A renamed
 * column is an unread one.
 */
public final class DeliveredColumns {
    private static final String ACTION = "action";

    private static final String END = "valid_until";

    /** Column of erasure requests only. */
    private static final String REASON = "reason";

    /** Columns without which values would be published for longer, or under a more permissive law. */
    private static final Set<String> RESTRICTING = Set.of(END, "jurisdiction");

    private DeliveredColumns() {}

    /**
     * Inspects a file.
     *
     * @throws Failure for the supplier if it is JSON Lines and a key that is mapped is in none of its records
     */
    public static UnreadColumns of(FileEntry file, FileFormat format, ColumnMapping columns) {
        if (format instanceof FileFormat.Parquet) {
            return ofHeader(
                    file,
                    ParquetRowReader.open(file).columns().stream()
                            .map(column -> column.name())
                            .toList(),
                    columns);
        }
        try (InputStream in = new BufferedInputStream(UnpackedInput.open(file.location()), 1 << 16)) {
            if (format instanceof FileFormat.Csv csv) {
                return ofHeader(
                        file, new CsvRows(in, csv.dialect(), file.location().text()).header(), columns);
            }
            return ofKeys(file, in, columns);
        } catch (IOException e) {
            throw new StorageException("Cannot read " + file.location() + ": " + IoReason.of(e), e);
        }
    }

    /**
     * Inspects the columns of a table, whose names are matched case-insensitively. Tables usually have further columns,
     * so only those that look like flags are reported.
     *
     * @throws Failure for settings if the end of declarations seems to have another column name
     */
    static UnreadColumns ofTable(String source, List<String> found, ColumnMapping columns) {
        Set<String> read = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        read.addAll(columns.deliveredNames());
        read.addAll(columns.allowed().ignored());
        Set<String> unread = new LinkedHashSet<>(found);
        unread.removeIf(read::contains);
        boolean hasEnd = found.stream().anyMatch(name -> name.equalsIgnoreCase(delivered(columns, END)));
        requireEnd("the database of source " + source, unread, hasEnd, columns, ErrorCategory.SETTINGS);
        requireNoWithdrawals("the database of source " + source, unread, columns, ErrorCategory.SETTINGS);
        return unread(unread, Map.of(), columns);
    }

    /**
     * Fails if an unread column has the name of an end: without it, a value would be used longer than the person
     * allowed.
     */
    private static void requireEnd(
            String delivery, Set<String> unread, boolean hasEnd, ColumnMapping columns, ErrorCategory category) {
        boolean asked =
                columns.columns().stream().anyMatch(column -> column.name().equals(END))
                        && !columns.allowed().optional().contains("valid-until");
        unread.stream()
                .filter(name -> asked && !hasEnd && UnreadColumns.isEnd(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new Failure(
                            category,
                            "Cannot read " + delivery + ": column '" + name
                                    + "' looks like the last day of values, and '"
                                    + delivered(columns, END)
                                    + "' is missing; map it with columns.valid-until, or list it"
                                    + " under ignore-columns if it is none");
                });
    }

    /** Fails if every record counts as a declaration although a column seems to mark withdrawals. */
    private static void requireNoWithdrawals(
            String delivery, Collection<String> unread, ColumnMapping columns, ErrorCategory category) {
        unread.stream()
                .filter(name -> columns.actions().allDeclare() && UnreadColumns.isWithdrawal(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new Failure(
                            category,
                            "Cannot read " + delivery + ": column '" + name
                                    + "' looks as if it said which records withdraw, and constants.action takes each for a"
                                    + " declaration; map it with columns.action and say what its words mean under"
                                    + " words.action, or list it under ignore-columns if it is none");
                });
    }

    private static String delivered(ColumnMapping columns, String name) {
        return columns.mapped().getOrDefault(name, name);
    }

    private static UnreadColumns ofHeader(FileEntry file, List<String> header, ColumnMapping columns) {
        Set<String> unread = unread(header, columns);
        List<String> all = FoldersOfFile.of(file, columns).with(header);
        requireEnd(
                file.location().text(),
                unread,
                ColumnNames.find(all, delivered(columns, END)) != null,
                columns,
                ErrorCategory.INPUT);
        requireNoWithdrawals(file.location().text(), unread, columns, ErrorCategory.INPUT);
        Map<String, String> insteadOf = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            CanonicalColumn column = columns.columns().get(i);
            boolean lacks = ColumnNames.find(all, columns.delivered(i)) == null
                    && !columns.allowed().optional().contains(column.key());
            if (lacks && RESTRICTING.contains(column.name())) {
                unread.forEach(name -> insteadOf.putIfAbsent(name, column.name()));
            }
        }
        return unread(unread, insteadOf, columns);
    }

    private static UnreadColumns unread(Set<String> unread, Map<String, String> insteadOf, ColumnMapping columns) {
        Set<String> flags = new LinkedHashSet<>(unread);
        boolean erasures =
                columns.columns().stream().anyMatch(column -> column.name().equals(REASON));
        flags.removeIf(name -> !UnreadColumns.isFlag(name) && !(erasures && UnreadColumns.isKindOfRequest(name)));
        return new UnreadColumns(flags, insteadOf, Set.of());
    }

    private static Set<String> unread(List<String> found, ColumnMapping columns) {
        Set<String> unread = new LinkedHashSet<>(found);
        columns.deliveredNames().forEach(name -> unread.remove(ColumnNames.find(found, name)));
        unread.removeAll(columns.allowed().ignored());
        return unread;
    }

    private static UnreadColumns ofKeys(FileEntry file, InputStream in, ColumnMapping columns) throws IOException {
        Set<String> sought = new LinkedHashSet<>();
        Set<String> ofDeclarations = new LinkedHashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            CanonicalColumn column = columns.columns().get(i);
            if (columns.mustBeThere(i)
                    && FoldersOfFile.of(file, columns).value(columns.delivered(i)) == null
                    && (column.inEveryRecord() || columns.mapped().containsKey(column.name()))) {
                sought.add(columns.delivered(i));
            }
            if (column.required() && !column.inEveryRecord()) {
                ofDeclarations.add(columns.delivered(i));
            }
        }
        JsonLook look = JsonLook.into(in, Set.copyOf(columns.deliveredNames()), sought, asked(ofDeclarations, columns));
        for (int i = 0; i < columns.size(); i++) {
            if (look.missing().contains(columns.delivered(i))) {
                throw missing(file, columns, i, look);
            }
        }
        Set<String> expected = new LinkedHashSet<>(columns.mapped().values());
        RESTRICTING.forEach(name -> expected.add(delivered(columns, name)));
        Map<String, String> insteadOf = new LinkedHashMap<>(look.insteadOf(expected::contains));
        Set<String> unread = unread(look.others(), columns);
        Set<String> alone = new LinkedHashSet<>(unread);
        alone.removeIf(name -> look.standsBeside(name, delivered(columns, END)));
        requireEnd(file.location().text(), alone, false, columns, ErrorCategory.INPUT);
        requireNoWithdrawals(file.location().text(), unread, columns, ErrorCategory.INPUT);
        requireNoWithdrawals(file.location().text(), inside(look, columns), columns, ErrorCategory.INPUT);
        insteadOf.keySet().retainAll(unread);
        Set<String> choices = inside(look, columns);
        choices.removeIf(name -> !UnreadColumns.isChoices(name));
        return new UnreadColumns(unread(unread, insteadOf, columns).flags(), insteadOf, Set.of(), Set.of(), choices);
    }

    /** Unread fields of items of which other fields are read. */
    private static Set<String> inside(JsonLook look, ColumnMapping columns) {
        Set<String> inside = new LinkedHashSet<>(look.inside());
        inside.removeAll(columns.allowed().ignored());
        return inside;
    }

    /** Whether a record is expected to have a key: a withdrawal does not need the fields of a declaration. */
    private static BiPredicate<JsonLines, String> asked(Set<String> ofDeclarations, ColumnMapping columns) {
        String action = delivered(columns, ACTION);
        return (record, key) ->
                !ofDeclarations.contains(key) || !columns.actions().withdraws(record.value(action));
    }

    private static Failure missing(FileEntry file, ColumnMapping columns, int column, JsonLook look) {
        CanonicalColumn missing = columns.columns().get(column);
        return new Failure(
                ErrorCategory.INPUT,
                "Cannot read " + file.location() + ": no record has the key '" + columns.delivered(column)
                        + "', others that nobody reads are " + UnreadColumns.names(look.others())
                        + "; map it with " + missing.setting()
                        + ColumnMapping.orOptional(missing));
    }
}
