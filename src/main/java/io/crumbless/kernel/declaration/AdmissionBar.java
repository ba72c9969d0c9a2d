package io.crumbless.kernel.declaration;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.policy.Channel;
import io.crumbless.kernel.policy.Duty;
import io.crumbless.kernel.policy.Elicitation;
import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.policy.SpecialCategoryRule;
import io.crumbless.kernel.profile.AttributeName;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.BirthDate;
import io.crumbless.kernel.profile.StandIn;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.kernel.profile.Value;
import io.crumbless.kernel.profile.YesOrNo;
import io.crumbless.kernel.profile.ZoneDays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a delivered record is a declaration that the policy admits, or a withdrawal. Not thread-safe.
 *
 * <p>Rules are tried in this order, and the first that fails gives the code:
 *
 * <ol>
 * <li>action: {@code declare} or {@code withdraw}; nothing else may be a declaration, but anything else may be meant as
 * a withdrawal, so an unknown word stops the run, and so does none beside a person without a value
 * <li>subject and declaration id, of at most 1024 characters without NUL and no word that programs write for nothing;
 * time (see {@link DeclaredTimes})
 * <li>attribute in the catalogue, value of its type; that of the age attribute is a {@link BirthDate}
 * <li>at least one purpose, each allowed for the attribute
 * <li>notice named, known, shown on the day of the declaration (in the job's zone, as all days), in a language it has,
 * and explaining every purpose
 * <li>channel open, elicitation admissible, and who spoke
 * <li>the channel's duties: recorder, read-back, evidence
 * <li>{@code valid_until}, an ISO date
 * <li>jurisdiction of the record, else of the source
 * <li>special category: one of the legal bases its jurisdiction takes, and an end
 * </ol>
 *
 * <p>A withdrawal needs subject, id, time and attribute; whatever else it says must not keep it from being honoured,
 * and it may name what no policy knows any longer. A time that the source's clocks showed twice, or skipped, counts as
 * the later of the moments it may mean. Without these, or where attribute or purposes are no names at all
 * ({@code a|b}), or a word for everything that the policy does not know ({@code all}), the run stops: it would withdraw
 * nothing.
 *
 * <p>The person's age and the cut-off are not checked here, since they require the person's other statements and the
 * run.
 */
public final class AdmissionBar {
    /** Far more than any policy has. A full {@link BoundedCache} is cleared. */
    private static final int REMEMBERED_TERMS = 4096;

    private static final int REMEMBERED_WORDS = 1024;

    /** The source does not report when it last changed the record. No plausible time has this value. */
    private static final long NEVER_REVISED = 0;

    /** What sources write for {@link Statement#EVERYTHING}, or for all purposes. */
    private static final Set<String> ALL = Set.of(
            "all",
            "any",
            "every",
            "everything",
            "all_attributes",
            "all_purposes",
            "alle",
            "alles",
            "tout",
            "tous",
            "toutes");

    private static final AttributeType DATE = new AttributeType.DateType();

    /** Enough for dates of birth of a hundred years and for amounts. */
    private static final int REMEMBERED_VALUES = 1 << 16;

    private final Policy policy;
    private final IntakeRules rules;
    private final DeclaredTimes times;
    private final ZoneDays jobDays;
    private final Map<String, AttributeCase> attributes = new HashMap<>();
    private final BoundedCache<String, Optional<Integer>> days =
            new BoundedCache<>(REMEMBERED_VALUES, AdmissionBar::epochDay);
    private final BoundedCache<String, String> words = new BoundedCache<>(REMEMBERED_WORDS, word -> word);
    private final BoundedCache<String, Optional<List<String>>> withdrawnPurposes =
            new BoundedCache<>(REMEMBERED_WORDS, AdmissionBar::withdrawnPurposes);

    public AdmissionBar(Policy policy, IntakeRules source) {
        this.policy = policy;
        this.rules = source;
        this.times = new FastDeclaredTimes(source.zone(), source.doubledHour());
        this.jobDays = new ZoneDays(source.jobZone());
        policy.attributes()
                .forEach(attribute -> attributes.put(attribute.name().value(), new AttributeCase(attribute)));
    }

    /** One attribute, and the cached results about its terms and values. */
    private final class AttributeCase {
        private final Attribute attribute;
        private final boolean givesAge;
        private final BoundedCache<Terms.Key, Terms> terms;
        private final BoundedCache<String, Optional<String>> values;

        AttributeCase(Attribute attribute) {
            this.attribute = attribute;
            this.givesAge = policy.ageAttribute().filter(attribute::equals).isPresent();
            this.terms = new BoundedCache<>(REMEMBERED_TERMS, key -> Terms.of(policy, attribute, key, rules.jobZone()));
            this.values = new BoundedCache<>(
                    REMEMBERED_VALUES, text -> attribute.type().parse(text).map(Value::canonical));
        }
    }

    /** Decides about one delivered record. */
    public Verdict judge(RawStatement raw) {
        String action = raw.text(StatementField.ACTION);
        if (action == null) {
            return saysNothing(raw) ? new Verdict.Stop(Refusal.ACTION_UNKNOWN) : refused(Refusal.ACTION_UNKNOWN);
        }
        return switch (action) {
            case "declare" -> declaration(raw);
            case "withdraw" -> withdrawal(raw);
            default -> new Verdict.Stop(Refusal.ACTION_UNKNOWN);
        };
    }

    /**
     * Whether the record names a subject but has no value. A declaration always has a value, so this may be a
     * withdrawal.
     */
    private static boolean saysNothing(RawStatement raw) {
        return raw.text(StatementField.SUBJECT_ID) != null && raw.text(StatementField.VALUE) == null;
    }

    /** Whether a declaration of the evidence log would be admitted if it were delivered as logged. */
    public boolean admits(Statement logged) {
        return judge(RawStatement.of(logged)) instanceof Verdict.Admitted;
    }

    private Verdict declaration(RawStatement raw) {
        String subject = raw.text(StatementField.SUBJECT_ID);
        String id = raw.text(StatementField.DECLARATION_ID);
        String time = raw.text(StatementField.DECLARED_AT);
        if (subject == null || id == null || time == null) {
            return refused(missing(subject, id));
        }
        if (isNoId(subject) || isNoId(id)) {
            return refused(Refusal.MALFORMED);
        }
        long declaredAt = times.micros(time);
        if (DeclaredTimes.isRefused(declaredAt)) {
            return refused(DeclaredTimes.refusal(declaredAt));
        }
        long revisedAt = revisedAt(raw);
        if (DeclaredTimes.isRefused(revisedAt)) {
            return refused(DeclaredTimes.refusal(revisedAt));
        }
        String name = raw.text(StatementField.ATTRIBUTE);
        AttributeCase known = name == null ? null : attributes.get(name);
        if (known == null) {
            return refused(Refusal.ATTRIBUTE_UNKNOWN);
        }
        String text = raw.text(StatementField.VALUE);
        Optional<String> value = text == null ? Optional.empty() : known.values.of(text);
        if (value.isEmpty() || (known.givesAge && isNoBirthDate(known.attribute, value.get(), declaredAt))) {
            return refused(Refusal.VALUE_INVALID);
        }
        Terms terms = known.terms.of(key(known.attribute, raw));
        Refusal fault = fault(terms, declaredAt);
        if (fault != null) {
            return refused(fault);
        }
        return circumstances(
                raw,
                known.attribute,
                terms,
                Statement.builder()
                        .with(StatementField.SOURCE, rules.source())
                        .with(StatementField.DECLARATION_ID, id)
                        .with(
                                StatementField.SUBJECT_ID,
                                new SubjectId(rules.ids().key(subject)))
                        .with(StatementField.ACTION, Action.DECLARE)
                        .with(StatementField.ATTRIBUTE, known.attribute.name().value())
                        .with(StatementField.VALUE, value.get())
                        .with(StatementField.PURPOSES, terms.purposes())
                        .withNotice(terms.notice())
                        .with(StatementField.CHANNEL, terms.channel())
                        .with(StatementField.ELICITATION, terms.elicitation())
                        .with(StatementField.DECLARED_AT, declaredAt)
                        .with(StatementField.REVISED_AT, orNull(revisedAt)));
    }

    /** When the source last changed the record; {@link #NEVER_REVISED} if the source does not report it. */
    private long revisedAt(RawStatement raw) {
        String text = rules.revises() ? raw.text(StatementField.REVISED_AT) : null;
        return text == null ? NEVER_REVISED : times.latestMicros(text);
    }

    private static @Nullable Long orNull(long revisedAt) {
        return revisedAt == NEVER_REVISED || DeclaredTimes.isRefused(revisedAt) ? null : revisedAt;
    }

    private boolean isNoBirthDate(Attribute attribute, String value, long declaredAt) {
        return BirthDate.of(attribute.type().parse(value).orElse(null), jobDays.dayOf(declaredAt)) == null;
    }

    /**
     * The second half of the rules: who declared, the duties of the channel, the end date, and the law that applies.
     *
     * @param statement contains the fields of the first half
     */
    private Verdict circumstances(RawStatement raw, Attribute attribute, Terms terms, Statement.Builder statement) {
        DeclaredBy declaredBy = declaredBy(raw.text(StatementField.DECLARED_BY));
        if (declaredBy == null) {
            return refused(Refusal.DECLARED_BY_UNKNOWN);
        }
        String recorder = word(raw.text(StatementField.RECORDED_BY));
        Boolean confirmed = confirmed(raw.text(StatementField.CONFIRMED));
        String evidence = raw.text(StatementField.EVIDENCE_REF);
        if (recorder == null && terms.duties().contains(Duty.RECORDED_BY)) {
            return refused(Refusal.RECORDER_MISSING);
        }
        if (confirmed == null) {
            return refused(Refusal.CONFIRMED_INVALID);
        }
        if (!confirmed && terms.duties().contains(Duty.CONFIRMED)) {
            return refused(Refusal.CONFIRMATION_MISSING);
        }
        if (evidence == null && terms.duties().contains(Duty.EVIDENCE_REF)) {
            return refused(Refusal.EVIDENCE_MISSING);
        }
        String end = raw.text(StatementField.VALID_UNTIL);
        Integer validUntil = end == null ? null : days.of(end).orElse(null);
        if (end != null && validUntil == null) {
            return refused(Refusal.VALID_UNTIL_INVALID);
        }
        String place = raw.text(StatementField.JURISDICTION);
        String code = place == null ? rules.jurisdiction().orElse(null) : place;
        Jurisdiction jurisdiction =
                code == null ? null : policy.jurisdiction(code).orElse(null);
        if (jurisdiction == null) {
            return refused(code == null ? Refusal.JURISDICTION_MISSING : Refusal.JURISDICTION_UNKNOWN);
        }
        String legalBasis = word(raw.text(StatementField.LEGAL_BASIS));
        Refusal fault = specialFault(attribute, jurisdiction.specialCategory(), legalBasis, validUntil);
        if (fault != null) {
            return refused(fault);
        }
        return new Verdict.Admitted(statement
                .with(StatementField.DECLARED_BY, declaredBy)
                .with(StatementField.RECORDED_BY, recorder)
                .with(StatementField.CONFIRMED, confirmed)
                .with(StatementField.VALID_UNTIL, validUntil)
                .with(StatementField.JURISDICTION, jurisdiction.code())
                .with(StatementField.LEGAL_BASIS, legalBasis)
                .with(StatementField.EVIDENCE_REF, evidence)
                .build());
    }

    static @Nullable Refusal specialFault(
            Attribute attribute, SpecialCategoryRule rule, @Nullable String legalBasis, @Nullable Integer validUntil) {
        if (attribute.sensitivity() != Sensitivity.SPECIAL) {
            return null;
        }
        if (legalBasis == null || !rule.legalBases().contains(legalBasis)) {
            return Refusal.EXPLICIT_BASIS_MISSING;
        }
        boolean endless = validUntil == null && !attribute.keep().ends();
        return endless && rule.expiryRequired() ? Refusal.EXPIRY_MISSING : null;
    }

    private static @Nullable Refusal fault(Terms terms, long declaredAt) {
        if (terms.purposeRefusal() != null) {
            return terms.purposeRefusal();
        }
        if (declaredAt < terms.validFromMicros()) {
            return Refusal.NOTICE_NOT_YET_VALID;
        }
        return declaredAt >= terms.validToMicros() ? Refusal.NOTICE_NO_LONGER_VALID : terms.wayRefusal();
    }

    private Verdict withdrawal(RawStatement raw) {
        String subject = raw.text(StatementField.SUBJECT_ID);
        String id = raw.text(StatementField.DECLARATION_ID);
        String time = raw.text(StatementField.DECLARED_AT);
        if (subject == null || id == null || time == null) {
            return new Verdict.Stop(missing(subject, id));
        }
        if (isNoId(subject) || isNoId(id)) {
            return new Verdict.Stop(Refusal.MALFORMED);
        }
        long declaredAt = times.latestMicros(time);
        if (DeclaredTimes.isRefused(declaredAt)) {
            return new Verdict.Stop(DeclaredTimes.refusal(declaredAt));
        }
        String attribute = word(raw.text(StatementField.ATTRIBUTE));
        if (attribute == null) {
            return new Verdict.Stop(Refusal.ATTRIBUTE_UNKNOWN);
        }
        if (!attribute.equals(Statement.EVERYTHING) && !AttributeName.isValid(attribute)) {
            return new Verdict.Stop(Refusal.MALFORMED);
        }
        String named = raw.text(StatementField.PURPOSES);
        Optional<List<String>> purposes = named == null ? Optional.of(List.of()) : withdrawnPurposes.of(named);
        if (purposes.isEmpty()) {
            return new Verdict.Stop(Refusal.MALFORMED);
        }
        if (!attributes.containsKey(attribute) && ALL.contains(attribute)) {
            return new Verdict.Stop(Refusal.ATTRIBUTE_UNKNOWN);
        }
        if (purposes.get().stream().anyMatch(this::meansAllPurposes)) {
            return new Verdict.Stop(Refusal.PURPOSE_NOT_ALLOWED);
        }
        DeclaredBy declaredBy = declaredBy(raw.text(StatementField.DECLARED_BY));
        Boolean confirmed = confirmed(raw.text(StatementField.CONFIRMED));
        String place = word(raw.text(StatementField.JURISDICTION));
        return new Verdict.Admitted(Statement.builder()
                .with(StatementField.SOURCE, rules.source())
                .with(StatementField.DECLARATION_ID, id)
                .with(StatementField.SUBJECT_ID, new SubjectId(rules.ids().key(subject)))
                .with(StatementField.ACTION, Action.WITHDRAW)
                .with(StatementField.ATTRIBUTE, attribute)
                .with(StatementField.PURPOSES, purposes.get())
                .with(StatementField.CHANNEL, known(raw.text(StatementField.CHANNEL), Channel::ofWord, Channel::word))
                .with(
                        StatementField.ELICITATION,
                        known(raw.text(StatementField.ELICITATION), Elicitation::ofWord, Elicitation::word))
                .with(StatementField.DECLARED_BY, declaredBy == null ? DeclaredBy.SELF : declaredBy)
                .with(StatementField.RECORDED_BY, word(raw.text(StatementField.RECORDED_BY)))
                .with(StatementField.CONFIRMED, confirmed != null && confirmed)
                .with(StatementField.DECLARED_AT, declaredAt)
                .with(
                        StatementField.JURISDICTION,
                        place == null ? rules.jurisdiction().orElse(null) : place)
                .with(StatementField.LEGAL_BASIS, word(raw.text(StatementField.LEGAL_BASIS)))
                .with(StatementField.EVIDENCE_REF, raw.text(StatementField.EVIDENCE_REF))
                .with(StatementField.REVISED_AT, orNull(revisedAt(raw)))
                .build());
    }

    private boolean meansAllPurposes(String id) {
        return (ALL.contains(id) || StandIn.isOne(id) || id.equals("none"))
                && policy.purpose(id).isEmpty();
    }

    /** The purposes to withdraw; empty if the text is not a list of purposes. */
    private static Optional<List<String>> withdrawnPurposes(String text) {
        return PurposeText.parse(text).filter(ids -> ids.stream().allMatch(Purpose::isId) || OptOutScope.areAll(ids));
    }

    private static Verdict refused(Refusal refusal) {
        return new Verdict.Refused(refusal);
    }

    /** Whether a text that should be the id of a person or a statement is free text. */
    private static boolean isNoId(String text) {
        return RawStatement.isTooLong(text) || text.indexOf('\0') >= 0 || StandIn.isNoId(text);
    }

    private static Refusal missing(@Nullable String subject, @Nullable String id) {
        if (subject == null) {
            return Refusal.SUBJECT_MISSING;
        }
        return id == null ? Refusal.ID_MISSING : Refusal.TIME_MISSING;
    }

    private static Terms.Key key(Attribute attribute, RawStatement raw) {
        return new Terms.Key(
                attribute.name().value(),
                raw.text(StatementField.PURPOSES),
                raw.text(StatementField.NOTICE_ID),
                raw.text(StatementField.NOTICE_VERSION),
                raw.text(StatementField.NOTICE_LANGUAGE),
                raw.text(StatementField.CHANNEL),
                raw.text(StatementField.ELICITATION));
    }

    private static @Nullable DeclaredBy declaredBy(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return switch (word) {
            case "self" -> DeclaredBy.SELF;
            case "guardian" -> DeclaredBy.GUARDIAN;
            default -> null;
        };
    }

    /** Null if the text is neither yes nor no; a missing text means no. */
    private static @Nullable Boolean confirmed(@Nullable String text) {
        return text == null ? Boolean.FALSE : YesOrNo.of(text).orElse(null);
    }

    private static Optional<Integer> epochDay(String text) {
        return DATE.parse(text)
                .map(day -> Math.toIntExact(((Value.Day) day).date().toEpochDay()));
    }

    /**
     * The delivered word if the vocabulary of the policy contains it. Returns the vocabulary's own object, so that
     * delivered text is not retained.
     */
    private static <T> @Nullable String known(
            @Nullable String text, Function<String, Optional<T>> ofWord, Function<T, String> word) {
        return text == null ? null : ofWord.apply(text).map(word).orElse(null);
    }

    /** Shares one object among equal texts; for fields with few distinct values. */
    private @Nullable String word(@Nullable String text) {
        return text == null ? null : words.of(text);
    }
}
