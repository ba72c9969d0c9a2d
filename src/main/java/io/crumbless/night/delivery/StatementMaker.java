package io.crumbless.night.delivery;

import io.crumbless.columnar.text.KeyWatch;
import io.crumbless.kernel.declaration.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates statements from delivered records, by the closed mapping of the source. What the mapping does not contain is
 * missing in them.
 *
 * <p>Every record ends in one bin, every statement and every item goes to the sink once. In a record that declares, a
 * blank answer is ignored; a record that withdraws withdraws every mapped attribute, whatever its cells contain.
 */
final class StatementMaker implements RowSink {
    private static final String EVERYTHING = "*";

    /** Represents an answer that is not read. */
    private static final String ANSWERED = "answered";

    private final StatementMapping mapping;
    private final Sink sink;

    /** Questions that several items of the record answer together. */
    private final Map<Question, Several> gathered = new LinkedHashMap<>();

    private boolean made;
    private boolean leftOut;

    /** Receives the statements, in the order of the file. */
    interface Sink {
        /** Whether records of this person are needed at all. */
        boolean wants(@Nullable String subjectId);

        /**
         * A statement.
         *
         * @param texts texts by the canonical columns; not modified afterwards
         * @param fault why it is invalid under any policy; null if it may be valid
         */
        void statement(long position, @Nullable String[] texts, @Nullable Refusal fault);

        /** A question that the record does not answer; the texts are those of its statement. */
        void unanswered(long position, @Nullable String[] texts);

        /** An item that does not count. */
        void itemLeftOut();

        /** The end of the record. */
        void recordEnds(RecordEnd end);

        void malformed(long position, boolean mayWithdraw);

        void keys(KeyWatch watch);
    }

    StatementMaker(StatementMapping mapping, Sink sink) {
        this.mapping = mapping;
        this.sink = sink;
    }

    @Override
    public void row(long position, @Nullable String[] delivered) {
        StatementBase base = new StatementBase(mapping, delivered);
        if (counts(position, delivered, base)) {
            if (mapping.shape() == DeclarationShape.WIDE) {
                mapping.answers().forEach(answer -> answer(position, delivered, base, answer));
            } else {
                item(position, delivered, base);
            }
        }
        if (mapping.shape() != DeclarationShape.NESTED) {
            recordEnds();
        }
    }

    @Override
    public void noItems(long position, @Nullable String[] delivered) {
        counts(position, delivered, new StatementBase(mapping, delivered));
    }

    /** Whether statements are created from a record; if not, it is put into its bin. */
    private boolean counts(long position, @Nullable String[] delivered, StatementBase base) {
        if (!sink.wants(base.subject())) {
            return false;
        }
        RowFilter.Answer answer =
                mapping.filter().of(i -> delivered[mapping.filterColumns().get(i)]);
        if (answer == RowFilter.Answer.UNCLEAR) {
            unclear(position);
        } else if (answer == RowFilter.Answer.LEFT_OUT) {
            leftOut = true;
        } else if (!isKnownVersion(delivered)) {
            otherVersion(position, base);
        } else {
            return true;
        }
        return false;
    }

    @Override
    public void recordEnds() {
        gathered.forEach((question, several) -> several.end(question));
        gathered.clear();
        sink.recordEnds(made ? RecordEnd.EXPANDED : leftOut ? RecordEnd.LEFT_OUT : RecordEnd.EMPTY);
        made = false;
        leftOut = false;
    }

    /** An excluded record may have any shape. */
    @Override
    public void misshapen(long position, @Nullable String[] delivered, boolean mayWithdraw) {
        if (counts(position, delivered, new StatementBase(mapping, delivered))) {
            malformed(position, mayWithdraw);
        } else {
            recordEnds();
        }
    }

    @Override
    public void malformed(long position, boolean mayWithdraw) {
        // If all records are declarations according to the job file, such words are answers.
        sink.malformed(position, mayWithdraw && !mapping.columns().actions().allDeclare());
        sink.recordEnds(RecordEnd.EXPANDED);
    }

    @Override
    public void keys(KeyWatch watch) {
        sink.keys(watch);
    }

    /** It is unclear whether the record counts; if it does, and withdraws, it must not be ignored. */
    private void unclear(long position) {
        made = true;
        sink.malformed(position, !mapping.columns().actions().allDeclare());
    }

    private boolean isKnownVersion(@Nullable String[] delivered) {
        if (mapping.version() == StatementMapping.NONE) {
            return true;
        }
        String version = delivered[mapping.version()];
        return version != null && mapping.versions().contains(version.strip());
    }

