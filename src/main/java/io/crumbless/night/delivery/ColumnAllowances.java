package io.crumbless.night.delivery;

import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a source says of its columns beside their names; the keys {@code optional} and {@code ignore-columns} of a source.
 *
 * @param optional keys of columns that a file may lack; each is as if it were empty there
 * @param ignored columns that nobody reads, on purpose
 */
public record ColumnAllowances(Set<String> optional, Set<String> ignored) {
    /** Every mapped column is in every file, and nobody said why others are not read. */
    public static final ColumnAllowances NONE = new ColumnAllowances(Set.of(), Set.of());

    public ColumnAllowances {
        optional = Set.copyOf(optional);
        ignored = Set.copyOf(ignored);
    }

    /**
     * Reads both keys; what is wrong is put down as problems of the source.
     *
     * @param mayLack keys that a file can do without
     */
    public static ColumnAllowances read(YamlMapping source, Set<String> mayLack) {
        Set<String> optional = texts(source, "optional");
        for (String key : optional) {
            if (!mayLack.contains(key)) {
                source.problem(
                        "optional",
                        "Invalid " + source.name("optional") + " '" + key + "': "
                                + (mayLack.isEmpty()
                                        ? "every file needs all columns that are mapped"
                                        : "of the columns that are mapped a file can do without "
                                                + mayLack.stream().sorted().toList()));
            }
        }
        return new ColumnAllowances(optional, texts(source, "ignore-columns"));
    }

    private static Set<String> texts(YamlMapping source, String key) {
        List<SettingText> written = source.texts(key);
        Set<String> texts = new LinkedHashSet<>();
        written.forEach(text -> texts.add(text.text()));
        return texts;
    }
}
