package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.CompactThrift;
import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * Checks the schema of a footer where it lies: that its fields are one tree of bearable depth, and which columns are of a
 * type this program does not know. Those are made columns of bytes, so that the other columns can be read.
 *
 * <p>A schema is stored as its fields in depth-first order, each with the number of its children. Field numbers:
 * {@code SchemaElement} in parquet.thrift of the Parquet format, 2.12.
 */
final class FooterSchema {
    /** Levels of groups. Schemas of people have some five; parquet-java calls itself for each. */
    static final int DEEPEST = 64;

    private final CompactThrift footer;
    private final Map<Integer, String> unreadable = new TreeMap<>();

    /** Fields with unknown types or annotations, by their number in the list. */
    private final Set<Integer> unknown = new TreeSet<>();

    /** Children still to come of the groups around the next field, and whether those groups are of an unknown kind. */
    private final int[] left = new int[DEEPEST + 1];

    private final boolean[] lost = new boolean[DEEPEST + 1];
    private int depth = -1;

    /** Number in the list of each column. */
    private final List<Integer> columnAt = new ArrayList<>();

    private int topLevelName;

    private FooterSchema(CompactThrift footer) {
        this.footer = footer;
    }

    /**
     * Reads the list of fields that begins here, and passes over it.
     *
     * @throws DamagedFile if its fields are no tree
     * @throws UnsupportedFile if it is deeper than {@link #DEEPEST}
     */
    static FooterSchema read(CompactThrift footer) {
        FooterSchema schema = new FooterSchema(footer);
        int size = footer.list(CompactThrift.STRUCT);
        for (int i = 0; i < size; i++) {
            schema.place(schema.element(), i);
        }
        if (schema.depth >= 0 || size == 0) {
            throw new DamagedFile("its schema ends before its last column");
        }
        return schema;
    }

    /**
     * The stored form of a field.
     * @param children 0 for a column
     * @param name its place
     * @param unknown what is unknown about it; empty if nothing is
     */
    private record Element(boolean column, int children, int name, String unknown) {}

    private Element element() {
        boolean column = false;
        int children = 0;
        int name = footer.position();
        String notKnown = "";
        footer.begin();
        while (footer.next()) {
            switch (footer.field()) {
                case 1 -> {
                    column = true;
                    notKnown = enumeration(Type.BYTE_ARRAY.getValue(), Type::findByValue, "type", notKnown);
                }
                case 3 -> {
                    int optional = FieldRepetitionType.OPTIONAL.getValue();
                    notKnown = enumeration(optional, FieldRepetitionType::findByValue, "repetition", notKnown);
                }
                case 4 -> {
                    name = footer.position();
                    footer.skip();
                }
                case 5 -> children = footer.wholeNumber();
                case 6 -> {
                    int text = ConvertedType.UTF8.getValue();
                    notKnown = enumeration(text, ConvertedType::findByValue, "converted type", notKnown);
                }
                case 10 -> notKnown = logicalType(notKnown);
                default -> footer.skip();
            }
        }
        if (children < 0 || (column && children > 0)) {
            throw new DamagedFile("a column with " + children + " columns inside");
        }
        return new Element(column, children, name, notKnown);
    }

    /**
     * Passes over the value of a field, a constant of an enumeration; one that is not known becomes another.
     *
     * @param before what was not known before it
     * @return what is not known now
     */
    private String enumeration(int otherwise, IntFunction<@Nullable Object> constants, String what, String before) {
        int number = footer.enumeration(constants, otherwise);
        return number < 0 ? before : what + " " + number + ", which is not known";
    }

    private String logicalType(String before) {
        String notKnown = before;
        footer.begin();
        while (footer.next()) {
            if (LogicalType._Fields.findByThriftId(footer.field()) == null) {
                notKnown = "logical type " + footer.field() + ", which is not known";
            }
            footer.skip();
        }
        return notKnown;
    }

    private void place(Element element, int index) {
        if (index > 0) {
            if (depth < 0) {
                throw new DamagedFile("its schema goes on behind its last column");
            }
            left[depth]--;
        }
        if (depth == 0) {
            topLevelName = element.name();
        }
        boolean inLost = depth >= 0 && lost[depth];
        if (element.column()) {
            String why = inLost ? "a group around it that is not known" : element.unknown();
            if (!why.isEmpty()) {
                unreadable.put(columnAt.size(), why);
            }
            columnAt.add(index);
        } else {
            enter(element, inLost);
        }
        if (!element.unknown().isEmpty()) {
            unknown.add(index);
        }
        while (depth >= 0 && left[depth] == 0) {
            depth--;
        }
    }

    private void enter(Element group, boolean inLost) {
        if (depth == DEEPEST) {
            throw new UnsupportedFile("column '" + footer.textAt(topLevelName) + "' is nested deeper than " + DEEPEST
                    + " levels; write the file with a flatter schema");
        }
        depth++;
        left[depth] = group.children();
        lost[depth] = inLost || !group.unknown().isEmpty();
    }

    /** How many columns there are. */
    int columns() {
        return columnAt.size();
    }

    /** Columns that cannot be read, by their number, and what about them is the reason. */
    Map<Integer, String> unreadable() {
        return unreadable;
    }

    /** Takes out of a footer what parquet-java cannot have in a schema: types with a meaning that is not known. */
    void forgetUnknown(FileMetaData metadata) {
        for (int index : unknown) {
            SchemaElement element = metadata.getSchema().get(index);
            element.unsetLogicalType();
            element.unsetConverted_type();
        }
    }

    /**
     * Looks for columns whose type contradicts itself, such as a decimal of a thousand digits in four bytes.
     * They are unreadable from now on.
     *
     * @param accepts whether parquet-java takes a footer with the schema of one column, without row groups
     */
    void findContradictions(FileMetaData metadata, Predicate<FileMetaData> accepts) {
        for (int column = 0; column < columnAt.size(); column++) {
            int index = columnAt.get(column);
            SchemaElement element = metadata.getSchema().get(index);
            if (!accepts.test(ofOne(element))) {
                unknown.add(index);
                unreadable.putIfAbsent(column, "a logical type that contradicts it");
            }
        }
    }

    private static FileMetaData ofOne(SchemaElement column) {
        SchemaElement root = new SchemaElement("root").setNum_children(1);
        return new FileMetaData(1, List.of(root, column), 0, List.of());
    }
}
