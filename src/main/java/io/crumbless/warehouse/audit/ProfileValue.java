package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.OnLater;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.SpecialCategoryRule;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.StatementRef;
import io.crumbless.kernel.profile.Value;
import io.crumbless.warehouse.remark.Code;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Checks the value and lineage of one attribute in the current row of the profiles. */
final class ProfileValue extends AttributeColumns {
    private static final int NONE = Integer.MIN_VALUE;

    private final PolicyTables tables;
    private final Attribute attribute;
    private final boolean special;
    private final boolean acceptsDeclared;
    private final boolean acceptsProvided;
    private final AuditedColumn declarationId;
    private final AuditedColumn source;
    private final AuditedColumn channel;
    private final AuditedColumn elicitation;
    private final AuditedColumn purposeList;
    private final AuditedColumn noticeId;
    private final AuditedColumn noticeVersion;
    private final AuditedColumn noticeLanguage;
    private final AuditedColumn legalBasis;
    private final AuditedColumn declaredAtField;
    private final AuditedColumn validUntilField;
    private final AuditedColumn rule;
    private final AuditedColumn accumulated;
    private final AuditedColumn accumulatedSources;

    // The lineage that was last read.
    private boolean declared;
    private boolean provided;
    private int[] purposes = new int[4];
    private int purposeCount;
    private long declaredAt;
    private long validUntil;

    ProfileValue(Walk walk, int position, long[] nextRows, PolicyTables tables, Findings.Tally tally) {
        super(walk, position, nextRows, tables, tally);
        this.tables = tables;
        this.attribute = tables.attributes.get(position);
        this.special = attribute.sensitivity() == Sensitivity.SPECIAL;
        this.acceptsDeclared = attribute.accepts().contains(Origin.DECLARED);
        this.acceptsProvided = attribute.accepts().contains(Origin.PROVIDED);
        this.declarationId = lineage("declaration_id");
        this.source = lineage("source");
        this.channel = lineage("channel");
        this.elicitation = coded("elicitation", tables::elicitation);
        this.purposeList = coded("purposes", tables::purpose);
        this.noticeId = coded("notice_id", tables::noticeId);
        this.noticeVersion = coded("notice_version", tables::noticeVersion);
        this.noticeLanguage = lineage("notice_language");
        this.legalBasis = lineage("legal_basis");
        this.declaredAtField = lineage("declared_at");
        this.validUntilField = lineage("valid_until");
        this.rule = coded("rule", tables::provenanceRule);
        this.accumulated = lineage("accumulated_from");
        this.accumulatedSources = lineage("accumulated_sources");
    }

    boolean isDeclared() {
        return declared;
    }

    boolean isProvided() {
        return provided;
    }

    /** Source, attribute and rule of a provided value. */
    String supply() {
        return source.text(walk().row()) + " " + name + " " + rule.text(walk().row());
    }

    boolean serves(int purpose) {
        return PolicyTables.holds(purposes, purposeCount, purpose);
    }

    long declaredAt() {
        return declaredAt;
    }

    /** Days since the epoch; {@code Integer.MIN_VALUE} if no end is known. */
    long validUntil() {
        return validUntil;
    }

    ColumnCursor declarationId() {
        return declarationId.at(walk().row());
    }

    @Nullable
    String source() {
        return source.text(walk().row());
    }

    private void found(Rule broken, Code what, Object... filledIn) {
        tally().found(broken, place(), what, filledIn);
    }

    /** Reads the lineage and checks whatever does not depend on statements. */
    void check() {
        long row = walk().row();
        int origin = originCode();
        declared = origin == Origin.DECLARED.ordinal();
        provided = origin == Origin.PROVIDED.ordinal();
        declaredAt = declaredAtField.micros(row);
        ColumnCursor end = validUntilField.at(row);
        validUntil = end.isNull() ? NONE : end.whole();
        readPurposes(row);
        tally().looked(Rule.ADMISSIBLE_ORIGIN);
        tally().looked(Rule.LINEAGE_COMPLETE);
        tally().looked(Rule.PURPOSE_BINDS);
        tally().looked(Rule.NOT_OUTLIVED);
        checkOrigin();
        checkPurposes();
        if (declaredAt == Long.MIN_VALUE || source.isNull(row) || rule.isNull(row)) {
            found(Rule.LINEAGE_COMPLETE, Code.LINEAGE_INCOMPLETE);
        }
        if (declaredAt >= tables.asOfMicros) {
            found(Rule.NOTHING_FROM_THE_FUTURE, Code.SAID_TOO_LATE);
        }
        if (validUntil != NONE && validUntil < tables.businessDay) {
            found(Rule.NOT_OUTLIVED, Code.LAST_DAY_PASSED);
        }
        if (declared) {
            checkDeclared(row);
        } else if (provided) {
            checkProvided(row);
        }
    }

