package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.delivery.CanonicalColumn.Need;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code requests} in a job file: where requests of people are delivered for the register.
 *
 * @param name in messages and in the register
 */
public record RequestSource(String name, Form form) {
    static final List<CanonicalColumn> COLUMNS = List.of(
            new CanonicalColumn("subject_id", Need.EVERY_RECORD),
            new CanonicalColumn("kind", Need.EVERY_RECORD),
            new CanonicalColumn("requested_at", Need.EVERY_RECORD),
            new CanonicalColumn("reference", Need.SOME),
            new CanonicalColumn("purposes", Need.SOME),
            new CanonicalColumn("jurisdiction", Need.SOME));

    /** How they are written. */
    public sealed interface Form {
        /** A request a row. */
        record Rows(DeliveryPlace place, ColumnMapping columns, Optional<ZoneId> zone, TimeForms times)
                implements Form {}

        /** A request a file, of OpenDSR. */
        record OpenDsrFiles(Location path) implements Form {}
    }

    /**
     * Reads one entry; what is wrong with it is noted with the file's other problems.
     *
     * @param jobFolder folder of the job file, absolute, from which relative paths go
     */
    public static RequestSource read(YamlMapping source, Path jobFolder) {
        String name = source.parsed("name", SourceName::checked, "");
        Form form = source.optionalString("opendsr")
                .<Form>map(path -> new Form.OpenDsrFiles(Location.of(jobFolder).resolveGlob(path)))
                .orElseGet(() -> rows(source, jobFolder));
        source.finish();
        return new RequestSource(name, form);
    }

    private static Form rows(YamlMapping source, Path jobFolder) {
        DeliveryPlace place = DeliveryPlace.read(source, jobFolder);
        ColumnMapping columns = ColumnMapping.read(source, COLUMNS);
        Optional<ZoneId> zone = source.optionalParsed("zone", ZoneId::of);
        return new Form.Rows(place, columns, zone, TimeForms.read(source, COLUMNS, zone));
    }
}
