package io.crumbless.night.delivery;

import io.crumbless.night.delivery.CanonicalColumn.Need;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code erasures} in a job file: who asked for what we hold of them to be erased.
 *
 * @param name in messages and in the access log
 * @param zone of times without offset; empty where such times are an error
 * @param times how they are written
 * @param where which records count; their columns stand behind {@link #COLUMNS}
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
     * Reads one entry; what is wrong with it is noted with the file's other problems.
     *
     * @param jobFolder folder of the job file, absolute, from which relative paths go
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
