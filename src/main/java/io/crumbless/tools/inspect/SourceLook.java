package io.crumbless.tools.inspect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What some files of one form look like.
 *
 * @param name how they are called: their path, with wildcards if they are several
 * @param files how many there are
 * @param looked how many were looked into
 * @param rows records that were looked at
 * @param whole whether every record of every file was
 * @param items paths of lists of objects
 * @param answers columns that hold answers of people, so far as that is known
 * @param malformed records against the format, by the word of the reason
 * @param faults files that could not be read, each with the reason
 * @param otherForms files that are written otherwise than the first, each with how
 */
public record SourceLook(
        String name,
        long files,
        long looked,
        long bytes,
        long rows,
        boolean whole,
        FileForm form,
        List<ColumnLook> columns,
        List<String> items,
        Set<String> answers,
        Map<String, Long> malformed,
        List<String> faults,
        List<String> otherForms) {
    private static final int FEWEST_SIGNS = 2;

    public SourceLook {
        columns = List.copyOf(columns);
        items = List.copyOf(items);
        answers = Set.copyOf(answers);
        malformed = Map.copyOf(malformed);
        faults = List.copyOf(faults);
        otherForms = List.copyOf(otherForms);
    }

    /** The same, with what is known of its answers from elsewhere. */
    public SourceLook answering(Collection<String> columnsOfAnswers) {
        return new SourceLook(
                name,
                files,
                looked,
                bytes,
                rows,
                whole,
                form,
                columns,
                items,
                Set.copyOf(columnsOfAnswers),
                malformed,
                faults,
                otherForms);
    }

    /**
     * Words of CSV that seem to stand for nothing wherever they are, beside those that every file may have: they stand in several
     * columns, or where the others are numbers, times or ids.
     */
    public List<String> nullWords() {
        if (form.kind() != FileForm.Kind.CSV) {
            return List.of();
        }
        SortedMap<String, Integer> signs = new TreeMap<>();
        for (ColumnLook column : columns) {
            boolean decides =
                    column.said() > 0 && (column.isKey() || column.form().orElse(TextForm.TEXT) != TextForm.TEXT);
            column.nothing().keySet().forEach(word -> signs.merge(word, decides ? FEWEST_SIGNS : 1, Integer::sum));
        }
        NothingWords.OF_EVERY_CSV.forEach(signs::remove);
        return signs.entrySet().stream()
                .filter(word -> word.getValue() >= FEWEST_SIGNS)
                .map(Map.Entry::getKey)
                .toList();
    }

    public Optional<ColumnLook> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    public List<String> columnNames() {
        return columns.stream().map(ColumnLook::name).toList();
    }
}
