package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.SubjectId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An admitted statement of one person about one attribute: a declaration or a withdrawal. Its content is a value for
 * each {@link StatementField}.
 *
 * <p>A statement is identified by all of its fields: the same {@code declarationId} with other content is another
 * statement, so the order in which deliveries arrive never matters.
 */
public final class Statement {
    /** The attribute of a withdrawal that withdraws everything. */
    public static final String EVERYTHING = "*";

    private static final StatementField<?>[] REQUIRED =
            StatementField.ALL.stream().filter(StatementField::isRequired).toArray(StatementField<?>[]::new);

    /** By {@link StatementField#index()}; each value has the type of its field. */
    private final @Nullable Object[] values;

    private final long declaredAtMicros;

    private Statement(@Nullable Object[] values) {
        this.values = values;
        this.declaredAtMicros = required(StatementField.DECLARED_AT);
    }

    /** A builder without any field set. */
    public static Builder builder() {
        return new Builder(new @Nullable Object[StatementField.ALL.size()]);
    }

    /** Collects the fields of one statement, in any order. */
    public static final class Builder {
        /** The values of a builder that has built its statement. */
        private static final @Nullable Object[] NONE = {};

        private @Nullable Object[] values;

        private Builder(@Nullable Object[] values) {
            this.values = values;
        }

        /** @param value null leaves the field empty */
        public <T> Builder with(StatementField<T> field, @Nullable T value) {
            values[field.index()] = value;
            return this;
        }

        /** Sets the fields of the notice that was shown; null leaves them empty. */
        public Builder withNotice(@Nullable NoticeRef notice) {
            return with(StatementField.NOTICE_ID, notice == null ? null : notice.id())
                    .with(StatementField.NOTICE_VERSION, notice == null ? null : notice.version())
                    .with(StatementField.NOTICE_LANGUAGE, notice == null ? null : notice.language());
        }

        /** @throws IllegalStateException if a required field is empty */
        public Statement build() {
            for (StatementField<?> field : REQUIRED) {
                if (values[field.index()] == null) {
                    throw new IllegalStateException("Missing " + field + ": every statement has it");
                }
            }
            @Nullable Object[] given = values;
            values = NONE;
            return new Statement(given);
        }
    }

    /** The value of a field; null if the statement has none. */
    @SuppressWarnings("unchecked") // the builder accepts only values of the field's type
    public <T> @Nullable T get(StatementField<T> field) {
        return (T) values[field.index()];
    }

    private <T> T required(StatementField<T> field) {
        return Objects.requireNonNull(get(field));
    }

    /** The same statement with another value in one field. */
    private <T> Statement with(StatementField<T> field, @Nullable T value) {
        return new Builder(values.clone()).with(field, value).build();
    }

    /** The same statement after its value was deleted. */
    public Statement withoutValue() {
        return with(StatementField.VALUE, null);
    }

    /** The same statement of another subject. */
    Statement by(SubjectId other) {
        return with(StatementField.SUBJECT_ID, other);
    }

    public boolean declares() {
        return action() == Action.DECLARE;
    }

    /** Name of the source in the job file; declaration ids are unique within it. */
    public String source() {
        return required(StatementField.SOURCE);
    }

    public String declarationId() {
        return required(StatementField.DECLARATION_ID);
    }

    public SubjectId subject() {
        return required(StatementField.SUBJECT_ID);
    }

    public Action action() {
        return required(StatementField.ACTION);
    }

    /** Name of the attribute, or {@link #EVERYTHING} in a withdrawal. */
    public String attribute() {
        return required(StatementField.ATTRIBUTE);
    }

    /** Canonical text; null in a withdrawal, and in a logged declaration whose value was deleted. */
    public @Nullable String value() {
        return get(StatementField.VALUE);
    }

    /** Ids, sorted and distinct; empty in a withdrawal of all purposes. */
    public List<String> purposes() {
        return required(StatementField.PURPOSES);
    }

    /** Null in a withdrawal. */
    public @Nullable NoticeRef notice() {
        String id = get(StatementField.NOTICE_ID);
        String version = get(StatementField.NOTICE_VERSION);
        String language = get(StatementField.NOTICE_LANGUAGE);
        return id == null || version == null || language == null ? null : new NoticeRef(id, version, language);
    }

    /** The channel's word; may be null in a withdrawal, like every field below except the time. */
    public @Nullable String channel() {
        return get(StatementField.CHANNEL);
    }

    public @Nullable String elicitation() {
        return get(StatementField.ELICITATION);
    }

    public DeclaredBy declaredBy() {
        return required(StatementField.DECLARED_BY);
    }

    public @Nullable String recordedBy() {
        return get(StatementField.RECORDED_BY);
    }

    public boolean confirmed() {
        return required(StatementField.CONFIRMED);
    }

    /** Microseconds since the epoch, UTC. */
    public long declaredAtMicros() {
        return declaredAtMicros;
    }

    /** Last day on which the person allows its use, in days since the epoch. */
    public @Nullable Integer validUntilEpochDay() {
        return get(StatementField.VALID_UNTIL);
    }

    public @Nullable String jurisdiction() {
        return get(StatementField.JURISDICTION);
    }

    public @Nullable String legalBasis() {
        return get(StatementField.LEGAL_BASIS);
    }

    public @Nullable String evidenceRef() {
        return get(StatementField.EVIDENCE_REF);
    }

    /**
     * When the source last changed the record, microseconds since the epoch, UTC; null if the job does not map revision
     * times.
     */
    public @Nullable Long revisedAtMicros() {
        return get(StatementField.REVISED_AT);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Statement statement && Arrays.equals(values, statement.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "(statement of " + source() + ")";
    }
}
