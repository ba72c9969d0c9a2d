package io.crumbless.settings.policy;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.crumbless.kernel.policy.PolicyFileNames;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.provenance.ListedSegment;
import io.crumbless.kernel.provenance.Segments;
import io.crumbless.kernel.provenance.Taxonomy;
import io.crumbless.kernel.provenance.Trait;
import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.SourcePosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code segments.csv}: segment_id, name, source, traits ({@code name:kind; name:kind}). A fifth column, note, is
 * for readers of the file and has no effect.
 */
final class SegmentsReader {
    static final List<String> HEADER = List.of("segment_id", "name", "source", "traits");
    private static final List<String> HEADER_WITH_NOTE = List.of("segment_id", "name", "source", "traits", "note");

    private final Problems problems;
    private final Map<String, Origin> kinds;
    private final Taxonomy taxonomy;
    private final Map<String, Map<String, ListedSegment>> bySource = new LinkedHashMap<>();
    private final Map<String, Integer> firstLines = new LinkedHashMap<>();
    private int columns = HEADER.size();

    /** @param kinds of traits, from {@code provenance.yaml} */
    SegmentsReader(Problems problems, Map<String, Origin> kinds, Taxonomy taxonomy) {
        this.problems = problems;
        this.kinds = kinds;
        this.taxonomy = taxonomy;
    }

    Segments read(String text) {
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .extraFieldStrategy(de.siegmar.fastcsv.reader.FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(de.siegmar.fastcsv.reader.FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            boolean header = true;
            for (CsvRecord row : rows) {
                if (header) {
                    columns = row.getFieldCount();
                }
                if (header
                        && !row.getFields().equals(HEADER)
                        && !row.getFields().equals(HEADER_WITH_NOTE)) {
                    note(
                            row,
                            "Invalid header " + row.getFields() + ": expected " + String.join(",", HEADER)
                                    + ", and note behind them if you like");
                    return new Segments(bySource);
                }
                if (!header) {
                    row(row);
                }
                header = false;
            }
            if (header) {
                problems.add(
                        new SourcePosition(PolicyFileNames.SEGMENTS, 0),
                        "Missing header: the first line is " + String.join(",", HEADER));
            }
        } catch (CsvParseException e) {
            problems.add(new SourcePosition(PolicyFileNames.SEGMENTS, 0), "Invalid CSV: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Segments(bySource);
    }

    private void row(CsvRecord row) {
        if (row.getFieldCount() != columns) {
            note(row, "Invalid row: it has " + row.getFieldCount() + " fields, the header has " + columns);
            return;
        }
        String id = row.getField(0).strip();
        String name = row.getField(1).strip();
        String source = row.getField(2).strip();
        if (id.isEmpty() || name.isEmpty()) {
            note(row, "Missing " + (id.isEmpty() ? "segment_id" : "name"));
            return;
        }
        checkTaxonomy(row, id, name);
        Integer first = firstLines.putIfAbsent(source + "\n" + id, line(row));
        if (first != null) {
            note(row, "Invalid segment_id '" + id + "': listed twice for the same source, first on line " + first);
            return;
        }
        List<Trait> traits = traits(row);
        if (traits.isEmpty()) {
            return;
        }
        bySource.computeIfAbsent(source, any -> new LinkedHashMap<>()).put(id, new ListedSegment(id, name, traits));
    }

    /** Ids of the taxonomy must exist there, with the given name: a common error is an id in the wrong line. */
    private void checkTaxonomy(CsvRecord row, String id, String name) {
        if (!taxonomy.owns(id)) {
            return;
        }
        Optional<Taxonomy.Segment> segment = taxonomy.find(id);
        if (segment.isEmpty()) {
            note(row, "Unknown segment_id '" + id + "': neither IAB Audience Taxonomy 1.1 nor 1.0 has it");
        } else if (!segment.get().name().equals(name)) {
            note(
                    row,
                    "Invalid name '" + name + "': segment " + id + " is '"
                            + segment.get().name() + "'");
        }
    }

    private List<Trait> traits(CsvRecord row) {
        List<Trait> traits = new ArrayList<>();
        for (String written : row.getField(3).split(";", -1)) {
            String[] parts = written.strip().split(":", -1);
            if (parts.length != 2 || parts[0].isBlank()) {
                note(row, "Invalid trait '" + written.strip() + "': expected name:kind, several separated by ';'");
                return List.of();
            }
            Origin origin = kinds.get(parts[1]);
            if (origin == null) {
                note(row, "Unknown trait kind '" + parts[1] + "'" + Names.hint(parts[1], kinds.keySet()));
                return List.of();
            }
            traits.add(new Trait(parts[0], parts[1], origin));
        }
        return traits;
    }

    private void note(CsvRecord row, String message) {
        problems.add(new SourcePosition(PolicyFileNames.SEGMENTS, line(row)), message);
    }

    private static int line(CsvRecord row) {
        return (int) row.getStartingLineNumber();
    }
}
