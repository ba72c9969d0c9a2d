package io.crumbless.tools.inspect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Describes the content of files of one form.
 *
 * @param name their path, with wildcards if there are several
 * @param files number of files
 * @param looked number of files inspected
 * @param rows number of records inspected
 * @param whole whether every record of every file was inspected
 * @param items paths of lists of objects
 * @param answers columns known to hold answers of people
 * @param malformed counts of malformed records by reason
 * @param faults files that could not be read, with the reasons
 * @param otherForms files whose form differs from that of the first, with their forms
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

    /** The same description with columns that are known to hold answers. */
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
     * Words in CSV that seem to mean null, in addition to those valid in every file: they occur in several columns, or
     * in a column of numbers, times or ids.
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
