package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.columnar.text.KeyWatch;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.profile.YesOrNo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the statements of delivered records, by the closed mapping of the source. What it does not state is missing from them.
 *
 * <p>Every record ends in one bin, every statement and every item goes to the sink once. An answer that is blank is none in a
 * record that declares; a record that withdraws takes every attribute back that is mapped, whatever stands in its cells.
 */
final class StatementMaker implements RowSink {
    private static final String DECLARE = "declare";
    private static final String EVERYTHING = "*";

    /** Stands for a word of {@code action} that is not listed; no action. */
    private static final String UNKNOWN_ACTION = "?";

    private static final int ID_DIGITS = 32;

    private static final int ID = field("declaration_id");
    private static final int SUBJECT = field("subject_id");
    private static final int ACTION = field("action");
    private static final int ATTRIBUTE = field("attribute");
    private static final int VALUE = field("value");
    private static final int PURPOSES = field("purposes");

    /** What an unknown word in a field is called. */
    private static final Map<String, Refusal> REFUSALS = Map.of(
            "purposes", Refusal.PURPOSE_NOT_ALLOWED,
            "notice_id", Refusal.NOTICE_UNKNOWN,
            "notice_version", Refusal.NOTICE_UNKNOWN,
            "notice_language", Refusal.NOTICE_LANGUAGE_UNKNOWN,
            "channel", Refusal.CHANNEL_UNKNOWN,
            "elicitation", Refusal.ELICITATION_INADMISSIBLE,
            "declared_by", Refusal.DECLARED_BY_UNKNOWN,
            "confirmed", Refusal.CONFIRMED_INVALID,
            "jurisdiction", Refusal.JURISDICTION_UNKNOWN,
            "legal_basis", Refusal.EXPLICIT_BASIS_MISSING);

    private final StatementMapping mapping;
    private final Sink sink;
    private boolean made;
    private boolean leftOut;

    /** Takes what is made of the records, in the order of the file. */
    interface Sink {
        /** Whether a record of this person is wanted at all. */
        boolean wants(@Nullable String subjectId);

        /**
         * A statement.
         *
         * @param texts by the canonical columns; used no more by whoever made them
         * @param fault why it can be none, whatever the policy says; null where it can
         */
        void statement(long position, @Nullable String[] texts, @Nullable Refusal fault);

        /** A question that the record does not answer; the texts are those its statement would have. */
        void unanswered(long position, @Nullable String[] texts);

        /** An item that does not count. */
        void itemLeftOut();

        /** The record is done with. */
        void recordEnds(RecordEnd end);

        void malformed(long position, boolean mayWithdraw);

        void keys(KeyWatch watch);
    }

    StatementMaker(StatementMapping mapping, Sink sink) {
        this.mapping = mapping;
        this.sink = sink;
    }

