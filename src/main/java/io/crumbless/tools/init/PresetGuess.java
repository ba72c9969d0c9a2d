package io.crumbless.tools.init;

import io.crumbless.night.job.PresetSigns;
import io.crumbless.tools.inspect.FileForm;
import io.crumbless.tools.inspect.SourceLook;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Recognises exports for which there is a preset, by columns that must all be present. */
final class PresetGuess {
    /** One column is not enough to recognise a program. */
    private static final int FEWEST_COLUMNS = 2;

    private static final List<PresetSigns> SHIPPED = PresetSigns.shipped();

    private PresetGuess() {}

    /** The matching preset with the most columns; empty if none matches, or if two match equally well. */
    static Optional<PresetSigns> of(SourceKind kind, SourceLook look) {
        List<PresetSigns> fitting = SHIPPED.stream()
                .filter(preset -> preset.kind()
                        .equals(kind.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .filter(preset -> preset.format().isEmpty()
                        || preset.format().get().equals(look.form().kind().word()))
                .filter(preset -> preset.header().isEmpty() ? hasColumns(preset, look) : hasPlaces(preset, look))
                .sorted(Comparator.comparingInt(
                                (PresetSigns preset) -> preset.columns().size())
                        .reversed())
                .toList();
        boolean alike = fitting.size() > 1
                && fitting.get(0).columns().size() == fitting.get(1).columns().size();
        return alike ? Optional.empty() : fitting.stream().findFirst();
    }

    /**
     * Whether a file without a header matches the preset: it has the same number of columns, and either many of them or
     * the keys of pairs.
     */
    private static boolean hasPlaces(PresetSigns preset, SourceLook look) {
        return look.form().kind() == FileForm.Kind.CSV
                && !look.form().hasHeader()
                && look.form().columns().size() == preset.header().size()
                && (preset.header().size() > FEWEST_COLUMNS || hasPairs(preset, look));
    }

    private static boolean hasPairs(PresetSigns preset, SourceLook look) {
        return look.columns().stream()
                .anyMatch(column -> column.pairKeys().stream().anyMatch(preset.pairKeys()::contains));
    }

    private static boolean hasColumns(PresetSigns preset, SourceLook look) {
        List<String> wanted = preset.columns().stream().distinct().toList();
        return wanted.size() >= FEWEST_COLUMNS && wanted.stream().allMatch(column -> isThere(column, look));
    }

    /**
     * Whether a column is present. {@code *} stands for any key and {@code @key} for its name; a list or object is
     * present if its fields are.
     */
    private static boolean isThere(String column, SourceLook look) {
        String pattern = Stream.of(column.split("\\.", -1))
                .filter(part -> !part.startsWith("@"))
                .map(part -> part.equals("*") ? "[^.]+" : Pattern.quote(part))
                .collect(Collectors.joining("\\."));
        Pattern path = Pattern.compile(pattern + "(\\..*)?");
        return look.columnNames().stream().anyMatch(name -> path.matcher(name).matches());
    }
}
