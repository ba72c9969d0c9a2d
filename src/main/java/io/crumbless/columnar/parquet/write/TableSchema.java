package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.parquet.write.ColumnType.PrimitiveTypeRepetition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The schema of a part file: its columns and structs, and the metadata in its footer.
 *
 * <p>The primitive columns, including those inside structs, are its <em>leaves</em>, numbered from 0 in the order they are
 * declared; {@link PartWriter} takes these numbers.
 *
 * @param metadata further keys and values of the footer, written in the order of the keys
 */
public record TableSchema(String name, List<Field> fields, Map<String, String> metadata) {
    /** Prefix of the key of a description in the footer; the dotted path follows. */
    public static final String DESCRIPTION_KEY = "crumbless.description.";

    public TableSchema {
        fields = List.copyOf(fields);
        metadata = new TreeMap<>(metadata);
        Set<String> names = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (Field field : fields) {
            requireNew(names, ids, field);
            if (field instanceof Struct struct) {
                Set<String> inner = new HashSet<>();
                struct.columns().forEach(column -> requireNew(inner, ids, column));
            }
        }
    }

    public static TableSchema of(String name, List<Field> fields) {
        return new TableSchema(name, fields, Map.of());
    }

    public TableSchema withMetadata(Map<String, String> keysAndValues) {
        return new TableSchema(name, fields, keysAndValues);
    }

    private static void requireNew(Set<String> names, Set<Integer> ids, Field field) {
        boolean fresh = names.add(field.name()) && ids.add(field.fieldId());
        if (!fresh || (field instanceof Column column && column.isList() && !ids.add(column.elementId()))) {
            throw new IllegalArgumentException(
                    "Invalid schema: name or field id of '" + field.name() + "' is used twice");
        }
    }

    /**
     * The index of the leaf at a dotted path, such as {@code subject_id} or {@code size__lineage.source}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public int leaf(String path) {
        int leaf = 0;
        for (Field field : fields) {
            if (field instanceof Struct struct) {
                int inside = struct.indexOf(path);
                if (inside >= 0) {
                    return leaf + inside;
                }
                leaf += struct.columns().size();
            } else if (field.name().equals(path)) {
                return leaf;
            } else {
                leaf++;
            }
        }
        throw new IllegalArgumentException("Unknown column '" + path + "', the schema has " + paths());
    }

    /** The index of a struct, counted from 0 over structs only. */
    public int struct(String structName) {
        List<String> structs = structs().stream().map(Struct::name).toList();
        int index = structs.indexOf(structName);
        if (index < 0) {
            throw new IllegalArgumentException("Unknown struct '" + structName + "', the schema has " + structs);
        }
        return index;
    }

    /** Dotted paths of all leaves, in order. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (Field field : fields) {
            if (field instanceof Struct struct) {
                struct.columns().forEach(column -> paths.add(struct.name() + "." + column.name()));
            } else {
                paths.add(field.name());
            }
        }
        return paths;
    }

    List<Struct> structs() {
        return fields.stream()
                .filter(Struct.class::isInstance)
                .map(Struct.class::cast)
                .toList();
    }

    public MessageType message() {
        List<Type> types = fields.stream().map(TableSchema::typeOf).toList();
        return new MessageType(name, types);
    }

    /** Keys and values of the footer, sorted. */
    public Map<String, String> footerMetadata() {
        Map<String, String> all = new TreeMap<>(metadata);
        for (Field field : fields) {
            describe(all, field.name(), field);
            if (field instanceof Struct struct) {
                struct.columns().forEach(column -> describe(all, struct.name() + "." + column.name(), column));
            }
        }
        return new LinkedHashMap<>(all);
    }

    private static void describe(Map<String, String> all, String path, Field field) {
        if (!field.description().isEmpty()) {
            all.put(DESCRIPTION_KEY + path, field.description());
        }
    }

    /** The path of a column's values in the Parquet schema. */
    static String[] parquetPath(String[] above, Column column) {
        List<String> path = new ArrayList<>(List.of(above));
        path.add(column.name());
        if (column.isList()) {
            path.add("list");
            path.add("element");
        }
        return path.toArray(String[]::new);
    }

    private static Type typeOf(Field field) {
        if (field instanceof Column column) {
            return typeOf(column);
        }
        Struct struct = (Struct) field;
        return Types.optionalGroup()
                .addFields(struct.columns().stream().map(TableSchema::typeOf).toArray(Type[]::new))
                .id(struct.fieldId())
                .named(struct.name());
    }

    private static Type typeOf(Column column) {
        if (!column.isList()) {
            return column.type()
                    .parquetType(
                            column.required() ? PrimitiveTypeRepetition.REQUIRED : PrimitiveTypeRepetition.OPTIONAL,
                            column.fieldId(),
                            column.name());
        }
        PrimitiveType element =
                column.type().parquetType(PrimitiveTypeRepetition.REQUIRED, column.elementId(), "element");
        return Types.optionalGroup()
                .as(LogicalTypeAnnotation.listType())
                .addField(Types.repeatedGroup().addField(element).named("list"))
                .id(column.fieldId())
                .named(column.name());
    }

    /** Descriptors of the leaves, in order. */
    static List<ColumnDescriptor> descriptors(MessageType message) {
        return message.getColumns();
    }
}
