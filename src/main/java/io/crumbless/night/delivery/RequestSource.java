package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.delivery.CanonicalColumn.Need;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code requests} in a job file: a source of requests for the register.
 *
 * @param name name in messages and in the register
 */
public record RequestSource(String name, Form form) {
    static final List<CanonicalColumn> COLUMNS = List.of(
            new CanonicalColumn("subject_id", Need.EVERY_RECORD),
            new CanonicalColumn("kind", Need.EVERY_RECORD),
            new CanonicalColumn("requested_at", Need.EVERY_RECORD),
            new CanonicalColumn("reference", Need.SOME),
            new CanonicalColumn("purposes", Need.SOME),
            new CanonicalColumn("jurisdiction", Need.SOME));

    /** The form of the requests. */
    public sealed interface Form {
        /** One request per row. */
        record Rows(DeliveryPlace place, ColumnMapping columns, Optional<ZoneId> zone, TimeForms times)
                implements Form {}

        /** One OpenDSR request per file. */
        record OpenDsrFiles(Location path) implements Form {}
    }

    /**
     * Reads one entry; problems are added to those of the file.
     *
     * @param jobFolder folder of the job file, absolute, against which relative paths are resolved
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
