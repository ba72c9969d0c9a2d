package io.crumbless.kernel.declaration;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One delivered record as text, field by field, without surrounding white space; null where the record has no value or
 * only white space. Nothing has been checked yet.
 *
 * <p>Purposes are ids separated by {@code ;} or {@code ,}, or a JSON array of strings. Times are ISO 8601 dates and
 * times with offset, or without one if the source names a zone.
 */
public final class RawStatement {
    /** Characters; far longer than any customer number. */
    static final int LONGEST_ID = 1024;

    /** The index of each delivered column in {@link #texts}, in the order of {@link StatementField#DELIVERED}. */
    private static final int[] INDEXES =
            StatementField.DELIVERED.stream().mapToInt(StatementField::index).toArray();

    /** By {@link StatementField#index()}. */
    private final @Nullable String[] texts;

    private RawStatement(@Nullable String[] texts) {
        this.texts = texts;
    }

    /**
     * Removes surrounding white space, once for all readers of the record.
     *
     * @param delivered texts of the record, one for each of {@link StatementField#DELIVERED}
     */
    public static RawStatement of(@Nullable String[] delivered) {
        @Nullable String[] texts = new @Nullable String[StatementField.ALL.size()];
        for (int i = 0; i < INDEXES.length; i++) {
            texts[INDEXES[i]] = Delivered.text(delivered[i]);
        }
        return new RawStatement(texts);
    }

    /** The record that a source would deliver for this statement. */
    static RawStatement of(Statement statement) {
        return new RawStatement(DeliveredForm.of(statement));
    }

    /** The text of a field. */
    public @Nullable String text(StatementField<?> field) {
        return texts[field.index()];
    }

    /** The subject of the record; null if it names none, or has free text in place of the id. */
    public @Nullable String namedSubject() {
        return id(text(StatementField.SUBJECT_ID));
    }

    /** The subject that this {@code subject_id} names, by the same rule. */
    public static @Nullable String namedSubject(@Nullable String delivered) {
        return id(Delivered.text(delivered));
    }

    /** The id of the statement, by the same rule. */
    public @Nullable String namedDeclaration() {
        return id(text(StatementField.DECLARATION_ID));
    }

    private static @Nullable String id(@Nullable String text) {
        return text == null || isTooLong(text) ? null : text;
    }

    /** Whether a text is too long for an id, in Unicode characters. */
    static boolean isTooLong(String text) {
        return text.length() > LONGEST_ID && text.codePointCount(0, text.length()) > LONGEST_ID;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawStatement statement && Arrays.equals(texts, statement.texts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(texts);
    }

    @Override
    public String toString() {
        return "(raw statement)";
    }
}
