package io.crumbless.night.delivery;

import io.crumbless.kernel.profile.YesOrNo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Defines how statements are created from the records of a source that does not deliver statements: a closed mapping
 * that infers nothing. {@link StatementMappingReader} reads it from a job file; {@link StatementMaker} applies it.
 *
 * @param shape shape of the records
 * @param columns columns from which statements are created; the numbers below are positions in them
 * @param delivered columns that are read of each record: the same, or, if items are JSON in one column, those of the
 *     record including it
 * @param items path of the items of a record; empty unless the shape is nested
 * @param fields source of the text of each field, by the canonical columns
 * @param answers shape wide: columns of the answers
 * @param questions other shapes: the questions that count, by {@link WordMap#plain} of the text of the field attribute;
 *     empty if that field contains attributes
 * @param values other shapes: columns of which the non-empty one is the value
 * @param purposes boolean columns of one purpose each; empty if purposes are in another column
 * @param idOf columns that form the id; empty if records have one
 * @param filter which records count, by {@code filterColumns}
 * @param itemFilter which items count
 * @param version column of the form's version; -1 if it is not evaluated
 * @param versions known versions of the form
 */
public record StatementMapping(
        DeclarationShape shape,
        ColumnMapping columns,
        ColumnMapping delivered,
        String items,
        List<FieldSource> fields,
        List<Answer> answers,
        Map<String, Question> questions,
        List<Integer> values,
        List<Purpose> purposes,
        List<Integer> idOf,
        RowFilter filter,
        List<Integer> filterColumns,
        RowFilter itemFilter,
        List<Integer> itemFilterColumns,
        int version,
        Set<String> versions) {
    /** No column. */
    static final int NONE = -1;

    public StatementMapping {
        fields = List.copyOf(fields);
        answers = List.copyOf(answers);
        questions = Collections.unmodifiableMap(new LinkedHashMap<>(questions));
        values = List.copyOf(values);
        purposes = List.copyOf(purposes);
        idOf = List.copyOf(idOf);
        filterColumns = List.copyOf(filterColumns);
        itemFilterColumns = List.copyOf(itemFilterColumns);
        versions = Set.copyOf(versions);
    }

    /**
     * The source of the text of a field.
     *
     * @param column the column; {@link #NONE} if there is none
     * @param constant constant for every statement, instead of a column
     * @param words meaning of the texts of the column; null if they are canonical
     */
    record FieldSource(
            int column, @Nullable String constant, @Nullable WordMap words) {}

    /**
     * The columns of the answer to a question in a record of shape wide.
     *
     * @param columns one, or several that form one list
     * @param choices of several boolean columns: the answer each represents; empty if they contain answers
     */
    record Answer(Question question, List<Integer> columns, List<String> choices) {
        Answer {
            columns = List.copyOf(columns);
            choices = List.copyOf(choices);
        }

        /** The value that the record declares; null for none, or {@link Question#UNKNOWN}. */
        @Nullable
        String value(@Nullable String[] delivered) {
            if (columns.size() == 1 && choices.isEmpty()) {
                return question.value(delivered[columns.get(0)]);
            }
            List<String> found = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                String text = delivered[columns.get(i)];
                if (text == null || text.isBlank()) {
                    continue;
                }
                Optional<Boolean> chosen = choices.isEmpty() ? Optional.of(true) : YesOrNo.of(text.strip());
                if (chosen.isEmpty()) {
                    return Question.UNKNOWN;
                }
                if (chosen.get()) {
                    found.add(choices.isEmpty() ? text : choices.get(i));
                }
            }
            return question.list(found);
        }
    }

    /** A purpose with its boolean column. */
    record Purpose(int column, String id) {}

    /** Whether items are JSON in one column, and not part of the record as read. */
    boolean hasItemsInCells() {
        return !columns.equals(delivered);
    }

    /** The question that an item or a row answers; null if it answers none that counts. */
    @Nullable
    Question question(String delivered) {
        return questions.get(WordMap.plain(delivered));
    }

    /** The source's name of the column with the action; empty if the job file states the action. */
    public Optional<String> actionColumn() {
        int column = fields.get(StatementBase.ACTION).column();
        return column == NONE ? Optional.empty() : Optional.of(columns.delivered(column));
    }

    /** Attributes of the questions, each once. */
    public List<String> attributes() {
        return Stream.concat(answers.stream().map(Answer::question), questions.values().stream())
                .map(Question::attribute)
                .distinct()
                .toList();
    }
}
