package io.crumbless.night.delivery;

import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the questions of a source: its keys {@code values} and {@code lists}. */
final class QuestionsReader {
    private final YamlMapping source;
    private final DeclarationShape shape;
    private final Function<YamlMapping, Map<Integer, String>> constants;
    private final Map<String, Question> values = new LinkedHashMap<>();
    private final List<Several> lists = new ArrayList<>();

    /** @param constants reads the constants for every answer to one question */
    QuestionsReader(YamlMapping source, DeclarationShape shape, Function<YamlMapping, Map<Integer, String>> constants) {
        this.source = source;
        this.shape = shape;
        this.constants = constants;
        readValues();
        readLists();
    }

    /** Several columns that form one list. */
    record Several(Question question, List<String> columns, List<String> choices) {}

    /** Questions by their names in the source. */
    Map<String, Question> values() {
        return Collections.unmodifiableMap(values);
    }

    List<Several> lists() {
        return List.copyOf(lists);
    }

    /** Every question. */
    List<Question> all() {
        List<Question> all = new ArrayList<>(values.values());
        lists.forEach(list -> all.add(list.question()));
        return all;
    }

    private void readValues() {
        source.optionalMapping("values").ifPresent(written -> {
            for (String name : written.keys()) {
                values.put(name, question(written, name));
            }
        });
        if (shape == DeclarationShape.WIDE && !source.has("values") && !source.has("lists")) {
            problem("shape", "shape wide lists its columns under 'values', or several of them under 'lists'");
        }
    }

    private Question question(YamlMapping written, String name) {
        if (!written.isMapping(name)) {
            String attribute = written.optionalString(name).orElse("");
            return new Question(attribute, Optional.empty(), Set.of(), Optional.empty(), false, Map.of());
        }
        YamlMapping entry = written.mapping(name);
        Question question = question(entry.string("attribute"), entry);
        entry.finish();
        return question;
    }

    private Question question(String attribute, YamlMapping entry) {
        Set<String> none = new HashSet<>();
        texts(entry, "no-answer").forEach(word -> none.add(WordMap.plain(word)));
        Optional<WordMap> answers = entry.optionalMapping("answers").map(WordMap::read);
        Optional<String> separator = entry.optionalString("separator");
        boolean several = entry.optionalFlag("several").orElse(false);
        if (several && shape != DeclarationShape.NESTED) {
            entry.problem("several", "Invalid " + entry.name("several") + ": it goes with 'shape: nested'");
        }
        return new Question(attribute, answers, none, separator, several, constants.apply(entry));
    }

    private void readLists() {
        source.optionalMapping("lists").ifPresent(written -> {
            if (shape != DeclarationShape.WIDE) {
                problem("lists", "several columns make one list in shape wide alone");
            }
            written.mappings().forEach((attribute, entry) -> lists.add(several(attribute, entry)));
        });
    }

    private Several several(String attribute, YamlMapping entry) {
        Question question = question(attribute, entry);
        Map<String, String> choices =
                entry.optionalMapping("choices").map(YamlMapping::strings).orElse(Map.of());
        List<String> columnsOf = texts(entry, "columns");
        if (choices.isEmpty() == columnsOf.isEmpty()) {
            entry.problem(
                    entry.place(),
                    "Invalid " + entry.label()
                            + ": name either 'columns', which hold answers, or 'choices', which say yes or no");
        }
        entry.finish();
        return choices.isEmpty()
                ? new Several(question, columnsOf, List.of())
                : new Several(question, List.copyOf(choices.keySet()), List.copyOf(choices.values()));
    }

    private void problem(String key, String why) {
        source.problem(key, "Invalid " + source.name(key) + ": " + why);
    }

    static List<String> texts(YamlMapping yaml, String key) {
        return yaml.texts(key).stream().map(SettingText::text).toList();
    }
}