    /** Adds one refusal for the record; its questions count as unanswered. */
    private void otherVersion(long position, StatementBase base) {
        statement(position, base.statement(base.attribute(), null), Refusal.FORM_VERSION_UNKNOWN);
        if (base.declares()) {
            mapping.answers().forEach(answer -> sink.unanswered(position, base.answer(answer.question(), null)));
        }
    }

    private void answer(
            long position, @Nullable String[] delivered, StatementBase base, StatementMapping.Answer answer) {
        declared(position, base, answer.question(), base.withdraws() ? null : valueOf(delivered, base, answer));
    }

    /**
     * The value of an answer; for a record without a valid action only whether it answers anything, since a withdrawal
     * would not.
     */
    private @Nullable String valueOf(@Nullable String[] delivered, StatementBase base, StatementMapping.Answer answer) {
        if (base.declares()) {
            return answer.value(delivered);
        }
        boolean answers = mapping.answers().stream().anyMatch(any -> any.value(delivered) != null);
        return answers ? ANSWERED : null;
    }

    /** @param value the answer; null for none, or {@link Question#UNKNOWN} */
    private void declared(long position, StatementBase base, Question question, @Nullable String value) {
        boolean unknown = Question.isUnknown(value);
        @Nullable String[] texts = base.answer(question, unknown ? null : value);
        if (value == null && base.declares()) {
            sink.unanswered(position, texts);
        } else {
            statement(position, texts, unknown ? Refusal.VALUE_INVALID : base.fault());
        }
    }

    private void item(long position, @Nullable String[] delivered, StatementBase base) {
        RowFilter.Answer counts = mapping.itemFilter()
                .of(i -> delivered[mapping.itemFilterColumns().get(i)]);
        if (counts == RowFilter.Answer.UNCLEAR) {
            unclear(position);
            return;
        }
        String key = base.attribute();
        Question question = key == null ? null : mapping.question(key);
        boolean others = question == null
                && key != null
                && !mapping.questions().isEmpty()
                && !(base.withdraws() && key.strip().equals(EVERYTHING));
        if (counts == RowFilter.Answer.LEFT_OUT || (others && base.declares())) {
            itemLeftOut();
            return;
        }
        // A withdrawal needs no value; that column may contain the word for withdrawals instead.
        String value = base.withdraws() ? null : valueOf(delivered);
        if (question != null && question.several() && base.declares()) {
            gathered.computeIfAbsent(question, any -> new Several(position, base))
                    .add(value);
        } else if (Question.isUnknown(value)) {
            statement(position, base.statement(others ? null : key, null), Refusal.MALFORMED);
        } else if (question == null) {
            statement(position, base.statement(others ? null : key, value), base.fault());
        } else {
            answered(position, base, question, value);
        }
    }

    private void answered(long position, StatementBase base, Question question, @Nullable String value) {
        String meaning = question.value(value);
        if (value != null && meaning == null && base.declares()) {
            sink.unanswered(position, base.answer(question, null));
            itemLeftOut();
            return;
        }
        boolean unknown = Question.isUnknown(meaning);
        statement(
                position,
                base.answer(question, unknown ? null : meaning),
                unknown ? Refusal.VALUE_INVALID : base.fault());
    }

    /** Items of one record that together answer one question. */
    private final class Several {
        private final long position;
        private final StatementBase base;
        private final List<String> values = new ArrayList<>();
        private boolean unknown;

        Several(long position, StatementBase first) {
            this.position = position;
            this.base = first;
        }

        void add(@Nullable String value) {
            unknown |= Question.isUnknown(value);
            if (value != null) {
                values.add(value);
            }
        }

        void end(Question question) {
            declared(position, base, question, unknown ? Question.UNKNOWN : question.list(values));
        }
    }

    /** A record is counted as left out by its end; an item of a record is counted here. */
    private void itemLeftOut() {
        leftOut = true;
        if (mapping.shape() == DeclarationShape.NESTED) {
            made = true;
            sink.itemLeftOut();
        }
    }

    /** The only value column with a text; {@link Question#UNKNOWN} if several have one. */
    private @Nullable String valueOf(@Nullable String[] delivered) {
        String value = null;
        for (int column : mapping.values()) {
            String text = delivered[column];
            if (text != null && !text.isBlank()) {
                if (value != null) {
                    return Question.UNKNOWN;
                }
                value = text;
            }
        }
        return value;
    }

    private void statement(long position, @Nullable String[] texts, @Nullable Refusal fault) {
        made = true;
        sink.statement(position, texts, fault);
    }
}
