package io.crumbless.night.delivery;

import io.crumbless.columnar.text.JsonItems;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.declaration.StatementField.DeliveredIn;
import io.crumbless.night.delivery.CanonicalColumn.Need;
import io.crumbless.night.delivery.StatementMapping.Answer;
import io.crumbless.night.delivery.StatementMapping.FieldSource;
import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the mapping of a source's records to statements, and reports every problem in it. */
final class StatementMappingReader {
    /** With any of these keys, the statements of a source are created by a mapping. */
    private static final List<String> KEYS =
            List.of("shape", "constants", "words", "values", "lists", "items", "id-of", "where", "form-versions");

    /** Fields that differ between records, so they cannot be constants. */
    private static final Set<StatementField<?>> OF_EACH_RECORD =
            Set.of(StatementField.VALUE, StatementField.REVISED_AT);

    /** Fields that may be constants. */
    static final Set<String> CONSTANTS = keys(StatementField.DELIVERED.stream()
            .filter(field -> field.deliveredIn() != DeliveredIn.EVERY_RECORD && !OF_EACH_RECORD.contains(field)));

    /** Fields whose words can be mapped; attributes are mapped under {@code values}. */
    static final Set<String> WORDS = keys(
            StatementField.DELIVERED.stream().filter(field -> field.isOfWords() && field != StatementField.ATTRIBUTE));

    private static final String PURPOSES = "purposes";

    private static final Set<String> ACTIONS = Set.of("declare", ActionWords.WITHDRAW);

    private final YamlMapping source;
    private final DeclarationShape shape;
    private final JsonItems items;
    private final MappedColumns columns = new MappedColumns(
            Stream.concat(CONSTANTS.stream(), Stream.of("action")).collect(Collectors.toUnmodifiableSet()));

    private List<String> valueNames = List.of("value");

    private final List<StatementMapping.Purpose> purposes = new ArrayList<>();

    /** Whether none of the records can declare anything. */
    private boolean onlyWithdraws;

    private StatementMappingReader(YamlMapping source) {
        this.source = source;
        this.shape = source.optionalWord(
                        "shape", Names.words(List.of(DeclarationShape.values()), DeclarationShape::word))
                .orElse(DeclarationShape.TALL);
        this.items = new JsonItems(source.optionalString("items").orElse(""));
    }

    private static Set<String> keys(Stream<StatementField<?>> fields) {
        return fields.map(DeclarationColumns::column).map(CanonicalColumn::key).collect(Collectors.toUnmodifiableSet());
    }

    /** Reads the mapping; empty if records are delivered as statements. */
    static Optional<StatementMapping> read(YamlMapping source, DeliveryPlace place) {
        boolean tall = source.has("shape")
                && source.optionalString("shape").filter("tall"::equals).isPresent();
        if (KEYS.stream().noneMatch(key -> source.has(key) && !(tall && key.equals("shape")))) {
            return Optional.empty();
        }
        return Optional.of(new StatementMappingReader(source).read(place));
    }

    private StatementMapping read(DeliveryPlace place) {
        boolean nested = shape == DeclarationShape.NESTED;
        boolean json = place instanceof DeliveryPlace.Files files && files.format() instanceof FileFormat.JsonLines;
        if (nested != source.has("items")) {
            problem(nested ? "shape" : "items", "shape nested, and no other, names its 'items'");
        }
        Map<Integer, String> constants = constants(source, true);
        Map<Integer, WordMap> words = words();
        QuestionsReader questions = new QuestionsReader(source, shape, entry -> constants(entry, false));
        words.keySet().stream()
                .filter(constants::containsKey)
                .map(field -> DeclarationColumns.ALL.get(field).key())
                .forEach(key -> problem("words", "'" + key + "' is a constant, which needs no words"));
        ActionWords actions = actions(constants, words);
        onlyWithdraws = isWithdrawal(constants.get(number("action")), words.get(number("action")));
        Map<String, Integer> mappedFields = fields(constants, questions.all());
        List<Integer> idOf = idOf();
        List<FieldSource> fields = new ArrayList<>();
        for (int field = 0; field < DeclarationColumns.ALL.size(); field++) {
            String key = DeclarationColumns.ALL.get(field).key();
            fields.add(new FieldSource(
                    mappedFields.getOrDefault(key, StatementMapping.NONE), constants.get(field), words.get(field)));
        }
        List<Answer> answers = shape == DeclarationShape.WIDE ? answers(questions) : List.of();
        List<Integer> values = shape == DeclarationShape.WIDE ? List.of() : values();
        RowFilter filter = RowFilter.read(source);
        RowFilter ofRecords = some(filter, false);
        RowFilter ofItems = some(filter, true);
        List<Integer> filterColumns = filterColumns(ofRecords);
        List<Integer> itemFilterColumns = filterColumns(ofItems);
        Set<String> versions = new LinkedHashSet<>();
        int version = version(versions);
        checkIds(mappedFields, idOf);
        ColumnMapping mapping = columns.mapping(ColumnAllowances.read(source, columns.mayLack()), actions);
        Map<String, Question> byKey = new LinkedHashMap<>();
        if (shape != DeclarationShape.WIDE) {
            questions.values().forEach((key, question) -> byKey.put(WordMap.plain(key), question));
        }
        return new StatementMapping(
                shape,
                mapping,
                nested && !json && source.has("items") ? MappedColumns.ofCells(mapping, items) : mapping,
                nested ? source.optionalString("items").orElse("") : "",
                fields,
                answers,
                byKey,
                values,
                purposes,
                idOf,
                ofRecords,
                filterColumns,
                ofItems,
                itemFilterColumns,
                version,
                versions);
    }

