package io.crumbless.warehouse.remark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where something was found, from the general to the specific: {@code profiles/part-0.parquet, row group 1, row 12,
 * 'email'}. Row groups and rows count from 0, as in Parquet tools.
 */
public final class Place {
    /** Names, and remarks to be translated. */
    private final List<Object> parts;

    private Place(List<Object> parts) {
        this.parts = parts;
    }

    /** @param file path below the snapshot */
    public static Place of(String file) {
        return new Place(List.of(file));
    }

    /** All datasets together. */
    public static Place sideBySide() {
        return new Place(List.of(Remark.of(Code.SIDE_BY_SIDE)));
    }

    /** An entry of the access log. */
    public static Place accessLogEntry(long entry) {
        return new Place(List.of(Remark.of(Code.ACCESS_LOG), Remark.of(Code.ENTRY, entry)));
    }

    /** A table of the control database. */
    public static Place table(String name) {
        return new Place(List.of(Remark.of(Code.CONTROL_DATABASE), Remark.of(Code.TABLE, name)));
    }

    public Place rowGroup(int rowGroup) {
        return with(Remark.of(Code.ROW_GROUP, rowGroup));
    }

    public Place row(long row) {
        return with(Remark.of(Code.ROW, row));
    }

    public Place column(String name) {
        return with(Remark.of(Code.COLUMN, name));
    }

    public Place attribute(String name) {
        return with("'" + name + "'");
    }

    /** Names, and remarks to be translated. */
    List<Object> parts() {
        return parts;
    }

    static Place ofParts(List<Object> parts) {
        return new Place(List.copyOf(parts));
    }

    private Place with(Object part) {
        List<Object> longer = new ArrayList<>(parts);
        longer.add(part);
        return new Place(List.copyOf(longer));
    }

    String in(String language) {
        return parts.stream()
                .map(part -> part instanceof Remark remark ? remark.in(language) : (String) part)
                .collect(Collectors.joining(", "));
    }

    /** In English. */
    @Override
    public String toString() {
        return in(RemarkSentences.ENGLISH);
    }
}
