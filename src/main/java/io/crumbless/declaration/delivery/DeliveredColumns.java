package io.crumbless.declaration.delivery;

import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.crumbless.storage.FileEntry;
import io.crumbless.storage.Storage;
import io.crumbless.storage.StorageException;
import io.crumbless.text.CsvRows;
import io.crumbless.text.JsonLines;
import io.crumbless.text.JsonLook;
import io.crumbless.text.UnreadColumns;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Finds out, before a file of statements or requests is read, what stands in it beside the columns that are read. A column
 * that was renamed is one that nobody reads.
 */
public final class DeliveredColumns {
    private static final String ACTION = "action";

    /** What is published longer, or under a law that allows more, where one of these is lost. */
    private static final Set<String> RESTRICTING = Set.of("valid_until", "jurisdiction");

    private DeliveredColumns() {}

    /**
     * Looks into a file.
     *
     * @throws Failure for the supplier if it is JSON Lines and a key that is mapped is in none of its records
     */
    public static UnreadColumns of(FileEntry file, FileFormat format, ColumnMapping columns) {
        if (format instanceof FileFormat.Parquet) {
            return ofHeader(
                    ParquetRowReader.open(file).columns().stream()
                            .map(column -> column.name())
                            .toList(),
                    columns);
        }
        try (InputStream in =
                new BufferedInputStream(Storage.of(file.location()).open(file.location()), 1 << 16)) {
            if (format instanceof FileFormat.Csv csv) {
                return ofHeader(new CsvRows(in, csv.dialect(), file.location().text()).header(), columns);
            }
            return ofKeys(file, in, columns);
        } catch (IOException e) {
            throw new StorageException("Cannot read " + file.location() + ": " + e.getMessage(), e);
        }
    }

    private static UnreadColumns ofHeader(List<String> header, ColumnMapping columns) {
        Set<String> unread = unread(header, columns);
        Map<String, String> insteadOf = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            CanonicalColumn column = columns.columns().get(i);
            boolean lacks = !header.contains(columns.delivered(i))
                    && !columns.allowed().optional().contains(column.key());
            if (lacks && RESTRICTING.contains(column.name())) {
                unread.forEach(name -> insteadOf.putIfAbsent(name, column.name()));
            }
        }
        return told(unread, insteadOf);
    }

    private static UnreadColumns told(Set<String> unread, Map<String, String> insteadOf) {
        Set<String> flags = new LinkedHashSet<>(unread);
        flags.removeIf(name -> !UnreadColumns.isFlag(name));
        return new UnreadColumns(flags, insteadOf, Set.of());
    }

    private static Set<String> unread(List<String> found, ColumnMapping columns) {
        Set<String> unread = new LinkedHashSet<>(found);
        columns.deliveredNames().forEach(unread::remove);
        unread.removeAll(columns.allowed().ignored());
        return unread;
    }

    private static UnreadColumns ofKeys(FileEntry file, InputStream in, ColumnMapping columns) throws IOException {
        Set<String> sought = new LinkedHashSet<>();
        Set<String> ofDeclarations = new LinkedHashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            CanonicalColumn column = columns.columns().get(i);
            if (columns.mustBeThere(i)
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
        Map<String, String> insteadOf = new LinkedHashMap<>(look.insteadOf());
        Set<String> unread = unread(look.others(), columns);
        insteadOf.keySet().retainAll(unread);
        return told(unread, insteadOf);
    }

    /** A withdrawal is not asked for what declarations need. */
    private static BiPredicate<JsonLines, String> asked(Set<String> ofDeclarations, ColumnMapping columns) {
        String action = columns.mapped().getOrDefault(ACTION, ACTION);
        return (record, key) -> !ofDeclarations.contains(key) || !"withdraw".equals(record.value(action));
    }

    private static Failure missing(FileEntry file, ColumnMapping columns, int column, JsonLook look) {
        CanonicalColumn missing = columns.columns().get(column);
        return new Failure(
                Actor.SUPPLIER,
                "Cannot read " + file.location() + ": no record has the key '" + columns.delivered(column)
                        + "', others that nobody reads are " + UnreadColumns.told(look.others())
                        + "; map it with columns." + missing.key()
                        + ColumnMapping.orOptional(missing));
    }
}
