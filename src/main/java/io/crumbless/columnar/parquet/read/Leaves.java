package io.crumbless.columnar.parquet.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Finds the columns of a schema by their logical names, regardless of how the writer represents lists.
 *
 * <p>The same list of strings is stored in many shapes; all become one column {@code tags}:
 *
 * <pre>
 * optional group tags (LIST) { repeated group list  { optional binary element; } }        the standard
 * optional group tags (LIST) { repeated group bag   { optional binary array_element; } }  Hive, old Spark
 * optional group tags (LIST) { repeated binary array; }                                   2-level: old Avro
 * repeated binary tags;                                                                   protobuf
 * </pre>
 *
 * <p>Rules: Parquet's LogicalTypes.md, "Lists", with its backward-compatibility rules.
 */
final class Leaves {
    private final MessageType schema;
    private final Map<List<String>, String> unreadable;
    private final Map<String, Leaf> found = new LinkedHashMap<>();

    private Leaves(MessageType schema, Map<List<String>, String> unreadable) {
        this.schema = schema;
        this.unreadable = unreadable;
    }

    /** @param unreadable why stored columns cannot be read, by their paths */
    static Map<String, Leaf> of(MessageType schema, Map<List<String>, String> unreadable) {
        Leaves leaves = new Leaves(schema, unreadable);
        for (Type field : schema.getFields()) {
            leaves.visit(field, new Place(List.of(), field.getName(), 0, 0, false));
        }
        return leaves.found;
    }

    /**
     * The current position in the schema.
     *
     * @param above names of the enclosing groups, as stored
     * @param name name in messages
     * @param unsupported whether something above makes this unreadable, such as a second list
     */
    private record Place(List<String> above, String name, int repeatedLevel, int structLevel, boolean unsupported) {
        String[] path(Type type) {
            List<String> path = new ArrayList<>(above);
            path.add(type.getName());
            return path.toArray(String[]::new);
        }

        /** Descends into a group. */
        Place into(Type group, String newName, int newRepeatedLevel, int newStructLevel, boolean lost) {
            List<String> path = new ArrayList<>(above);
            path.add(group.getName());
            return new Place(path, newName, newRepeatedLevel, newStructLevel, unsupported || lost);
        }
    }

    private void visit(Type type, Place place) {
        if (type.isRepetition(Type.Repetition.REPEATED)) {
            // A repeated field outside a LIST group is a list.
            Place items = new Place(
                    place.above,
                    place.name,
                    definitionLevel(place.path(type)),
                    place.structLevel,
                    place.unsupported || place.repeatedLevel > 0);
            visitElement(type, items);
        } else if (type.isPrimitive()) {
            add(type.asPrimitiveType(), place);
        } else if (isList(type.asGroupType())) {
            visitList(type.asGroupType(), place);
        } else if (isMap(type)) {
            addMap(type.asGroupType(), place);
        } else {
            visitFields(type.asGroupType(), place);
        }
    }

    private static boolean isList(GroupType group) {
        return group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation
                && group.getFieldCount() == 1
                && group.getType(0).isRepetition(Type.Repetition.REPEATED);
    }

    private static boolean isMap(Type type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return logical instanceof MapLogicalTypeAnnotation || logical instanceof MapKeyValueTypeAnnotation;
    }

    private void visitList(GroupType list, Place place) {
        Type repeated = list.getType(0);
        Place inside = place.into(list, place.name, 0, place.structLevel, place.repeatedLevel > 0);
        Place items = new Place(
                inside.above,
                place.name,
                definitionLevel(inside.path(repeated)),
                place.structLevel,
                inside.unsupported);
        if (repeatedIsElement(list, repeated)) {
            visitElement(repeated, items);
        } else {
            GroupType group = repeated.asGroupType();
            Type element = group.getType(0);
            visit(element, items.into(group, place.name, items.repeatedLevel, place.structLevel, false));
        }
    }

    /** Whether the repeated field is itself the element, so that the list has two levels instead of three. */
    private static boolean repeatedIsElement(GroupType list, Type repeated) {
        if (repeated.isPrimitive()) {
            return true;
        }
        GroupType group = repeated.asGroupType();
        return group.getFieldCount() != 1
                || group.getType(0).isRepetition(Type.Repetition.REPEATED)
                || group.getName().equals("array")
                || group.getName().equals(list.getName() + "_tuple");
    }

    private void visitElement(Type repeated, Place items) {
        if (repeated.isPrimitive()) {
            add(repeated.asPrimitiveType(), items);
        } else {
            visitFields(repeated.asGroupType(), items);
        }
    }

    private void visitFields(GroupType group, Place place) {
        int structLevel = definitionLevel(place.path(group));
        for (Type field : group.getFields()) {
            String name = place.name + "." + field.getName();
            visit(field, place.into(group, name, place.repeatedLevel, structLevel, false));
        }
    }

