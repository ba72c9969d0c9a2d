package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.NoticeRef;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One delivered record as text, by the canonical declaration columns, without surrounding white space; null where the
 * record has no value or nothing but white space. Nothing has been checked yet.
 *
 * @param purposes ids separated by {@code ;} or {@code ,}, or a JSON array of strings
 * @param revisedAt when the source last changed the record; a time as {@code declaredAt}
 * @param declaredAt ISO 8601 date and time with offset, or without one where the source names a zone
 */
public record RawStatement(
        @Nullable String declarationId,
        @Nullable String subjectId,
        @Nullable String action,
        @Nullable String attribute,
        @Nullable String value,
        @Nullable String purposes,
        @Nullable String noticeId,
        @Nullable String noticeVersion,
        @Nullable String noticeLanguage,
        @Nullable String channel,
        @Nullable String elicitation,
        @Nullable String declaredBy,
        @Nullable String recordedBy,
        @Nullable String confirmed,
        @Nullable String declaredAt,
        @Nullable String validUntil,
        @Nullable String jurisdiction,
        @Nullable String legalBasis,
        @Nullable String evidenceRef,
        @Nullable String revisedAt) {
    /** Characters; no customer number comes near. */
    static final int LONGEST_ID = 1024;

    /** Takes surrounding white space away, once for all who read the record. */
    public RawStatement {
        declarationId = Delivered.text(declarationId);
        subjectId = Delivered.text(subjectId);
        action = Delivered.text(action);
        attribute = Delivered.text(attribute);
        value = Delivered.text(value);
        purposes = Delivered.text(purposes);
        noticeId = Delivered.text(noticeId);
        noticeVersion = Delivered.text(noticeVersion);
        noticeLanguage = Delivered.text(noticeLanguage);
        channel = Delivered.text(channel);
        elicitation = Delivered.text(elicitation);
        declaredBy = Delivered.text(declaredBy);
        recordedBy = Delivered.text(recordedBy);
        confirmed = Delivered.text(confirmed);
        declaredAt = Delivered.text(declaredAt);
        validUntil = Delivered.text(validUntil);
        jurisdiction = Delivered.text(jurisdiction);
        legalBasis = Delivered.text(legalBasis);
        evidenceRef = Delivered.text(evidenceRef);
        revisedAt = Delivered.text(revisedAt);
    }

    /** The record that a source would deliver to say this. */
    static RawStatement of(Statement statement) {
        NoticeRef notice = statement.notice();
        Integer validUntil = statement.validUntilEpochDay();
        return new RawStatement(
                statement.declarationId(),
                statement.subject().value(),
                statement.action().word(),
                statement.attribute(),
                statement.value(),
                String.join(";", statement.purposes()),
                notice == null ? null : notice.id(),
                notice == null ? null : notice.version(),
                notice == null ? null : notice.language(),
                statement.channel(),
                statement.elicitation(),
                statement.declaredBy().word(),
                statement.recordedBy(),
                String.valueOf(statement.confirmed()),
                moment(statement.declaredAtMicros()),
                validUntil == null ? null : LocalDate.ofEpochDay(validUntil).toString(),
                statement.jurisdiction(),
                statement.legalBasis(),
                statement.evidenceRef(),
                statement.revisedAtMicros() == null ? null : moment(statement.revisedAtMicros()));
    }

    private static String moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }

    /** Whom the record names: null where it names nobody, or where a letter stands in place of the id. */
    public @Nullable String namedSubject() {
        return id(subjectId);
    }

    /** Whom a record with this {@code subject_id} names, by the same rule. */
    public static @Nullable String namedSubject(@Nullable String delivered) {
        return id(Delivered.text(delivered));
    }

    /** The statement the record names, by the same rule. */
    public @Nullable String namedDeclaration() {
        return id(declarationId);
    }

    private static @Nullable String id(@Nullable String text) {
        return text == null || isTooLong(text) ? null : text;
    }

    /** Whether a text that should be an id is longer than any, in characters of Unicode. */
    static boolean isTooLong(String text) {
        return text.length() > LONGEST_ID && text.codePointCount(0, text.length()) > LONGEST_ID;
    }

    @Override
    public String toString() {
        return "(raw statement)";
    }
}
