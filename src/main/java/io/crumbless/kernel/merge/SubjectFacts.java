package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.kernel.provenance.ProvidedValue;
import java.util.List;

/**
 * Everything that a night knows about one subject, in no particular order.
 *
 * @param logged the evidence log before the night
 * @param arrivals statements that were admitted this night
 * @param provided legacy values the person once typed in
 * @param stripped counts of legacy values that were already stripped
 * @param erased whether the person has asked to be erased
 * @param readmittedAtMicros when an erased person was re-admitted, microseconds since the epoch, UTC; earlier facts stay
 *     erased. {@link #ALWAYS} if the person was never erased
 * @param withdrawnElsewhere what was withdrawn under other spellings of the id; those withdrawals are logged there
 * @param revoked logged declarations whose record tonight's delivery contains in a form that is not admitted
 * @param restriction which values the person asked not to be used
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
    /** Of a person who was never erased. */
    public static final long ALWAYS = Long.MIN_VALUE;

    /** Facts of a person who was not re-admitted after an erasure. */
    public SubjectFacts(
            SubjectId subject,
            List<LogEntry> logged,
            List<Arrival> arrivals,
            List<ProvidedValue> provided,
            List<Removal> stripped,
            boolean erased) {
        this(subject, logged, arrivals, provided, stripped, erased, ALWAYS, List.of(), List.of(), Restriction.NONE);
    }

    /** The same facts with some logged declarations revoked. */
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

    /** The facts of a re-admitted person after the re-admission: without earlier statements and all provided values. */
    SubjectFacts sinceReadmission(List<LogEntry> laterLogged, List<Arrival> laterArrivals) {
        return new SubjectFacts(
                subject,
                laterLogged,
                laterArrivals,
                List.of(),
                stripped,
                false,
                ALWAYS,
                withdrawnElsewhere,
                revoked,
                restriction);
    }

    /** The same facts under a restriction. */
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
