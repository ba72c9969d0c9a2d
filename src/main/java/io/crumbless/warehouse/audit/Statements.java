package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.kernel.profile.ZoneDays;
import io.crumbless.warehouse.remark.Code;
import java.util.ArrayList;
import java.util.List;

/** The evidence log, one subject at a time; each row is checked as it is read. */
final class Statements {
    private static final int OTHER = 0;
    private static final int DECLARE = 1;
    private static final int WITHDRAW = 2;

    private static final int IN_FORCE = 1;
    private static final int FUTURE = 2;
    private static final int KEEPS_VALUE = 3;
    private static final int VALUE_GONE = 4;
    private static final int CORRECTED = 5;

    private final PolicyTables tables;
    private final Findings.Tally tally;
    private final Walk walk;
    private final AuditedColumn source;
    private final AuditedColumn id;
    private final AuditedColumn action;
    private final AuditedColumn attribute;
    private final AuditedColumn value;
    private final AuditedColumn purposes;
    private final AuditedColumn noticeId;
    private final AuditedColumn noticeVersion;
    private final AuditedColumn noticeLanguage;
    private final AuditedColumn channel;
    private final AuditedColumn elicitation;
    private final AuditedColumn declaredAt;
    private final AuditedColumn jurisdiction;
    private final AuditedColumn legalBasis;
    private final AuditedColumn fate;
    private final ZoneDays days;
    private final AuditedColumn validUntil;
    private final AuditedColumn endsOn;
    private final AuditedColumn endedAfter;

    private final List<LoggedStatement> all = new ArrayList<>();
    private int count;
    private final WithdrawalsBySpelling elsewhere;
    private List<LoggedStatement> withdrawnElsewhere = List.of();

    Statements(Walk walk, PolicyTables tables, WithdrawalsBySpelling elsewhere, Findings.Tally tally) {
        this.elsewhere = elsewhere;
        this.walk = walk;
        this.tables = tables;
        this.tally = tally;
        this.days = new ZoneDays(tables.night.zone());
        this.source = walk.field("source");
        this.id = walk.field("declaration_id");
        this.action = walk.field("action", Statements::actionCode);
        this.attribute = walk.field("attribute", tables::attribute);
        this.value = walk.field("value");
        this.purposes = walk.field("purposes", tables::purpose);
        this.noticeId = walk.field("notice_id");
        this.noticeVersion = walk.field("notice_version");
        this.noticeLanguage = walk.field("notice_language");
        this.channel = walk.field("channel");
        this.elicitation = walk.field("elicitation", tables::elicitation);
        this.declaredAt = walk.field("declared_at");
        this.jurisdiction = walk.field("jurisdiction", tables::jurisdiction);
        this.legalBasis = walk.field("legal_basis");
        this.fate = walk.field("fate", Statements::fateCode);
        this.validUntil = walk.field("valid_until");
        this.endsOn = walk.field("ends_on");
        this.endedAfter = walk.field("ended_after");
    }

    private static int actionCode(String word) {
        return switch (word) {
            case "declare" -> DECLARE;
            case "withdraw" -> WITHDRAW;
            default -> OTHER;
        };
    }

    private static int fateCode(String word) {
        return switch (word) {
            case "in_force" -> IN_FORCE;
            case "future" -> FUTURE;
            case "superseded", "not_allowed", "conflicting", "restricted" -> KEEPS_VALUE;
            case "withdrawn", "expired", "minor" -> VALUE_GONE;
            case "corrected" -> CORRECTED;
            default -> OTHER;
        };
    }

    Walk walk() {
        return walk;
    }

    /** Reads all rows of the subject; the walk is then at the next subject. */
    void read(SubjectBytes subject) {
        count = 0;
        withdrawnElsewhere = elsewhere.of(subject);
        while (walk.isAt(subject)) {
            if (count == all.size()) {
                all.add(new LoggedStatement());
            }
            readRow(all.get(count++), walk.row());
            walk.next();
        }
    }

    int count() {
        return count;
    }

    LoggedStatement get(int index) {
        return all.get(index);
    }

    /** Withdrawals under other spellings of the subject's id; they need not be in rows of this subject. */
    List<LoggedStatement> withdrawnElsewhere() {
        return withdrawnElsewhere;
    }