    private void add(PrimitiveType type, Place place) {
        ColumnDescriptor descriptor = schema.getColumnDescription(place.path(type));
        String why = unreadable.get(List.of(place.path(type)));
        boolean readable = why == null && !place.unsupported && descriptor.getMaxRepetitionLevel() <= 1;
        ColumnKind kind = readable ? kindOf(type) : ColumnKind.UNSUPPORTED;
        String words = why == null ? words(type) : type.getPrimitiveTypeName() + " with " + why;
        put(place, new ColumnInfo(place.name, kind, place.repeatedLevel > 0, words), descriptor);
    }

    /**
     * A column with exactly that name takes precedence over a field of a struct with the same dotted path. Two columns
     * with the same name are ambiguous.
     */
    private void put(Place place, ColumnInfo info, ColumnDescriptor descriptor) {
        Leaf leaf = new Leaf(info, descriptor, place.repeatedLevel, place.structLevel);
        Leaf before = found.putIfAbsent(place.name, leaf);
        if (before == null || isField(leaf)) {
            if (before != null && isField(before)) {
                found.put(place.name, ambiguous(before));
            }
        } else {
            found.put(place.name, isField(before) ? leaf : ambiguous(before));
        }
    }

    /** Whether it is a field of a struct, by its name; the name of a column may contain dots too. */
    private static boolean isField(Leaf leaf) {
        return !leaf.descriptor().getPath()[0].equals(leaf.info().name());
    }

    private static Leaf ambiguous(Leaf first) {
        ColumnInfo info = new ColumnInfo(
                first.info().name(), ColumnKind.UNSUPPORTED, first.info().list(), "that two columns have the name of");
        return new Leaf(info, first.descriptor(), first.repeatedLevel(), first.structLevel());
    }

    /** One column for the entire map, so that it is listed under its name. */
    private void addMap(GroupType map, Place place) {
        List<String> path = new ArrayList<>(List.of(place.path(map)));
        Type inner = map;
        while (!inner.isPrimitive()) {
            inner = inner.asGroupType().getType(0);
            path.add(inner.getName());
        }
        ColumnInfo info = new ColumnInfo(place.name, ColumnKind.UNSUPPORTED, true, "MAP");
        ColumnDescriptor descriptor = schema.getColumnDescription(path.toArray(String[]::new));
        put(place, info, descriptor);
        addEntries(map, place);
    }

    /** The entries of a map are a list of structs. */
    private void addEntries(GroupType map, Place place) {
        Type entries = map.getFieldCount() == 1 ? map.getType(0) : map;
        if (entries.isPrimitive() || !entries.isRepetition(Type.Repetition.REPEATED)) {
            return;
        }
        Place inside = place.into(map, place.name, 0, place.structLevel, place.repeatedLevel > 0);
        visitFields(
                entries.asGroupType(),
                new Place(
                        inside.above,
                        place.name,
                        definitionLevel(inside.path(entries)),
                        place.structLevel,
                        inside.unsupported));
    }

    private int definitionLevel(String[] path) {
        return schema.getMaxDefinitionLevel(path);
    }

    private static ColumnKind kindOf(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> ColumnKind.BOOLEAN;
            case FLOAT, DOUBLE -> ColumnKind.FRACTION;
            case INT96 -> ColumnKind.TIMESTAMP;
            case INT32, INT64 -> kindOfNumber(logical);
            case BINARY -> kindOfBinary(logical);
            case FIXED_LEN_BYTE_ARRAY -> kindOfFixed(type, logical);
        };
    }

    private static ColumnKind kindOfNumber(@Nullable LogicalTypeAnnotation logical) {
        if (logical == null
                || logical instanceof IntLogicalTypeAnnotation
                || logical instanceof UnknownLogicalTypeAnnotation) {
            return ColumnKind.WHOLE;
        } else if (logical instanceof DecimalLogicalTypeAnnotation) {
            return ColumnKind.DECIMAL;
        } else if (logical instanceof DateLogicalTypeAnnotation) {
            return ColumnKind.DATE;
        } else if (logical instanceof TimeLogicalTypeAnnotation) {
            return ColumnKind.TIME;
        }
        return logical instanceof TimestampLogicalTypeAnnotation ? ColumnKind.TIMESTAMP : ColumnKind.UNSUPPORTED;
    }

    private static ColumnKind kindOfBinary(@Nullable LogicalTypeAnnotation logical) {
        if (logical == null
                || logical instanceof StringLogicalTypeAnnotation
                || logical instanceof EnumLogicalTypeAnnotation
                || logical instanceof JsonLogicalTypeAnnotation) {
            return ColumnKind.TEXT;
        }
        return logical instanceof DecimalLogicalTypeAnnotation ? ColumnKind.DECIMAL : ColumnKind.UNSUPPORTED;
    }

    private static ColumnKind kindOfFixed(PrimitiveType type, @Nullable LogicalTypeAnnotation logical) {
        if (logical instanceof UUIDLogicalTypeAnnotation && type.getTypeLength() == 16) {
            return ColumnKind.TEXT;
        }
        return logical instanceof DecimalLogicalTypeAnnotation ? ColumnKind.DECIMAL : ColumnKind.UNSUPPORTED;
    }

    private static String words(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return logical == null ? type.getPrimitiveTypeName().toString() : type.getPrimitiveTypeName() + " " + logical;
    }
}
