package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.StoredField;
import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
import io.crumbless.columnar.parquet.write.Field;
import io.crumbless.columnar.parquet.write.Struct;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The schema and properties with which a dataset must be stored.
 *
 * @param withoutBounds columns without statistics, because their smallest or largest value is personal data
 * @param describedHere whether the descriptions in the footer are known and must be equal
 * @param order how often a subject may occur
 */
record ExpectedDataset(
        String folder, TableSchema schema, Set<String> withoutBounds, boolean describedHere, Order order) {
    /** Column descriptions of earlier versions by current ones; their snapshots are audited too. */
    private static final Map<String, String> EARLIER_DESCRIPTIONS = Map.of(
            "The person, where the record told it",
            "The person, where the record named it",
            "The declaration, where the record told it",
            "The declaration, where the record named it");

    /** Columns of the evidence log that snapshots of earlier versions lack. */
    private static final Set<String> ADDED_LATER = Set.of("ends_on", "revised_at", "ended_after");

    /** Field of every lineage that snapshots of earlier versions lack. */
    private static final String FIELD_ADDED_LATER = Layout.LINEAGE_SUFFIX + ".accumulated_sources";

    /** The order of subjects in a dataset. */
    enum Order {
        ONE_ROW_EACH,
        SEVERAL_ROWS,
        /** With rows without subject between them. */
        SOME_WITHOUT
    }

    static List<ExpectedDataset> all(Policy policy) {
        Set<String> special = new HashSet<>();
        for (Attribute attribute : policy.attributes()) {
            if (attribute.sensitivity() == Sensitivity.SPECIAL) {
                special.add(attribute.name().value());
                special.add(attribute.name().value() + Layout.LINEAGE_SUFFIX + ".valid_until");
            }
        }
        List<ExpectedDataset> all = new ArrayList<>();
        all.add(of(Layout.profiles(policy), special, Order.ONE_ROW_EACH));
        all.add(new ExpectedDataset(
                Layout.DECLARATIONS, LogLayout.SCHEMA, LogLayout.WITHOUT_BOUNDS, false, Order.SEVERAL_ROWS));
        all.add(of(Layout.contactMoments(), Set.of("opens", "closes"), Order.SEVERAL_ROWS));
        all.add(of(Layout.removals(), Set.of(), Order.SEVERAL_ROWS));
        all.add(of(Layout.refusals(), Set.of(), Order.SOME_WITHOUT));
        for (Purpose purpose : policy.purposes()) {
            all.add(of(Layout.extract(policy, purpose), special, Order.ONE_ROW_EACH));
        }
        return all;
    }

    private static ExpectedDataset of(Dataset dataset, Set<String> withoutBounds, Order order) {
        return new ExpectedDataset(dataset.folder(), dataset.schema(), withoutBounds, true, order);
    }

    /**
     * Checks one file's schema and footer.
     *
     * @return whether its columns can be read for further checks
     */
    boolean check(ParquetTable table, String file, Findings.Tally tally) {
        List<StoredField> found = table.fields();
        Set<String> there = found.stream().map(StoredField::path).collect(Collectors.toSet());
        List<StoredField> wanted = stored().stream()
                .filter(field -> there.contains(field.path()) || !isAddedLater(field.path()))
                .toList();
        tally.looked(Rule.COLUMNS_OF_LAYOUT, found.size());
        if (!wanted.equals(found)) {
            Set<StoredField> missing = new LinkedHashSet<>(wanted);
            found.forEach(missing::remove);
            Set<StoredField> extra = new LinkedHashSet<>(found);
            wanted.forEach(extra::remove);
            missing.forEach(field -> tally.found(Rule.COLUMNS_OF_LAYOUT, file, Code.COLUMN_MISSING, words(field)));
            extra.forEach(field -> tally.found(Rule.COLUMNS_OF_LAYOUT, file, Code.COLUMN_TOO_MANY, words(field)));
            if (missing.isEmpty() && extra.isEmpty()) {
                tally.found(Rule.COLUMNS_OF_LAYOUT, file, Code.COLUMNS_OUT_OF_ORDER);
            }
        }
        checkFooter(table, file, tally);
        return isReadable(table);
    }

    /** Whether a file may lack the column, because earlier versions did. */
    static boolean isAddedLater(String path) {
        return ADDED_LATER.contains(path) || path.contains(FIELD_ADDED_LATER);
    }

    private static String words(StoredField field) {
        return "'" + field.path() + "' " + field.type() + ", field id " + field.fieldId();
    }

    private void checkFooter(ParquetTable table, String file, Findings.Tally tally) {
        Map<String, String> expected = descriptions();
        table.metadata().forEach((key, value) -> {
            boolean known = describedHere
                    ? isDescription(value, expected.getOrDefault(key, ""))
                    : key.startsWith(TableSchema.DESCRIPTION_KEY)
                            && schema.paths().contains(key.substring(TableSchema.DESCRIPTION_KEY.length()));
            if (!known) {
                tally.found(Rule.COLUMNS_OF_LAYOUT, file, Code.FOOTER_ENTRY_UNKNOWN);
            }
        });
    }

    /** Footers of versions before 1.0 contain the title of an attribute without its description. */
    private static boolean isDescription(String found, String expected) {
        return EARLIER_DESCRIPTIONS.getOrDefault(found, found).equals(expected) || expected.startsWith(found + ": ");
    }

    private Map<String, String> descriptions() {
        Map<String, String> all = new HashMap<>(schema.metadata());
        for (Field field : schema.fields()) {
            all.put(TableSchema.DESCRIPTION_KEY + field.name(), field.description());
            if (field instanceof Struct struct) {
                struct.columns()
                        .forEach(column -> all.put(
                                TableSchema.DESCRIPTION_KEY + struct.name() + "." + column.name(),
                                column.description()));
            }
        }
        return all;
    }

    /**
     * Whether the columns that are read by checks exist with the right types, regardless of other faults of the schema.
     */
    private boolean isReadable(ParquetTable table) {
        Map<String, ColumnInfo> found = new HashMap<>();
        table.columns().forEach(column -> found.put(column.name(), column));
        for (Field field : schema.fields()) {
            if (field instanceof Struct struct) {
                for (Column column : struct.columns()) {
                    if (!isReadable(found, struct.name() + "." + column.name(), column)) {
                        return false;
                    }
                }
            } else if (field instanceof Column column && !isReadable(found, column.name(), column)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isReadable(Map<String, ColumnInfo> columns, String path, Column wanted) {
        ColumnInfo found = columns.get(path);
        return found == null ? isAddedLater(path) : isReadable(found, wanted);
    }

    private static boolean isReadable(ColumnInfo found, Column wanted) {
        return found.kind() == kind(wanted.type()) && found.list() == wanted.isList();
    }

    private static ColumnKind kind(ColumnType type) {
        return switch (type.base()) {
            case TEXT -> ColumnKind.TEXT;
            case BOOLEAN -> ColumnKind.BOOLEAN;
            case INT32, INT64 -> ColumnKind.WHOLE;
            case DECIMAL -> ColumnKind.DECIMAL;
            case DATE -> ColumnKind.DATE;
            case TIMESTAMP_MICROS -> ColumnKind.TIMESTAMP;
        };
    }

    /** The fields as a file must store them. */
    private List<StoredField> stored() {
        List<StoredField> stored = new ArrayList<>();
        for (Field field : schema.fields()) {
            if (field instanceof Struct struct) {
                stored.add(new StoredField(struct.name(), "optional group", struct.fieldId()));
                struct.columns().forEach(column -> add(stored, struct.name() + ".", column));
            } else if (field instanceof Column column) {
                add(stored, "", column);
            }
        }
        return stored;
    }

    private static void add(List<StoredField> stored, String above, Column column) {
        String path = above + column.name();
        if (column.isList()) {
            stored.add(new StoredField(path, "optional group LIST", column.fieldId()));
            stored.add(new StoredField(path + ".list", "repeated group", -1));
            stored.add(new StoredField(path + ".list.element", "required " + type(column.type()), column.elementId()));
        } else {
            String repetition = column.required() ? "required " : "optional ";
            stored.add(new StoredField(path, repetition + type(column.type()), column.fieldId()));
        }
    }

    private static String type(ColumnType type) {
        return switch (type.base()) {
            case TEXT -> "BINARY STRING";
            case BOOLEAN -> "BOOLEAN";
            case INT32 -> "INT32";
            case INT64 -> "INT64";
            case DECIMAL ->
                (type.precision() <= 9 ? "INT32" : "INT64") + " DECIMAL(" + type.precision() + "," + type.scale() + ")";
            case DATE -> "INT32 DATE";
            case TIMESTAMP_MICROS -> "INT64 TIMESTAMP(MICROS,true)";
        };
    }

    /** Checks the metadata of one row group: no statistics that reveal a value, and a bloom filter for look-ups. */
    void checkRowGroup(ParquetTable table, int rowGroup, Place place, Findings.Tally tally) {
        List<String> bounded = table.columnsWithBounds(rowGroup);
        tally.looked(Rule.NO_BOUNDS_OF_VALUES, withoutBounds.size());
        for (String column : bounded) {
            if (withoutBounds.contains(column)) {
                tally.found(Rule.NO_BOUNDS_OF_VALUES, place, Code.BOUNDS_TELL_VALUES, column);
            }
        }
        if (!table.hasBloomFilter(rowGroup, Layout.SUBJECT_ID)) {
            tally.found(Rule.COLUMNS_OF_LAYOUT, place, Code.NO_BLOOM_FILTER);
        }
    }
}
