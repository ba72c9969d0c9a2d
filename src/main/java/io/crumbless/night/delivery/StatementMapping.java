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
 * How the statements of a source are made of its records, where they are not delivered as they are: a closed mapping, which
 * states what it states and infers nothing. {@link StatementMappingReader} reads it from a job file; {@link StatementMaker}
 * carries it out.
 *
 * @param shape what one record stands for
 * @param columns what statements are made of; the numbers below are those of its columns
 * @param delivered what is read of each record: the columns, or where items stand as JSON in one, those of the record with it
 * @param items path of the items of a record; empty unless the shape is nested
 * @param fields where the text of each field comes from, by the canonical columns
 * @param answers shape wide: where the answers stand
 * @param questions other shapes: the questions that count, by {@link WordMap#plain} of what the field attribute holds; empty
 *     where it holds attributes
 * @param values other shapes: columns of which the one that holds something is the value
 * @param purposes columns that say yes or no of one purpose each; empty where purposes stand elsewhere
 * @param idOf columns that an id is made of; empty where records have one
 * @param filter which records count, by {@code filterColumns}
 * @param itemFilter which items count
 * @param version column of the form's version; -1 where none is asked for
 * @param versions that are known
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
     * Where the text of a field comes from.
     *
     * @param column that is read; {@link #NONE} where there is none
     * @param constant that holds for every statement, in place of a column
     * @param words what the texts of the column mean; null where they are our own
     */
    record FieldSource(
            int column, @Nullable String constant, @Nullable WordMap words) {}

    /**
     * Where the answer to a question stands in a record of shape wide.
     *
     * @param columns one, or several that make one list
     * @param choices of several columns that say yes or no: the answer each stands for; empty where they hold answers
     */
    record Answer(Question question, List<Integer> columns, List<String> choices) {
        Answer {
            columns = List.copyOf(columns);
            choices = List.copyOf(choices);
        }

        /** What the record answers: a value, nothing at all, or {@link Question#UNKNOWN}. */
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

    /** A purpose, and the column that says yes or no of it. */
    record Purpose(int column, String id) {}

    /** Whether items stand as JSON in a column, and are no part of the record as it is read. */
    boolean hasItemsInCells() {
        return !columns.equals(delivered);
    }

    /** The question that an item, or a row, answers; null where it answers none that counts. */
    @Nullable
    Question question(String delivered) {
        return questions.get(WordMap.plain(delivered));
    }

    /** What the source calls the column that says what a record does; empty where the job file states that. */
    public Optional<String> actionColumn() {
        int column = fields.get(StatementBase.ACTION).column();
        return column == NONE ? Optional.empty() : Optional.of(columns.delivered(column));
    }

    /** Attributes that are asked for by name, each once. */
    public List<String> attributes() {
        return Stream.concat(answers.stream().map(Answer::question), questions.values().stream())
                .map(Question::attribute)
                .distinct()
                .toList();
    }
}
