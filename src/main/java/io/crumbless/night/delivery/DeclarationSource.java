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
 * @param name name in statements, refusals and messages; lower-case letters, digits and dashes
 * @param zone zone of times without offset; if empty, such times are refused
 * @param jurisdiction jurisdiction of records that name none
 * @param ids which differences in the spelling of subject ids are ignored
 * @param mapping how statements are created from records; empty if records are delivered as statements
 * @param doubledHour meaning of times without offset in a daylight saving overlap
 * @param times time formats of its columns
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
     * Reads one entry; problems are added to those of the file.
     *
     * @param jobFolder folder of the job file, absolute, against which relative paths are resolved
     */
    public static DeclarationSource read(YamlMapping source, Path jobFolder) {
        return read(source, jobFolder, IdFold.EXACT);
    }

    /**
     * As {@link #read(YamlMapping, Path)}.
     *
     * @param jobIds folding of ids if the source does not define its own
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

    /** The settings that affect admission. */
    public IntakeRules intakeRules(ZoneId jobZone) {
        return new IntakeRules(name, zone, jobZone, jurisdiction, ids, delivers == Delivers.INCREMENT, doubledHour);
    }
}
