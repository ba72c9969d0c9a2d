package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.IdFold;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The settings of one source in the job file that affect admission.
 *
 * @param source name of the source, recorded in each of its statements
 * @param zone zone of times without offset; if empty, such times are refused
 * @param jobZone zone of the job, whose days count for notices, dates of birth and end dates: every statement has one
 *     day, regardless of the zone of its source
 * @param jurisdiction jurisdiction of records that name none
 * @param ids which differences in the spelling of subject ids are ignored
 * @param revises whether the revision time of records is used; in a source that delivers everything every night,
 *     tonight's record is the latest anyway
 * @param doubledHour how times without offset in a daylight saving overlap are interpreted
 */
public record IntakeRules(
        String source,
        Optional<ZoneId> zone,
        ZoneId jobZone,
        Optional<String> jurisdiction,
        IdFold ids,
        boolean revises,
        DoubledHour doubledHour) {
    /** Rules of a source that distinguishes all spellings of ids and may report revision times. */
    public IntakeRules(String source, Optional<ZoneId> zone, ZoneId jobZone, Optional<String> jurisdiction) {
        this(source, zone, jobZone, jurisdiction, IdFold.EXACT, true, DoubledHour.REFUSED);
    }
}
