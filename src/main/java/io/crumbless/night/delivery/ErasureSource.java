package io.crumbless.night.delivery;

import io.crumbless.night.delivery.CanonicalColumn.Need;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code erasures} in a job file: a source of erasure requests.
 *
 * @param name name in messages and in the access log
 * @param zone zone of times without offset; if empty, such times are an error
 * @param times format of times
 * @param where which records count; its columns follow {@link #COLUMNS}
 */
public record ErasureSource(
        String name,
        DeliveryPlace place,
        ColumnMapping columns,
        Optional<ZoneId> zone,
        TimeForms times,
        RowFilter where) {
    static final List<CanonicalColumn> COLUMNS = List.of(
            new CanonicalColumn("subject_id", Need.EVERY_RECORD),
            new CanonicalColumn("requested_at", Need.EVERY_RECORD),
            new CanonicalColumn("reason", Need.SOME));

    /**
     * Reads one entry; problems are added to those of the file.
     *
     * @param jobFolder folder of the job file, absolute, against which relative paths are resolved
     */
    public static ErasureSource read(YamlMapping source, Path jobFolder) {
        String name = source.parsed("name", SourceName::checked, "");
        DeliveryPlace place = DeliveryPlace.read(source, jobFolder);
        RowFilter where = RowFilter.read(source);
        ColumnMapping columns = ColumnMapping.read(source, COLUMNS).and(where);
        Optional<ZoneId> zone = source.optionalParsed("zone", ZoneId::of);
        TimeForms times = TimeForms.read(source, COLUMNS, zone);
        source.finish();
        return new ErasureSource(name, place, columns, zone, times, where);
    }
}