    private void readPurposes(long row) {
        ColumnCursor list = purposeList.at(row);
        purposeCount = list.listSize();
        for (int i = 0; i < purposeCount; i++) {
            purposes = PolicyTables.grown(purposes, i);
            list.item(i);
            purposes[i] = purposeList.code();
        }
    }

    private void checkOrigin() {
        if (!(declared && acceptsDeclared) && !(provided && acceptsProvided)) {
            found(Rule.ADMISSIBLE_ORIGIN, Code.ORIGIN_NOT_ACCEPTED);
        }
    }

    private void checkPurposes() {
        if (purposeCount == 0) {
            found(Rule.PURPOSE_BINDS, Code.NO_PURPOSE);
        } else if (!PolicyTables.within(purposes, purposeCount, tables.allowed[position])) {
            found(Rule.PURPOSE_BINDS, Code.PURPOSE_NOT_ALLOWED);
        }
    }

    private void checkDeclared(long row) {
        boolean incomplete = declarationId.isNull(row)
                || channel.isNull(row)
                || elicitation.isNull(row)
                || noticeId.isNull(row)
                || noticeVersion.isNull(row)
                || noticeLanguage.isNull(row);
        if (incomplete) {
            found(Rule.LINEAGE_COMPLETE, Code.DECLARED_INCOMPLETELY);
            return;
        }
        if (elicitation.code() != 1) {
            found(Rule.ADMISSIBLE_ORIGIN, Code.NOBODY_ACTED);
        }
        boolean[] explained = tables.explained(noticeId.code(), noticeVersion.code());
        if (explained.length == 0) {
            found(Rule.PURPOSE_BINDS, Code.NOTICE_UNKNOWN);
        } else if (!PolicyTables.within(purposes, purposeCount, explained)) {
            found(Rule.PURPOSE_BINDS, Code.PURPOSE_NOT_EXPLAINED);
        }
    }

    private void checkProvided(long row) {
        rule.at(row);
        if (!declarationId.isNull(row) || !noticeId.isNull(row) || !isOfOneStatement(row)) {
            found(Rule.LINEAGE_COMPLETE, Code.PROVIDED_NAMES_A_DECLARATION);
        }
        if (special || rule.code() != 1) {
            found(Rule.ADMISSIBLE_ORIGIN, Code.PROVIDED_WITHOUT_RULE);
        }
        boolean sunset = attribute
                .provided()
                .map(accepted -> accepted.until().isBefore(tables.businessDate()))
                .orElse(true);
        if (sunset) {
            found(Rule.NOT_OUTLIVED, Code.PROVIDED_AFTER_SUNSET);
        }
        if (!PolicyTables.within(purposes, purposeCount, tables.allowedProvided[position])) {
            found(Rule.PURPOSE_BINDS, Code.PROVIDED_FOR_ANOTHER_PURPOSE);
        }
    }

    /** Compares the value with the statements of its subject. */
    void checkAgainst(Statements statements) {
        if (declared) {
            checkResolves(statements);
        } else if (provided) {
            checkNothingSaid(statements);
        }
    }

    private void checkNothingSaid(Statements statements) {
        boolean spokenOf = statements.withdrawnElsewhere().stream().anyMatch(this::isSpokenOfBy);
        for (int i = 0; i < statements.count() && !spokenOf; i++) {
            spokenOf = isSpokenOfBy(statements.get(i));
        }
        if (spokenOf) {
            found(Rule.WITHDRAWALS_HONOURED, Code.PROVIDED_THOUGH_SAID);
        }
    }

    private boolean isSpokenOfBy(LoggedStatement said) {
        return said.concerns(position) && tables.counts(said) && !said.isOptOut();
    }

