package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.IdFold;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The settings of one source in the job file that affect admission.
 *
 * @param source name of the source, which every statement of it carries
 * @param zone zone of its times without offset; where it is empty, such times are refused
 * @param jobZone zone of the job, whose days count for notices and dates of birth as they do for ends: one statement
 *     has one day, wherever its source is
 * @param jurisdiction jurisdiction of its records that name none
 * @param ids what its subject ids ignore
 * @param revises whether the time at which a record was revised is taken; where everything is delivered every night,
 *     tonight's record is the last anyway
 * @param doubledHour what its times without offset mean that the clocks showed twice
 */
public record IntakeRules(
        String source,
        Optional<ZoneId> zone,
        ZoneId jobZone,
        Optional<String> jurisdiction,
        IdFold ids,
        boolean revises,
        DoubledHour doubledHour) {
    /** Rules of a source whose ids are taken exactly, and that may state when it changed a record. */
    public IntakeRules(String source, Optional<ZoneId> zone, ZoneId jobZone, Optional<String> jurisdiction) {
        this(source, zone, jobZone, jurisdiction, IdFold.EXACT, true, DoubledHour.REFUSED);
    }
}
