package io.crumbless.night.job;

import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The characteristics by which an export is matched with a shipped preset.
 *
 * @param name of the preset
 * @param kind kind of its source: {@code memberships}, {@code declarations} and so on
 * @param format its format; empty if there are several
 * @param shape shape of its records; empty if not specified
 * @param columns that must be present, or keys with {@code *} for any
 * @param header column names for files without header
 * @param mapped columns by the keys of the fields
 * @param pairKeys words that {@code where} asks for in the keys of pairs
 * @param fields fields of the source that it maps or sets, by their keys
 */
public record PresetSigns(
        String name,
        String kind,
        Optional<String> format,
        String shape,
        List<String> columns,
        List<String> header,
        Map<String, String> mapped,
        List<String> pairKeys,
        List<String> fields) {
    public PresetSigns {
        columns = List.copyOf(columns);
        header = List.copyOf(header);
        mapped = Map.copyOf(mapped);
        pairKeys = List.copyOf(pairKeys);
        fields = List.copyOf(fields);
    }

    /** The position of a field's column in a file without header, from 0. */
    public OptionalInt place(String field) {
        int place = header.indexOf(mapped.getOrDefault(field, ""));
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** The shipped presets, sorted by name. */
    public static List<PresetSigns> shipped() {
        Presets presets = new Presets(Path.of(""), new Problems());
        return Presets.SHIPPED.stream()
                .sorted()
                .map(name -> of(name, presets.shipped(name)))
                .toList();
    }

    private static PresetSigns of(String name, YamlMapping preset) {
        List<String> columns = new ArrayList<>();
        Map<String, String> mapped = new HashMap<>();
        List<String> fields = new ArrayList<>();
        preset.optionalMapping("columns").ifPresent(written -> {
            fields.addAll(written.keys());
            written.keys().stream().filter(key -> !written.isList(key)).forEach(key -> written.optionalString(key)
                    .ifPresent(column -> mapped.put(key, column)));
            written.keys().stream()
                    // If several may contain a value, a record has one of them.
                    .filter(key -> !written.isList(key))
                    .flatMap(key -> written.optionalString(key).stream())
                    .forEach(columns::add);
        });
        preset.optionalMapping("where").ifPresent(written -> columns.addAll(written.keys()));
        preset.optionalMapping("constants").ifPresent(written -> fields.addAll(written.keys()));
        if (preset.isList("id-of")) {
            fields.add("declaration-id");
        }
        List<String> header = preset.optionalMapping("csv").stream()
                .flatMap(csv -> csv.isList("header") ? csv.texts("header").stream() : Stream.empty())
                .map(SettingText::text)
                .toList();
        List<String> pairKeys = new ArrayList<>();
        preset.optionalMapping("where").ifPresent(written -> written.keys().stream()
                .filter(key -> key.endsWith(".key") && written.isList(key))
                .forEach(key -> written.texts(key).forEach(word -> pairKeys.add(word.text()))));
        return new PresetSigns(
                name,
                preset.string("preset-of"),
                preset.optionalString("format"),
                preset.optionalString("shape").orElse(""),
                columns,
                header,
                mapped,
                pairKeys,
                fields);
    }
}