    private void problem(String key, String why) {
        source.problem(key, "Invalid " + source.name(key) + ": " + why);
    }

    /** Constants for every statement, or for every answer to one question, by the number of the field. */
    private Map<Integer, String> constants(YamlMapping stated, boolean ofSource) {
        Map<Integer, String> constants = new HashMap<>();
        stated.optionalMapping("constants").ifPresent(written -> {
            for (int field = 0; field < DeclarationColumns.ALL.size(); field++) {
                String key = DeclarationColumns.ALL.get(field).key();
                boolean attribute = key.equals("attribute") && shape != DeclarationShape.WIDE;
                if (CONSTANTS.contains(key) || (ofSource && (attribute || key.equals("action")))) {
                    int number = field;
                    constant(written, key).ifPresent(text -> constants.put(number, text));
                }
            }
            written.finish();
        });
        return constants;
    }

    private static Optional<String> constant(YamlMapping written, String key) {
        if (key.equals("purposes") && written.isList(key)) {
            List<String> ids = QuestionsReader.texts(written, key);
            return ids.isEmpty() ? Optional.empty() : Optional.of(String.join(";", ids));
        }
        Optional<String> text = written.optionalString(key);
        if (key.equals("action") && text.isPresent() && !ACTIONS.contains(text.get())) {
            written.problem(key, "Unknown " + written.name(key) + " '" + text.get() + "': declare or withdraw");
        }
        return text;
    }

    /** The mapping of words, by the number of the field. */
    private Map<Integer, WordMap> words() {
        Map<Integer, WordMap> words = new HashMap<>();
        source.optionalMapping("words").ifPresent(written -> {
            for (int field = 0; field < DeclarationColumns.ALL.size(); field++) {
                String key = DeclarationColumns.ALL.get(field).key();
                int number = field;
                if (WORDS.contains(key)) {
                    written.optionalMapping(key).ifPresent(table -> words.put(number, words(key, table)));
                }
            }
            written.finish();
        });
        return words;
    }

    private static WordMap words(String key, YamlMapping table) {
        WordMap words = WordMap.read(table);
        if (key.equals("action") && !ACTIONS.containsAll(words.meanings())) {
            table.problem(
                    table.place(),
                    "Invalid " + table.label() + ": each word means declare or withdraw, and nothing else");
        }
        return words;
    }

    private ActionWords actions(Map<Integer, String> constants, Map<Integer, WordMap> words) {
        int action = number("action");
        if (constants.containsKey(action)) {
            return new ActionWords(
                    Set.of(),
                    ActionWords.WITHDRAW.equals(constants.get(action))
                            ? ActionWords.Every.WITHDRAWS
                            : ActionWords.Every.DECLARES);
        }
        WordMap table = words.get(action);
        if (table == null) {
            return ActionWords.OURS;
        }
        Set<String> withdrawals = new HashSet<>(table.delivered());
        withdrawals.removeIf(word -> !ActionWords.WITHDRAW.equals(table.of(word)));
        return new ActionWords(
                withdrawals,
                withdrawals.containsAll(table.delivered()) ? ActionWords.Every.WITHDRAWS : ActionWords.Every.EITHER);
    }

    private static int number(String key) {
        for (int i = 0; i < DeclarationColumns.ALL.size(); i++) {
            if (DeclarationColumns.ALL.get(i).key().equals(key)) {
                return i;
            }
        }
        throw new IllegalArgumentException("Unknown field: " + key);
    }

    private List<Answer> answers(QuestionsReader questions) {
        List<Answer> answers = new ArrayList<>();
        questions
                .values()
                .forEach((column, question) -> answers.add(new Answer(
                        question, List.of(columns.want(column, Need.EVERY_DECLARATION, "values")), List.of())));
        for (QuestionsReader.Several list : questions.lists()) {
            List<Integer> numbers = list.columns().stream()
                    .map(name -> columns.want(name, Need.EVERY_DECLARATION, "lists"))
                    .toList();
            answers.add(new Answer(list.question(), numbers, list.choices()));
        }
        Set<String> attributes = new HashSet<>();
        for (Answer answer : answers) {
            if (!attributes.add(answer.question().attribute())) {
                problem(
                        "shape",
                        "two columns answer '" + answer.question().attribute()
                                + "'; put them together under 'lists', or leave one out");
            }
        }
        return answers;
    }