    private static int field(String name) {
        for (int i = 0; i < DeclarationColumns.ALL.size(); i++) {
            if (DeclarationColumns.ALL.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("Unknown column of declarations: " + name);
    }

    @Override
    public void row(long position, @Nullable String[] delivered) {
        Base base = new Base(delivered);
        if (sink.wants(base.texts[SUBJECT])) {
            switch (mapping.filter().of(i -> delivered[mapping.filterColumns().get(i)])) {
                case LEFT_OUT -> leftOut = true;
                case UNCLEAR -> unclear(position);
                case COUNTS -> counted(position, delivered, base);
            }
        }
        if (mapping.shape() != DeclarationShape.NESTED) {
            recordEnds();
        }
    }

    private void counted(long position, @Nullable String[] delivered, Base base) {
        if (!isKnownVersion(delivered)) {
            otherVersion(position, base);
        } else if (mapping.shape() == DeclarationShape.WIDE) {
            mapping.answers().forEach(answer -> answer(position, delivered, base, answer));
        } else {
            item(position, delivered, base);
        }
    }

    @Override
    public void noItems(long position, @Nullable String[] delivered) {
        Base base = new Base(delivered);
        boolean counts =
                mapping.filter().of(i -> delivered[mapping.filterColumns().get(i)]) == RowFilter.Answer.COUNTS;
        if (sink.wants(base.texts[SUBJECT]) && counts && !isKnownVersion(delivered)) {
            otherVersion(position, base);
        }
        leftOut = !counts;
    }

    @Override
    public void recordEnds() {
        sink.recordEnds(made ? RecordEnd.EXPANDED : leftOut ? RecordEnd.LEFT_OUT : RecordEnd.EMPTY);
        made = false;
        leftOut = false;
    }

    @Override
    public void malformed(long position, boolean mayWithdraw) {
        sink.malformed(position, mayWithdraw);
        sink.recordEnds(RecordEnd.EXPANDED);
    }

    @Override
    public void keys(KeyWatch watch) {
        sink.keys(watch);
    }

    /** Nobody knows whether it counts; if it does, and withdraws, it must not be passed over. */
    private void unclear(long position) {
        made = true;
        sink.malformed(position, !mapping.columns().actions().stated());
    }

    private boolean isKnownVersion(@Nullable String[] delivered) {
        if (mapping.version() == StatementMapping.NONE) {
            return true;
        }
        String version = delivered[mapping.version()];
        return version != null && mapping.versions().contains(version.strip());
    }

    /** One refusal for the record; what it said before of its questions is said no more. */
    private void otherVersion(long position, Base base) {
        made = true;
        sink.statement(position, base.texts.clone(), Refusal.FORM_VERSION_UNKNOWN);
        if (base.declares()) {
            mapping.answers()
                    .forEach(answer -> sink.unanswered(position, base.statement(answer.question(), null, true)));
        }
    }

    private void answer(long position, @Nullable String[] delivered, Base base, StatementMapping.Answer answer) {
        String value = base.declares() ? value(delivered, answer) : null;
        boolean unknown = Question.isUnknown(value);
        @Nullable String[] texts = base.statement(answer.question(), unknown ? null : value, true);
        if (value == null && base.declares()) {
            sink.unanswered(position, texts);
        } else {
            statement(position, texts, unknown ? Refusal.VALUE_INVALID : base.fault);
        }
    }

    private static @Nullable String value(@Nullable String[] delivered, StatementMapping.Answer answer) {
        Question question = answer.question();
        if (answer.columns().size() == 1 && answer.choices().isEmpty()) {
            return question.value(delivered[answer.columns().get(0)]);
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < answer.columns().size(); i++) {
            String text = delivered[answer.columns().get(i)];
            if (text == null || text.isBlank()) {
                continue;
            }
            if (answer.choices().isEmpty()) {
                found.add(text);
                continue;
            }
            Optional<Boolean> yes = YesOrNo.of(text.strip());
            if (yes.isEmpty()) {
                return Question.UNKNOWN;
            }
            if (yes.get()) {
                found.add(answer.choices().get(i));
            }
        }
        return question.list(found);
    }

    private void item(long position, @Nullable String[] delivered, Base base) {
        RowFilter.Answer counts = mapping.itemFilter()
                .of(i -> delivered[mapping.itemFilterColumns().get(i)]);
        if (counts == RowFilter.Answer.UNCLEAR) {
            unclear(position);
            return;
        }
        String key = base.texts[ATTRIBUTE];
        Question question = key == null ? null : mapping.question(key);
        boolean others = question == null
                && key != null
                && !mapping.questions().isEmpty()
                && !(base.withdraws() && key.strip().equals(EVERYTHING));
        if (counts == RowFilter.Answer.LEFT_OUT || (others && base.declares())) {
            itemLeftOut();
            return;
        }
        // A withdrawal needs none, and says in that place that it is one.
        String value = base.withdraws() ? null : valueOf(delivered);
        Refusal fault = Question.isUnknown(value) ? Refusal.MALFORMED : base.fault;
        if (question == null) {
            @Nullable String[] texts = base.texts.clone();
            texts[ATTRIBUTE] = others ? null : key;
            texts[VALUE] = Question.isUnknown(value) ? null : value;
            statement(position, texts, fault);
            return;
        }
        String meaning = Question.isUnknown(value) ? null : question.value(value);
        boolean none = value != null && meaning == null && fault == base.fault;
        @Nullable String[] texts = base.statement(question, Question.isUnknown(meaning) ? null : meaning, false);
        if (none && base.declares()) {
            sink.unanswered(position, texts);
            itemLeftOut();
            return;
        }
        statement(position, texts, Question.isUnknown(meaning) ? Refusal.VALUE_INVALID : fault);
    }

    /** A record of its own is counted as such; an item of a record by itself. */
    private void itemLeftOut() {
        leftOut = true;
        if (mapping.shape() == DeclarationShape.NESTED) {
            made = true;
            sink.itemLeftOut();
        }
    }

    /** The one that holds something; {@link Question#UNKNOWN} where several do. */
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

    /**
     * What a record says of all its statements. Purposes that the job file states are those of declarations: a withdrawal for
     * some alone would leave the others.
     */
    private final class Base {
        private final @Nullable String[] texts = new @Nullable String[DeclarationColumns.ALL.size()];
        private @Nullable Refusal fault;

        Base(@Nullable String[] delivered) {
            texts[ACTION] = text(ACTION, delivered);
            for (int field = 0; field < texts.length; field++) {
                if (field != ACTION) {
                    texts[field] = text(field, delivered);
                }
            }
            if (!mapping.idOf().isEmpty()) {
                texts[ID] = id(delivered);
            }
        }

        boolean declares() {
            String action = texts[ACTION];
            return action != null && action.strip().equals(DECLARE);
        }

        boolean withdraws() {
            String action = texts[ACTION];
            return action != null && action.strip().equals(ActionWords.WITHDRAW);
        }

        private @Nullable String text(int field, @Nullable String[] delivered) {
            StatementMapping.FieldSource source = mapping.fields().get(field);
            if (source.constant() != null || source.column() == StatementMapping.NONE) {
                return field == PURPOSES && withdraws() ? null : source.constant();
            }
            String text = delivered[source.column()];
            WordMap words = source.words();
            if (words == null || text == null || text.isBlank()) {
                return text;
            }
            String ours = field == PURPOSES ? purposes(text, words) : words.of(text);
            return ours == null ? unknown(field) : ours;
        }

        /** A withdrawal is honoured whatever else it says. */
        private @Nullable String unknown(int field) {
            if (field == ACTION) {
                return UNKNOWN_ACTION;
            }
            if (fault == null && (field == PURPOSES || !withdraws())) {
                String name = DeclarationColumns.ALL.get(field).name();
                fault = REFUSALS.getOrDefault(name, Refusal.MALFORMED);
            }
            return null;
        }

        /** A statement of the record. In shape wide, where one record answers several questions, each has an id of its own. */
        @Nullable
        String[] statement(Question question, @Nullable String value, boolean ownId) {
            @Nullable String[] statement = texts.clone();
            question.constants().forEach((field, constant) -> {
                if (field != PURPOSES || !withdraws()) {
                    statement[field] = constant;
                }
            });
            statement[ATTRIBUTE] = question.attribute();
            statement[VALUE] = value;
            String id = statement[ID];
            statement[ID] = ownId && id != null && !id.isBlank() ? id.strip() + "/" + question.attribute() : id;
            return statement;
        }

        /** The same for the same texts, and for no others; null where one is missing. */
        private @Nullable String id(@Nullable String[] delivered) {
            StringBuilder parts = new StringBuilder();
            for (int column : mapping.idOf()) {
                String text = delivered[column];
                if (text == null || text.isBlank()) {
                    return null;
                }
                parts.append(text.strip().length()).append(' ').append(text.strip());
            }
            return Sha256.hex(parts.toString().getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
        }
    }

    /** Each of several purposes by itself; null if one of them is unknown. */
    private static @Nullable String purposes(String text, WordMap words) {
        List<String> ours = new ArrayList<>();
        for (String one : separated(text)) {
            if (!one.isBlank()) {
                String purpose = words.of(one);
                if (purpose == null) {
                    return null;
                }
                ours.add(purpose);
            }
        }
        return String.join(";", ours);
    }

    private static List<String> separated(String text) {
        if (text.strip().startsWith("[")
                && JsonLines.parse(text.strip()).orElse(new JsonValue.Null()) instanceof JsonValue.Items list) {
            List<String> items = new ArrayList<>();
            list.items().forEach(item -> items.add(item instanceof JsonValue.Scalar one ? one.text() : "?"));
            return items;
        }
        return List.of(text.split("[;,]", -1));
    }
}
