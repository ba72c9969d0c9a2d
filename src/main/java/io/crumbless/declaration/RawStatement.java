package io.crumbless.declaration;

import org.jspecify.annotations.Nullable;

/**
 * One delivered record as text, by the canonical declaration columns; null where the record has no value. Nothing has
 * been checked yet.
 *
 * @param purposes ids separated by {@code ;} or {@code ,}, or a JSON array of strings
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
        @Nullable String evidenceRef) {
    @Override
    public String toString() {
        return "(raw statement)";
    }
}