    private void checkResolves(Statements statements) {
        tally().looked(Rule.LINEAGE_RESOLVES);
        LoggedStatement own = null;
        int parts = 0;
        int end = NONE;
        boolean reported = true;
        for (int i = 0; i < statements.count(); i++) {
            LoggedStatement said = statements.get(i);
            if (!said.declares || !said.inForce || said.attribute != position) {
                continue;
            }
            parts++;
            reported &= said.reportsEnds;
            end = end == NONE || said.endsOn == NONE ? Math.max(end, said.endsOn) : Math.min(end, said.endsOn);
            if (own == null && isOwn(said)) {
                own = said;
            }
        }
        if (own == null) {
            found(Rule.LINEAGE_RESOLVES, Code.NO_STATEMENT_IN_FORCE);
            return;
        }
        if (reported && end != validUntil) {
            found(Rule.NOT_OUTLIVED, Code.ANOTHER_END_THAN_REPORTED);
        }
        checkCircumstances(own);
        if (parts == 1 && isOfOneStatement(walk().row())) {
            checkPart(own, statements);
            if (!holdsValueOf(own)) {
                found(Rule.LINEAGE_RESOLVES, Code.STATEMENT_OF_ANOTHER_VALUE);
            }
        } else {
            checkParts(own, statements);
        }
    }

    private boolean isOwn(LoggedStatement said) {
        ColumnCursor id = declarationId();
        return said.declaredAt == declaredAt
                && !id.isNull()
                && said.hasId(id.bytesArray(), id.bytesOffset(), id.bytesLength())
                && String.valueOf(said.source).equals(source());
    }

    private void checkCircumstances(LoggedStatement own) {
        long row = walk().row();
        boolean same = Objects.equals(own.noticeId, noticeId.text(row))
                && Objects.equals(own.noticeVersion, noticeVersion.text(row))
                && Objects.equals(own.noticeLanguage, noticeLanguage.text(row))
                && Objects.equals(own.channel, channel.text(row))
                && Objects.equals(own.elicitation, elicitation.text(row))
                && Objects.equals(own.legalBasis, legalBasis.text(row));
        if (!same) {
            found(Rule.LINEAGE_RESOLVES, Code.STATEMENT_OF_OTHER_CIRCUMSTANCES);
        }
        if (special) {
            checkSpecial(own);
        }
    }

    private void checkSpecial(LoggedStatement own) {
        tally().looked(Rule.SPECIAL_CATEGORY);
        SpecialCategoryRule asked = own.jurisdiction == null
                ? null
                : tables.policy
                        .jurisdiction(own.jurisdiction)
                        .map(Jurisdiction::specialCategory)
                        .orElse(null);
        if (asked == null || own.legalBasis == null || !asked.legalBases().contains(own.legalBasis)) {
            found(Rule.SPECIAL_CATEGORY, Code.LEGAL_BASIS_NOT_TAKEN);
        }
        if (validUntil == NONE && (asked == null || asked.expiryRequired())) {
            found(Rule.SPECIAL_CATEGORY, Code.NO_END);
        }
    }

    /** Checks one statement on which the value is based: its purposes, and whether it was withdrawn. */
    private void checkPart(LoggedStatement part, Statements statements) {
        part.projected = true;
        tally().looked(Rule.JURISDICTION_KNOWN);
        if (part.jurisdictionCode == PolicyTables.UNKNOWN) {
            found(Rule.JURISDICTION_KNOWN, Code.JURISDICTION_UNKNOWN, part.place());
        }
        for (int i = 0; i < purposeCount; i++) {
            if (!PolicyTables.holds(part.purposes, part.purposeCount, purposes[i])) {
                found(Rule.PURPOSE_BINDS, Code.PURPOSE_NOT_DECLARED);
                break;
            }
        }
        for (int i = 0; i < statements.count(); i++) {
            checkWithdrawal(part, statements.get(i));
        }
        statements.withdrawnElsewhere().forEach(said -> checkWithdrawal(part, said));
    }

    private void checkWithdrawal(LoggedStatement part, LoggedStatement said) {
        if (said.declares || !said.concerns(position)) {
            return;
        }
        tally().looked(Rule.WITHDRAWALS_HONOURED);
        boolean withdrawn =
                tables.counts(said) && said.declaredAt >= part.declaredAt && said.revokes(purposes, purposeCount);
        if (withdrawn) {
            found(Rule.WITHDRAWALS_HONOURED, Code.TAKEN_BACK, said.place());
        }
        if (said.isOptOut() && tables.counts(said) && said.declaredAt >= part.declaredAt) {
            checkOptOut(part, said);
        }
    }

