package io.crumbless.kernel.declaration;

import static io.crumbless.kernel.declaration.StatementField.DeliveredIn.EVERY_DECLARATION;
import static io.crumbless.kernel.declaration.StatementField.DeliveredIn.EVERY_RECORD;
import static io.crumbless.kernel.declaration.StatementField.DeliveredIn.NO_RECORD;
import static io.crumbless.kernel.declaration.StatementField.DeliveredIn.SOME_RECORDS;
import static io.crumbless.kernel.declaration.StatementField.Trait.LATER;
import static io.crumbless.kernel.declaration.StatementField.Trait.PERSONAL;
import static io.crumbless.kernel.declaration.StatementField.Trait.REQUIRED;
import static io.crumbless.kernel.declaration.StatementField.Trait.UNIQUE;

import io.crumbless.kernel.profile.SubjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A field of a statement, described once. The canonical columns of deliveries, the spilled records between scatter and
 * gather, the columns of the evidence log, the answers and the order of statements all follow from {@link #ALL}.
 *
 * <p>Add a new field at the end, with a field id that no column of the log ever had; {@link AdmissionBar} defines which
 * delivered text becomes its value.
 *
 * @param <T> type of its values
 */
public final class StatementField<T> {
    private static final List<StatementField<?>> LISTED = new ArrayList<>();

    /** Unique within its source; repeats and corrections of a statement have the same id. */
    public static final StatementField<String> DECLARATION_ID = text(
            "declaration_id",
            3,
            EVERY_RECORD,
            "Id of the statement, unique within its source",
            REQUIRED,
            PERSONAL,
            UNIQUE);

    /** Name of the source in the job file. */
    public static final StatementField<String> SOURCE =
            word("source", 2, NO_RECORD, "Source in the job file", REQUIRED);

    public static final StatementField<SubjectId> SUBJECT_ID = listed(
            "subject_id",
            1,
            new FieldType.SubjectType(),
            EVERY_RECORD,
            "Customer id of the person who spoke",
            REQUIRED);

    public static final StatementField<Action> ACTION = listed(
            "action",
            4,
            new FieldType.ConstantType<>(new ConstantWords<>(Action.class, Action::word)),
            EVERY_RECORD,
            "declare or withdraw",
            REQUIRED);

    /** Name of the attribute, or {@link Statement#EVERYTHING} in a withdrawal. */
    public static final StatementField<String> ATTRIBUTE =
            word("attribute", 5, EVERY_RECORD, "Attribute of the catalogue; * in a withdrawal of everything", REQUIRED);

    /** Canonical text. */
    public static final StatementField<String> VALUE = text(
            "value",
            6,
            EVERY_DECLARATION,
            "Canonical text of the value; null in withdrawals and once it is gone",
            PERSONAL);

    /** Ids, sorted and distinct. */
    public static final StatementField<List<String>> PURPOSES = listed(
            "purposes",
            7,
            new FieldType.WordsType(),
            EVERY_DECLARATION,
            "Purposes declared or withdrawn; empty in a withdrawal of all purposes",
            REQUIRED);

    public static final StatementField<String> NOTICE_ID =
            word("notice_id", 9, EVERY_DECLARATION, "Notice the person was shown");
    public static final StatementField<String> NOTICE_VERSION =
            word("notice_version", 10, EVERY_DECLARATION, "Version of the notice");
    public static final StatementField<String> NOTICE_LANGUAGE =
            word("notice_language", 11, EVERY_DECLARATION, "Language in which it was shown");
    public static final StatementField<String> CHANNEL =
            word("channel", 12, EVERY_DECLARATION, "Through what the person spoke");
    public static final StatementField<String> ELICITATION =
            word("elicitation", 13, EVERY_DECLARATION, "How the person came to speak");

    public static final StatementField<DeclaredBy> DECLARED_BY = listed(
            "declared_by",
            14,
            new FieldType.ConstantType<>(new ConstantWords<>(DeclaredBy.class, DeclaredBy::word)),
            EVERY_DECLARATION,
            "self, or guardian for a minor",
            REQUIRED);

    public static final StatementField<String> RECORDED_BY =
            text("recorded_by", 15, SOME_RECORDS, "Pseudonym of who wrote it down, on assisted channels", PERSONAL);

    public static final StatementField<Boolean> CONFIRMED = listed(
            "confirmed",
            16,
            new FieldType.FlagType(),
            SOME_RECORDS,
            "Whether it was read back and agreed to",
            REQUIRED);

    public static final StatementField<Long> DECLARED_AT = listed(
            "declared_at",
            17,
            new FieldType.MomentType(),
            EVERY_RECORD,
            "When the person spoke, UTC",
            REQUIRED,
            UNIQUE);

    public static final StatementField<Integer> VALID_UNTIL = listed(
            "valid_until", 18, new FieldType.DayType(), SOME_RECORDS, "Last day on which the person allowed its use");

    public static final StatementField<String> JURISDICTION =
            word("jurisdiction", 19, SOME_RECORDS, "Whose law applies");
    public static final StatementField<String> LEGAL_BASIS =
            word("legal_basis", 20, SOME_RECORDS, "Legal basis named with the statement");
    public static final StatementField<String> EVIDENCE_REF =
            text("evidence_ref", 21, SOME_RECORDS, "Where the form or recording is kept", PERSONAL, UNIQUE);

    public static final StatementField<Long> REVISED_AT = listed(
            "revised_at",
            25,
            new FieldType.MomentType(),
            SOME_RECORDS,
            "When the source last changed the record, UTC; null where it is not mapped",
            UNIQUE,
            LATER);

    /** Every field, in the order in which statements are compared; the value comes last, see {@link #VALUE}. */
    public static final List<StatementField<?>> ALL = List.copyOf(LISTED);

    /** The fields that deliveries have a column for, in the same order. */
    public static final List<StatementField<?>> DELIVERED =
            ALL.stream().filter(field -> field.delivered != NO_RECORD).toList();

    private final String name;
    private final int index;
    private final int number;
    private final FieldType<T> type;
    private final DeliveredIn delivered;
    private final String description;
    private final Set<Trait> traits;

    /** Which delivered records must have a field. */
    public enum DeliveredIn {
        EVERY_RECORD,
        /** Optional in withdrawals. */
        EVERY_DECLARATION,
        SOME_RECORDS,
        /** Not part of a record: known to the reader of the delivery. */
        NO_RECORD
    }

    /**
     * One case for each type of field. Code that parses, spills, logs or shows statements defines once per type how
     * values are handled, and iterates over {@link #ALL}; a type without a case does not compile.
     */
    public interface Cases<R> {
        R ofSubject(StatementField<SubjectId> field);

        /** A constant of an enum, represented by its word. */
        <E extends Enum<E>> R ofConstant(StatementField<E> field, ConstantWords<E> words);

        /** Text with few distinct values: a name, a code, a word. */
        R ofWord(StatementField<String> field);

        /** Text that mostly differs from statement to statement. */
        R ofText(StatementField<String> field);

        /** A list of words. */
        R ofWords(StatementField<List<String>> field);

        /** Yes or no. */
        R ofFlag(StatementField<Boolean> field);

        /** A day, in days since the epoch. */
        R ofDay(StatementField<Integer> field);

        /** Microseconds since the epoch, UTC. */
        R ofMoment(StatementField<Long> field);
    }

    /** Further properties of a field. */
    enum Trait {
        REQUIRED,
        PERSONAL,
        UNIQUE,
        LATER
    }

    private StatementField(
            String name,
            int index,
            int number,
            FieldType<T> type,
            DeliveredIn delivered,
            String description,
            Set<Trait> traits) {
        this.name = name;
        this.index = index;
        this.number = number;
        this.type = type;
        this.delivered = delivered;
        this.description = description;
        this.traits = traits;
    }

    private static StatementField<String> word(
            String name, int number, DeliveredIn delivered, String description, Trait... traits) {
        return listed(name, number, new FieldType.WordType(), delivered, description, traits);
    }

    private static StatementField<String> text(
            String name, int number, DeliveredIn delivered, String description, Trait... traits) {
        return listed(name, number, new FieldType.TextType(), delivered, description, traits);
    }

    private static <T> StatementField<T> listed(
            String name, int number, FieldType<T> type, DeliveredIn delivered, String description, Trait... traits) {
        StatementField<T> field =
                new StatementField<>(name, LISTED.size(), number, type, delivered, description, Set.of(traits));
        LISTED.add(field);
        return field;
    }

    /** Name of its column in deliveries and in the evidence log, and of its key in answers. */
    public String name() {
        return name;
    }

    /** Its index in {@link #ALL}. */
    public int index() {
        return index;
    }

    /** Field id of its column in the evidence log; never changes. The items of a list have the next one. */
    public int number() {
        return number;
    }

    public DeliveredIn deliveredIn() {
        return delivered;
    }

    /** What it means, in one line, for readers of the log. */
    public String description() {
        return description;
    }

    /** Whether every statement has it. */
    public boolean isRequired() {
        return traits.contains(REQUIRED);
    }

    /** Whether its smallest value is personal data, so that column statistics must not contain it. */
    public boolean isPersonal() {
        return traits.contains(PERSONAL);
    }

    /** Whether almost every statement has a different value. */
    public boolean isUnique() {
        return traits.contains(UNIQUE);
    }

    /** Whether evidence logs of earlier versions lack it. */
    public boolean isLater() {
        return traits.contains(LATER);
    }

    /** Whether its values are words of a vocabulary, which sources may spell differently. */
    public boolean isOfWords() {
        return type.isOfWords();
    }

    /** Calls the case of its type. */
    public <R> R match(Cases<R> cases) {
        return type.match(this, cases);
    }

    @Override
    public String toString() {
        return name;
    }
}
