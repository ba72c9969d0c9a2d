package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Action;
import io.crumbless.kernel.declaration.DeclaredBy;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds an admitted statement. Fields that a test does not set have usual values. */
final class TestingStatement {
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final SubjectId ANNA = new SubjectId("anna");

    private final Action action;
    private final String attribute;
    private @Nullable String value;
    private String id;
    private String source = "centre";
    private List<String> purposes;
    private @Nullable NoticeRef notice;
    private DeclaredBy declaredBy = DeclaredBy.SELF;
    private String channel = "web_preference_center";
    private @Nullable String recordedBy;
    private long micros = micros("2026-11-01T12:00");
    private @Nullable Integer validUntil;
    private @Nullable String jurisdiction = "DE";
    private @Nullable String legalBasis = "eu-gdpr:A9-2-a";
    private @Nullable String evidence;
    private @Nullable Long revised;
    private String elicitation = "volunteered";
    private boolean confirmed;

    private TestingStatement(Action action, String attribute, @Nullable String value) {
        this.action = action;
        this.attribute = attribute;
        this.value = value;
        this.id = attribute;
        this.purposes = action == Action.DECLARE ? List.of("advice", "offers") : List.of();
        this.notice = action == Action.DECLARE ? new NoticeRef("centre", "1", "en") : null;
    }

    static TestingStatement declares(String attribute, String value) {
        return new TestingStatement(Action.DECLARE, attribute, value);
    }

    /** Withdraws the attribute; with {@link #serving}, only these purposes. */
    static TestingStatement withdraws(String attribute) {
        return new TestingStatement(Action.WITHDRAW, attribute, null).id("withdrawal of " + attribute);
    }

    static TestingStatement withdrawsEverything() {
        return withdraws(Statement.EVERYTHING);
    }

    TestingStatement saying(String value) {
        this.value = value;
        return this;
    }

    /**
     * The id of a declaration is its attribute, that of a withdrawal {@code withdrawal of} it, unless set otherwise.
     */
    TestingStatement id(String id) {
        this.id = id;
        return this;
    }

    TestingStatement source(String source) {
        this.source = source;
        return this;
    }

    TestingStatement serving(String... purposes) {
        this.purposes = Arrays.stream(purposes).sorted().toList();
        return this;
    }

    TestingStatement notice(String id, String version) {
        this.notice = new NoticeRef(id, version, "en");
        return this;
    }

    TestingStatement byGuardian() {
        this.declaredBy = DeclaredBy.GUARDIAN;
        return this;
    }

    /** Said to an associate, who wrote it down and read it back. */
    TestingStatement inStore(String associate) {
        this.channel = "store";
        this.recordedBy = associate;
        return source("store");
    }

    /** A date, meaning its noon, or a date and time; in Berlin, whose days the tests' nights count. */
    TestingStatement at(String time) {
        this.micros = micros(time);
        return this;
    }

    TestingStatement atMicros(long micros) {
        this.micros = micros;
        return this;
    }

    TestingStatement validUntil(String day) {
        this.validUntil = (int) LocalDate.parse(day).toEpochDay();
        return this;
    }

    TestingStatement in(@Nullable String jurisdiction) {
        this.jurisdiction = jurisdiction;
        return this;
    }

    TestingStatement basis(@Nullable String legalBasis) {
        this.legalBasis = legalBasis;
        return this;
    }

    TestingStatement evidence(@Nullable String reference) {
        this.evidence = reference;
        return this;
    }

    TestingStatement revised(String time) {
        this.revised = micros(time);
        return this;
    }

    /** The person was asked, and chose. */
    TestingStatement asked() {
        this.elicitation = "prompted_choice";
        return this;
    }

    TestingStatement confirmed() {
        this.confirmed = true;
        return this;
    }

    Statement build() {
        return Statement.builder()
                .with(StatementField.SOURCE, source)
                .with(StatementField.DECLARATION_ID, id)
                .with(StatementField.SUBJECT_ID, ANNA)
                .with(StatementField.ACTION, action)
                .with(StatementField.ATTRIBUTE, attribute)
                .with(StatementField.VALUE, value)
                .with(StatementField.PURPOSES, purposes)
                .withNotice(notice)
                .with(StatementField.CHANNEL, channel)
                .with(StatementField.ELICITATION, elicitation)
                .with(StatementField.DECLARED_BY, declaredBy)
                .with(StatementField.RECORDED_BY, recordedBy)
                .with(StatementField.CONFIRMED, confirmed || recordedBy != null)
                .with(StatementField.DECLARED_AT, micros)
                .with(StatementField.VALID_UNTIL, validUntil)
                .with(StatementField.JURISDICTION, jurisdiction)
                .with(StatementField.LEGAL_BASIS, legalBasis)
                .with(StatementField.EVIDENCE_REF, evidence)
                .with(StatementField.REVISED_AT, revised)
                .build();
    }

    static long micros(String time) {
        LocalDateTime local = LocalDateTime.parse(time.contains("T") ? time : time + "T12:00");
        return ChronoUnit.MICROS.between(Instant.EPOCH, local.atZone(BERLIN));
    }
}
