package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.profile.YesOrNo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a record, or of an item, that is common to all its statements. Purposes stated in the job file are those
 * of declarations: a withdrawal for some of them only would leave the others.
 */
final class StatementBase {
    private static final String DECLARE = "declare";

    /** Represents a word of {@code action} that is not listed. */
    private static final String UNKNOWN_ACTION = "?";

    /** Represents purposes of which one is unknown. */
    private static final String UNKNOWN_PURPOSE = new String("?");

    private static final int ID_DIGITS = 32;

    private static final int ID = field("declaration_id");
    private static final int SUBJECT = field("subject_id");
    static final int ACTION = field("action");
    private static final int ATTRIBUTE = field("attribute");
    private static final int VALUE = field("value");
    private static final int PURPOSES = field("purposes");

    /** The refusal for an unknown word in a field. */
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
    private final @Nullable String[] texts = new @Nullable String[DeclarationColumns.ALL.size()];
    private @Nullable Refusal fault;

    /** @param delivered by the columns of the mapping */
    StatementBase(StatementMapping mapping, @Nullable String[] delivered) {
        this.mapping = mapping;
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

    private static int field(String name) {
        for (int i = 0; i < DeclarationColumns.ALL.size(); i++) {
            if (DeclarationColumns.ALL.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("Unknown column of declarations: " + name);
    }

    boolean declares() {
        String action = texts[ACTION];
        return action != null && action.strip().equals(DECLARE);
    }

    boolean withdraws() {
        String action = texts[ACTION];
        return action != null && action.strip().equals(ActionWords.WITHDRAW);
    }

    @Nullable
    String subject() {
        return texts[SUBJECT];
    }

    @Nullable
    String attribute() {
        return texts[ATTRIBUTE];
    }

    /** Why its statements are invalid under any policy; null if they may be valid. */
    @Nullable
    Refusal fault() {
        return fault;
    }

    /** The statement of a record that is itself a statement. */
    @Nullable
    String[] statement(@Nullable String attribute, @Nullable String value) {
        @Nullable String[] statement = texts.clone();
        statement[ATTRIBUTE] = attribute;
        statement[VALUE] = value;
        return statement;
    }

    /** The statement that answers a question. In shape wide, where a record answers several, each has a separate id. */
    @Nullable
    String[] answer(Question question, @Nullable String value) {
        @Nullable String[] statement = statement(question.attribute(), value);
        question.constants().forEach((field, constant) -> {
            if (field != PURPOSES || !withdraws()) {
                statement[field] = constant;
            }
        });
        String id = statement[ID];
        if (mapping.shape() == DeclarationShape.WIDE && id != null && !id.isBlank()) {
            statement[ID] = id.strip() + "/" + question.attribute();
        }
        return statement;
    }

    private @Nullable String text(int field, @Nullable String[] delivered) {
        StatementMapping.FieldSource source = mapping.fields().get(field);
        if (field == PURPOSES && !mapping.purposes().isEmpty()) {
            return withdraws() ? null : known(field, ticked(delivered));
        }
        if (source.constant() != null || source.column() == StatementMapping.NONE) {
            return field == PURPOSES && withdraws() ? null : source.constant();
        }
        String text = delivered[source.column()];
        WordMap words = source.words();
        if (words == null || text == null || text.isBlank()) {
            return text;
        }
        return known(field, field == PURPOSES ? purposes(text, words) : words.of(text));
    }

    @SuppressWarnings("ReferenceEquality")
    private @Nullable String known(int field, @Nullable String ours) {
        boolean nothing = field == PURPOSES && ours == null;
        return ours == UNKNOWN_PURPOSE || (ours == null && !nothing) ? unknown(field) : ours;
    }

    /** A withdrawal is accepted whatever else it contains. */
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

    /** The purposes whose columns are true; null if none is. */
    private @Nullable String ticked(@Nullable String[] delivered) {
        List<String> ours = new ArrayList<>();
        for (StatementMapping.Purpose purpose : mapping.purposes()) {
            String text = delivered[purpose.column()];
            if (text == null || text.isBlank()) {
                continue;
            }
            Optional<Boolean> yes = YesOrNo.of(text.strip());
            if (yes.isEmpty()) {
                return UNKNOWN_PURPOSE;
            }
            if (yes.get()) {
                ours.add(purpose.id());
            }
        }
        return ours.isEmpty() ? null : String.join(";", ours);
    }

    /** Maps each of several purposes separately. */
    private static @Nullable String purposes(String text, WordMap words) {
        List<String> ours = new ArrayList<>();
        for (String one : separated(text)) {
            if (!one.isBlank()) {
                String purpose = words.of(one);
                if (purpose == null) {
                    return UNKNOWN_PURPOSE;
                }
                ours.add(purpose);
            }
        }
        return ours.isEmpty() ? null : String.join(";", ours);
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

    /** An id that is equal only for equal texts; null if one is missing. */
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
