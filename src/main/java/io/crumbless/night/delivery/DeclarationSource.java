package io.crumbless.night.delivery;

import io.crumbless.kernel.declaration.DoubledHour;
import io.crumbless.kernel.declaration.IntakeRules;
import io.crumbless.kernel.profile.IdFold;
import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.YamlMapping;
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
 * @param ids what its subject ids ignore
 * @param mapping how its statements are made of its records; empty where they are delivered as they are
 * @param doubledHour what its times without offset mean that the clocks showed twice
 * @param times how it writes them
 */
public record DeclarationSource(
        String name,
        DeliveryPlace place,
        ColumnMapping columns,
        Delivers delivers,
        Optional<ZoneId> zone,
        Optional<String> jurisdiction,
        IdFold ids,
        Optional<StatementMapping> mapping,
        DoubledHour doubledHour,
        TimeForms times) {
    /**
     * Reads one entry; what is wrong with it is noted with the file's other problems.
     *
     * @param jobFolder folder of the job file, absolute, from which relative paths go
     */
    public static DeclarationSource read(YamlMapping source, Path jobFolder) {
        return read(source, jobFolder, IdFold.EXACT);
    }

    /**
     * As {@link #read(YamlMapping, Path)}.
     *
     * @param jobIds what ids ignore where the source does not say
     */
    public static DeclarationSource read(YamlMapping source, Path jobFolder, IdFold jobIds) {
        String name = source.parsed("name", SourceName::checked, "");
        DeliveryPlace place = DeliveryPlace.read(source, jobFolder);
        Optional<StatementMapping> mapping = StatementMappingReader.read(source, place);
        ColumnMapping columns =
                mapping.isPresent() ? mapping.get().delivered() : ColumnMapping.read(source, DeclarationColumns.ALL);
        Delivers delivers =
                source.word("delivers", Names.words(List.of(Delivers.values()), Delivers::word), Delivers.SNAPSHOT);
        Optional<ZoneId> zone = source.optionalParsed("zone", ZoneId::of);
        Optional<String> jurisdiction = source.optionalString("jurisdiction");
        IdFold ids = IdSettings.subjects(source, jobIds);
        DoubledHour doubledHour = TimeForms.doubledHour(source);
        TimeForms times = TimeForms.read(source, DeclarationColumns.ALL, zone);
        source.finish();
        return new DeclarationSource(
                name, place, columns, delivers, zone, jurisdiction, ids, mapping, doubledHour, times);
    }

    /** What of this bears on admission. */
    public IntakeRules intakeRules(ZoneId jobZone) {
        return new IntakeRules(name, zone, jobZone, jurisdiction, ids, delivers == Delivers.INCREMENT, doubledHour);
    }
}