    private void readRow(LoggedStatement said, long row) {
        said.group = walk.group();
        said.row = row;
        said.projected = false;
        action.at(row);
        attribute.at(row);
        fate.at(row);
        int does = action.code();
        int became = fate.code();
        said.declares = does == DECLARE;
        said.attribute = attribute.code();
        said.inForce = became == IN_FORCE;
        said.declaredAt = declaredAt.micros(row);
        said.source = source.text(row);
        said.value = value.text(row);
        ColumnCursor identifier = id.at(row);
        if (identifier.isNull()) {
            said.idLength = 0;
        } else {
            said.id(identifier.bytesArray(), identifier.bytesOffset(), identifier.bytesLength());
        }
        readPurposes(said, row);
        said.jurisdiction = jurisdiction.text(row);
        said.jurisdictionCode = jurisdiction.code();
        said.legalBasis = legalBasis.text(row);
        said.noticeId = noticeId.text(row);
        said.noticeVersion = noticeVersion.text(row);
        said.noticeLanguage = noticeLanguage.text(row);
        said.channel = channel.text(row);
        said.elicitation = elicitation.text(row);
        said.validUntil = day(validUntil, row);
        said.reportsEnds = endsOn.isThere();
        said.endsOn = said.reportsEnds ? day(endsOn, row) : LoggedStatement.NO_END;
        check(said, does, became);
        checkEnd(said, became);
    }

    private static int day(AuditedColumn field, long row) {
        ColumnCursor here = field.at(row);
        return here.isNull() ? LoggedStatement.NO_END : Math.toIntExact(here.whole());
    }

    /**
     * Only a statement with a value has an end, and it is not later than the person or the retention period of the
     * catalogue allows.
     */
    private void checkEnd(LoggedStatement said, int became) {
        if (!said.reportsEnds) {
            return;
        }
        boolean held = said.declares && (became == IN_FORCE || became == KEEPS_VALUE);
        boolean gone = said.endsOn != LoggedStatement.NO_END && !held;
        if (gone || (became != VALUE_GONE && !endedAfter.isNull(said.row))) {
            found(Rule.LOG_FORGETS, Code.END_KEPT);
        }
        if (held && tables.endsLater(said, days.dayOf(said.declaredAt))) {
            found(Rule.NOT_OUTLIVED, Code.ENDS_TOO_LATE);
        }
    }

    private void readPurposes(LoggedStatement said, long row) {
        said.purposeCount = 0;
        said.purposesNamed = 0;
        said.scopes = 0;
        ColumnCursor list = purposes.at(row);
        int size = list.listSize();
        for (int i = 0; i < size; i++) {
            list.item(i);
            said.addPurpose(purposes.code());
        }
    }

    private void check(LoggedStatement said, int does, int became) {
        tally.looked(Rule.LOG_FORGETS);
        tally.looked(Rule.NOTHING_FROM_THE_FUTURE);
        if (does == OTHER || became == OTHER || (does == WITHDRAW && became == CORRECTED)) {
            found(Rule.LOG_FORGETS, Code.NO_ACTION_OR_FATE);
        }
        if (said.value != null && (does == WITHDRAW || became == VALUE_GONE || became == CORRECTED)) {
            found(Rule.LOG_FORGETS, Code.VALUE_KEPT);
        }
        boolean waits = !tables.counts(said);
        if (waits && became != FUTURE && became != CORRECTED && !isGoneBeforeItsTime(said, became)) {
            found(Rule.NOTHING_FROM_THE_FUTURE, Code.DOES_NOT_WAIT);
        } else if (!waits && became == FUTURE) {
            found(Rule.NOTHING_FROM_THE_FUTURE, Code.WAITS_IN_VAIN);
        }
        if (said.declares && (said.elicitation == null || elicitation.code() == 0)) {
            found(Rule.ADMISSIBLE_ORIGIN, Code.NOBODY_ACTED);
        }
    }

    /** Whether it was withdrawn before its own night could use it, which is known if the snapshot was recomputed. */
    private boolean isGoneBeforeItsTime(LoggedStatement said, int became) {
        return said.declares && became == VALUE_GONE && said.declaredAt < tables.withdrawalsUntilMicros;
    }

    private void found(Rule rule, Code what) {
        tally.found(rule, walk.place(), what);
    }
}
