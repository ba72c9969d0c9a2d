package io.crumbless.tools.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One record of a delivery, whatever its format. Personal: it has no {@code toString} of its values.
 *
 * @param texts by column; nested fields are called {@code a.b}; several where the record holds a list, empty texts for nulls
 * @param lists columns that hold lists
 * @param items of lists of objects, by the path of the list: the fields of each, called as in {@code texts}
 * @param fractions columns whose type is one of fractions, whatever their values look like
 */
public record SampleRow(
        Map<String, List<String>> texts, Set<String> lists, Map<String, List<SampleRow>> items, Set<String> fractions) {
    SampleRow() {
        this(new LinkedHashMap<>(), new LinkedHashSet<>(), new LinkedHashMap<>(), new LinkedHashSet<>());
    }

    void add(String column, String text) {
        texts.computeIfAbsent(column, any -> new ArrayList<>(1)).add(text);
    }

    void addItem(String list, SampleRow item) {
        items.computeIfAbsent(list, any -> new ArrayList<>()).add(item);
    }

    /** The texts of a column that say something. */
    public List<String> said(String column) {
        return texts.getOrDefault(column, List.of()).stream()
                .map(String::strip)
                .filter(text -> !NothingWords.isOne(text))
                .toList();
    }

    @Override
    public String toString() {
        return "(record of " + texts.size() + " columns)";
    }
}
