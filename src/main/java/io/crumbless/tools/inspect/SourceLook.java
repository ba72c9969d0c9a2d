package io.crumbless.tools.inspect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What some files of one form look like.
 *
 * @param name how they are called: their path, with wildcards if they are several
 * @param files how many there are
 * @param looked how many were looked into
 * @param rows records that were looked at
 * @param whole whether every record of every file was
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
        Map<String, Long> malformed,
        List<String> faults,
        List<String> otherForms) {
    public SourceLook {
        columns = List.copyOf(columns);
        malformed = Map.copyOf(malformed);
        faults = List.copyOf(faults);
        otherForms = List.copyOf(otherForms);
    }

    public Optional<ColumnLook> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    public List<String> columnNames() {
        return columns.stream().map(ColumnLook::name).toList();
    }
}
