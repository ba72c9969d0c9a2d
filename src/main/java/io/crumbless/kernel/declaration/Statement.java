package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.SubjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement of one attribute by one person, past the admission bar: a declaration or a withdrawal.
 *
 * <p>A statement is identified by all of its fields: the same {@code declarationId} with another content is another
 * statement, so the order in which deliveries arrive never matters.
 *
 * @param source name of the source in the job file; declaration ids are unique within it
 * @param attribute name of the attribute, or {@link #EVERYTHING} in a withdrawal
 * @param value canonical text; null in a withdrawal, and in a logged declaration whose value is gone
 * @param purposes ids, sorted, no repeats; empty in a withdrawal of all purposes
 * @param notice null in a withdrawal
 * @param channel word of the channel; may be null in a withdrawal, as may all that follows but the time
 * @param declaredAtMicros microseconds since the epoch, UTC
 * @param validUntilEpochDay last day the person allowed its use, in days since the epoch
 * @param revisedAtMicros when the source last changed the record, microseconds since the epoch, UTC; null where its
 *     revisions are not mapped
 */
public record Statement(
        String source,
        String declarationId,
        SubjectId subject,
        Action action,
        String attribute,
        @Nullable String value,
        List<String> purposes,
        @Nullable NoticeRef notice,
        @Nullable String channel,
        @Nullable String elicitation,
        DeclaredBy declaredBy,
        @Nullable String recordedBy,
        boolean confirmed,
        long declaredAtMicros,
        @Nullable Integer validUntilEpochDay,
        @Nullable String jurisdiction,
        @Nullable String legalBasis,
        @Nullable String evidenceRef,
        @Nullable Long revisedAtMicros) {
    /** The attribute of a withdrawal that withdraws everything. */
    public static final String EVERYTHING = "*";

    public Statement {
        purposes = List.copyOf(purposes);
    }

    /** A statement of a source whose revisions are not mapped. */
    public Statement(
            String source,
            String declarationId,
            SubjectId subject,
            Action action,
            String attribute,
            @Nullable String value,
            List<String> purposes,
            @Nullable NoticeRef notice,
            @Nullable String channel,
            @Nullable String elicitation,
            DeclaredBy declaredBy,
            @Nullable String recordedBy,
            boolean confirmed,
            long declaredAtMicros,
            @Nullable Integer validUntilEpochDay,
            @Nullable String jurisdiction,
            @Nullable String legalBasis,
            @Nullable String evidenceRef) {
        this(
                source,
                declarationId,
                subject,
                action,
                attribute,
                value,
                purposes,
                notice,
                channel,
                elicitation,
                declaredBy,
                recordedBy,
                confirmed,
                declaredAtMicros,
                validUntilEpochDay,
                jurisdiction,
                legalBasis,
                evidenceRef,
                null);
    }

    public boolean declares() {
        return action == Action.DECLARE;
    }

    /** The same statement after its value has gone. */
    public Statement withoutValue() {
        return new Statement(
                source,
                declarationId,
                subject,
                action,
                attribute,
                null,
                purposes,
                notice,
                channel,
                elicitation,
                declaredBy,
                recordedBy,
                confirmed,
                declaredAtMicros,
                validUntilEpochDay,
                jurisdiction,
                legalBasis,
                evidenceRef,
                revisedAtMicros);
    }

    /** The same, of another subject. */
    Statement by(SubjectId other) {
        return new Statement(
                source,
                declarationId,
                other,
                action,
                attribute,
                value,
                purposes,
                notice,
                channel,
                elicitation,
                declaredBy,
                recordedBy,
                confirmed,
                declaredAtMicros,
                validUntilEpochDay,
                jurisdiction,
                legalBasis,
                evidenceRef,
                revisedAtMicros);
    }

    @Override
    public String toString() {
        return "(statement of " + source + ")";
    }
}
