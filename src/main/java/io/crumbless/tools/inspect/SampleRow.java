package io.crumbless.tools.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One record of a delivery in any format. It contains personal data, so {@code toString} does not show the values.
 *
 * @param texts texts by column; nested fields are named {@code a.b}; a list has several texts; nulls are empty texts
 * @param lists columns that contain lists
 * @param items items of lists of objects, by the path of the list: the fields of each item, named as in {@code texts}
 * @param fractions columns whose type is fractional, whatever their values look like
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

    /** The texts of a column that are not blank or words for null. */
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
