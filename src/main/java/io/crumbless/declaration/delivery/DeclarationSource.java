package io.crumbless.declaration.delivery;

import io.crumbless.declaration.IntakeRules;
import io.crumbless.settings.Names;
import io.crumbless.settings.YamlMapping;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code declarations} in a job file.
 *
 * @param name in statements, refusals and messages; lower-case letters, digits and dashes
 * @param zone of times without offset; empty where such times are to be refused
 * @param jurisdiction of records that name none
 */
public record DeclarationSource(
        String name,
        DeliveryPlace place,
        ColumnMapping columns,
        Delivers delivers,
        Optional<ZoneId> zone,
        Optional<String> jurisdiction) {
    /**
     * Reads one entry; what is wrong with it is noted with the file's other problems.
     *
     * @param jobFolder folder of the job file, absolute, from which relative paths go
     */
    public static DeclarationSource read(YamlMapping source, Path jobFolder) {
        String name = source.parsed("name", SourceName::checked, "");
        DeliveryPlace place = DeliveryPlace.read(source, jobFolder);
        ColumnMapping columns = ColumnMapping.read(source, DeclarationColumns.ALL);
        Delivers delivers =
                source.word("delivers", Names.words(List.of(Delivers.values()), Delivers::word), Delivers.SNAPSHOT);
        Optional<ZoneId> zone = source.optionalParsed("zone", ZoneId::of);
        Optional<String> jurisdiction = source.optionalString("jurisdiction");
        source.finish();
        return new DeclarationSource(name, place, columns, delivers, zone, jurisdiction);
    }

    /** What of this bears on admission. */
    public IntakeRules intakeRules(ZoneId jobZone) {
        return new IntakeRules(name, zone, jobZone, jurisdiction);
    }
}