    /** Declarations before an opt-out must not serve the purposes opted out of. */
    private void checkOptOut(LoggedStatement part, LoggedStatement said) {
        for (int i = 0; i < purposeCount; i++) {
            if (purposes[i] >= 0 && tables.optedOut(said.scopes, purposes[i], position, part.jurisdiction)) {
                found(Rule.WITHDRAWALS_HONOURED, Code.OPTED_OUT, said.place());
                return;
            }
        }
    }

    private boolean holdsValueOf(LoggedStatement own) {
        if (own.value == null) {
            return false;
        }
        if (value().info().list()) {
            return texts(value()).equals(items(own.value));
        }
        String text = String.valueOf(value().text());
        return own.value.equals(text)
                || attribute
                        .type()
                        .parse(own.value)
                        .map(parsed -> parsed.canonical().equals(text))
                        .orElse(false);
    }

    /** Checks a list that accumulates items of several statements. */
    private void checkParts(LoggedStatement own, Statements statements) {
        if (attribute.onLater() != OnLater.ACCUMULATE) {
            found(Rule.LINEAGE_RESOLVES, Code.SEVERAL_STATEMENTS);
        }
        Set<StatementRef> named = gatheredFrom(walk().row());
        Set<StatementRef> met = new HashSet<>();
        Set<String> union = new HashSet<>();
        for (int i = 0; i < statements.count(); i++) {
            LoggedStatement part = statements.get(i);
            if (!part.declares || !part.inForce || part.attribute != position) {
                continue;
            }
            StatementRef ref = ref(part);
            if (part == own || named.contains(ref)) {
                checkPart(part, statements);
                union.addAll(part.value == null ? List.of() : items(part.value));
            }
            if (part != own) {
                met.add(ref);
            }
        }
        if (!met.equals(named)) {
            found(Rule.LINEAGE_RESOLVES, Code.GATHERED_FROM_OTHERS);
        }
        if (!union.equals(new HashSet<>(texts(value())))) {
            found(Rule.LINEAGE_RESOLVES, Code.OTHER_ITEMS);
        }
    }

    private boolean isOfOneStatement(long row) {
        return accumulated.isNull(row) && !namesSources(row);
    }

    /** Most row groups contain no accumulated list and so have no dictionary of sources: then no row is read. */
    private boolean namesSources(long row) {
        return accumulatedSources.isThere()
                && accumulatedSources.cursor().dictionarySize() > 0
                && !accumulatedSources.isNull(row);
    }

    /** The statements named in the lineage; empty if it does not name a source for each id. */
    private Set<StatementRef> gatheredFrom(long row) {
        List<String> ids = texts(accumulated.at(row));
        if (!accumulatedSources.isThere()) {
            return ids.stream().map(id -> new StatementRef(id, null)).collect(Collectors.toSet());
        }
        List<String> sources = texts(accumulatedSources.at(row));
        return sources.size() != ids.size()
                ? Set.of()
                : IntStream.range(0, ids.size())
                        .mapToObj(i -> new StatementRef(ids.get(i), sources.get(i)))
                        .collect(Collectors.toSet());
    }

    private StatementRef ref(LoggedStatement part) {
        String id = new String(part.id, 0, part.idLength, StandardCharsets.UTF_8);
        return new StatementRef(id, accumulatedSources.isThere() ? part.source : null);
    }

    private static List<String> texts(ColumnCursor list) {
        List<String> texts = new ArrayList<>();
        int size = list.listSize();
        for (int i = 0; i < size; i++) {
            list.item(i);
            texts.add(String.valueOf(list.text()));
        }
        return texts;
    }

    private List<String> items(String logged) {
        Optional<Value> parsed =
                attribute.type() instanceof AttributeType.ListType list ? list.parse(logged) : Optional.empty();
        List<String> texts = new ArrayList<>();
        if (parsed.isPresent() && parsed.get() instanceof Value.Items several) {
            several.items().forEach(item -> texts.add(item.canonical()));
        }
        return texts;
    }
}