    /** Columns of the fields, by their keys. */
    private Map<String, Integer> fields(Map<Integer, String> constants, List<Question> all) {
        Map<String, Integer> numbers = new HashMap<>();
        Optional<YamlMapping> written = source.optionalMapping("columns");
        for (int field = 0; field < DeclarationColumns.ALL.size(); field++) {
            CanonicalColumn column = DeclarationColumns.ALL.get(field);
            String key = column.key();
            if (shape == DeclarationShape.WIDE ? isAnswer(key) : key.equals("value")) {
                continue;
            }
            boolean ticked = key.equals(PURPOSES)
                    && written.filter(of -> of.isMapping(key)).isPresent();
            Optional<String> name = written.filter(any -> !ticked).flatMap(columnsOf -> columnsOf.optionalString(key));
            if (ticked) {
                written.flatMap(columnsOf -> columnsOf.optionalMapping(key)).ifPresent(boxes -> boxes.strings()
                        .forEach((box, purpose) -> purposes.add(new StatementMapping.Purpose(
                                columns.want(box, Need.EVERY_DECLARATION, "columns." + PURPOSES), purpose))));
            }
            int number = field;
            boolean ofQuestions = !all.isEmpty()
                    && all.stream().allMatch(question -> question.constants().containsKey(number));
            boolean stated = constants.containsKey(field) || ofQuestions;
            boolean made = key.equals("declaration-id") && source.has("id-of");
            if ((name.isPresent() || ticked) && (stated || made)) {
                problem("columns", "'" + key + "' is stated twice, here and under " + (made ? "id-of" : "constants"));
            }
            if (!stated && !made && !ticked && !(name.isEmpty() && isNotNeeded(column))) {
                numbers.put(key, columns.wantField(column, name));
            }
        }
        written.ifPresent(columnsOf -> {
            if (shape != DeclarationShape.WIDE && columnsOf.has("value")) {
                valueNames = columnsOf.isList("value")
                        ? QuestionsReader.texts(columnsOf, "value")
                        : columnsOf.optionalString("value").map(List::of).orElse(valueNames);
            }
            columnsOf.finish();
        });
        return numbers;
    }

    /** A withdrawal lacks most fields of a declaration. */
    private boolean isNotNeeded(CanonicalColumn column) {
        return onlyWithdraws && column.needed() == Need.EVERY_DECLARATION;
    }

    private static boolean isWithdrawal(@Nullable String constant, @Nullable WordMap words) {
        return constant != null
                ? constant.equals(ActionWords.WITHDRAW)
                : words != null && words.meanings().equals(Set.of(ActionWords.WITHDRAW));
    }

    private static boolean isAnswer(String key) {
        return key.equals("attribute") || key.equals("value");
    }

    /** Each record has at most one of them, so a file may lack any. */
    private List<Integer> values() {
        if (valueNames.size() == 1) {
            CanonicalColumn value = DeclarationColumns.ALL.get(number("value"));
            if (isNotNeeded(value) && valueNames.get(0).equals(value.name())) {
                return List.of();
            }
            String name = valueNames.get(0);
            return List.of(columns.wantField(value, name.equals(value.name()) ? Optional.empty() : Optional.of(name)));
        }
        return valueNames.stream().map(columns::wantOneOf).toList();
    }

    private List<Integer> idOf() {
        return QuestionsReader.texts(source, "id-of").stream()
                .map(name -> columns.want(name, Need.EVERY_RECORD, "id-of"))
                .toList();
    }

    /** Reports ids that would be the same for all items of a record. */
    private void checkIds(Map<String, Integer> fields, List<Integer> idOf) {
        if (shape != DeclarationShape.NESTED) {
            return;
        }
        Integer id = fields.get("declaration-id");
        List<Integer> parts = idOf.isEmpty() && id != null ? List.of(id) : idOf;
        if (parts.stream().noneMatch(this::isOfItem)) {
            problem(
                    "shape",
                    "nothing distinguishes the items of a record; map columns.declaration-id to a column of the items, or name"
                            + " under 'id-of' what makes an id, with one of them");
        }
    }

    private boolean isOfItem(int column) {
        return items.column(columns.delivered(column)).isOfItem();
    }

    private RowFilter some(RowFilter filter, boolean ofItems) {
        return filter.onColumns(column -> items.column(column).isOfItem() == ofItems);
    }

    private List<Integer> filterColumns(RowFilter filter) {
        return filter.columns().stream()
                .map(name -> columns.want(name, Need.SOME, "where"))
                .toList();
    }

    private int version(Set<String> versions) {
        Optional<YamlMapping> written = source.optionalMapping("form-versions");
        if (written.isEmpty() || written.get().keys().size() != 1) {
            written.ifPresent(
                    any -> problem("form-versions", "name one column, and the versions of the form it may hold"));
            return StatementMapping.NONE;
        }
        String column = written.get().keys().get(0);
        versions.addAll(QuestionsReader.texts(written.get(), column));
        return columns.want(column, Need.EVERY_RECORD, "form-versions");
    }
}
