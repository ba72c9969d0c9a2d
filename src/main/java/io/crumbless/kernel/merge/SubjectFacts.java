package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.kernel.provenance.ProvidedValue;
import java.util.List;

/**
 * All that one night knows of one subject, in no particular order.
 *
 * @param logged the evidence log before the night
 * @param arrivals statements that passed the admission bar this night
 * @param provided legacy values the person once typed in
 * @param stripped counts of legacy values that were stripped already
 * @param erased whether the person has asked to be erased
 * @param heardFromMicros what was said before is erased: when a person who was erased was re-admitted; else
 *     {@link #ALWAYS}
 * @param withdrawnElsewhere what was withdrawn under other spellings of the id; those withdrawals are logged there
 * @param revoked declarations of the log whose record their source delivers tonight as something that is not admitted
 * @param restriction what the person asked not to be used
 */
public record SubjectFacts(
        SubjectId subject,
        List<LogEntry> logged,
        List<Arrival> arrivals,
        List<ProvidedValue> provided,
        List<Removal> stripped,
        boolean erased,
        long readmittedAtMicros,
        List<WithdrawnPurposes> withdrawnElsewhere,
        List<Statement> revoked,
        Restriction restriction) {
    /** Of somebody who never was erased. */
    public static final long ALWAYS = Long.MIN_VALUE;

    /** Facts of somebody who was not re-admitted after an erasure. */
    public SubjectFacts(
            SubjectId subject,
            List<LogEntry> logged,
            List<Arrival> arrivals,
            List<ProvidedValue> provided,
            List<Removal> stripped,
            boolean erased) {
        this(subject, logged, arrivals, provided, stripped, erased, ALWAYS, List.of(), List.of(), Restriction.NONE);
    }

    /** The same facts with some declarations of the log revoked. */
    public SubjectFacts withRevoked(List<Statement> declarations) {
        return new SubjectFacts(
                subject,
                logged,
                arrivals,
                provided,
                stripped,
                erased,
                readmittedAtMicros,
                withdrawnElsewhere,
                List.copyOf(declarations),
                restriction);
    }

    /** The same, of a person who asked that something is not used. */
    public SubjectFacts under(Restriction asked) {
        return new SubjectFacts(
                subject,
                logged,
                arrivals,
                provided,
                stripped,
                erased,
                readmittedAtMicros,
                withdrawnElsewhere,
                revoked,
                asked);
    }
}
