package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.delivery.CanonicalColumn.Need;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code activations} in a job file: a log of uses of values. Nights do not read it; {@code explain} and
 * {@code statement} do.
 *
 * @param path may hold <code>{date}</code> and wildcards
 * @param zone of times without offset; if empty, such times are an error
 * @param times format of times
 */
public record ActivationSource(
        String name, Location path, FileFormat format, ColumnMapping columns, Optional<ZoneId> zone, TimeForms times) {
    static final List<CanonicalColumn> COLUMNS = List.of(
            new CanonicalColumn("subject_id", Need.EVERY_RECORD),
            new CanonicalColumn("activated_at", Need.EVERY_RECORD),
            new CanonicalColumn("action", Need.EVERY_RECORD),
            new CanonicalColumn("purpose", Need.SOME),
            new CanonicalColumn("channel", Need.SOME),
            new CanonicalColumn("attribute", Need.SOME),
            new CanonicalColumn("declaration_id", Need.SOME));

    /**
     * Reads one entry; problems are added to those of the file.
     *
     * @param jobFolder folder of the job file, absolute, against which paths are resolved
     */
    public static ActivationSource read(YamlMapping source, Path jobFolder) {
        String name = source.parsed("name", SourceName::checked, "");
        String path = source.string("path");
        FileFormat format = FileFormat.read(source, path);
        format.table()
                .ifPresent(table -> source.problem(
                        source.has("format") ? "format" : "path",
                        "Unsupported format " + table.word()
                                + " of activations: deliver CSV, JSON Lines, Avro or Parquet"));
        ColumnMapping columns = ColumnMapping.read(source, COLUMNS);
        Optional<ZoneId> zone = source.optionalParsed("zone", ZoneId::of);
        TimeForms times = TimeForms.read(source, COLUMNS, zone);
        source.finish();
        return new ActivationSource(
                name, Location.of(jobFolder).resolveGlob(path.isEmpty() ? "." : path), format, columns, zone, times);
    }
}
