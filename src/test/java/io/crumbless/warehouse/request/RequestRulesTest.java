package io.crumbless.warehouse.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.process.Failure;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each step is allowed where the history allows it, and refused with the reason where it does not. */
@Tag("unit")
class RequestRulesTest {
    private static final LocalDate RECEIVED = LocalDate.parse("2026-11-30");

    private LocalDate today = RECEIVED;

    private static PrivacyRequest request(RequestKind kind) {
        return new PrivacyRequest(
                7,
                kind,
                "0".repeat(64),
                Optional.of("DE"),
                RECEIVED,
                Scope.NONE,
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                "anna",
                List.of());
    }

    private static PrivacyRequest delivered(RequestKind kind) {
        PrivacyRequest by = request(kind);
        return new PrivacyRequest(
                by.number(),
                kind,
                by.subjectHash(),
                by.place(),
                RECEIVED,
                by.scope(),
                Optional.of("crm"),
                Optional.of("case 5"),
                Instant.EPOCH,
                "source crm",
                List.of());
    }

    private static PrivacyRequest with(PrivacyRequest request, String by, RequestEvent.Draft draft) {
        List<RequestEvent> history = new ArrayList<>(request.history());
        history.add(new RequestEvent(
                history.size(), draft.step(), Instant.EPOCH, by, draft.text(), draft.until(), draft.reference()));
        return new PrivacyRequest(
                request.number(),
                request.kind(),
                request.subjectHash(),
                request.place(),
                request.receivedOn(),
                request.scope(),
                request.source(),
                request.reference(),
                request.enteredAt(),
                request.enteredBy(),
                history);
    }

    private RequestRules rules(PrivacyRequest request) {
        return new RequestRules(request, today);
    }

    private PrivacyRequest identified(PrivacyRequest request, String by) {
        return with(request, by, rules(request).identityChecked("signed in to the customer account"));
    }

    private static void assertRefused(ThrowingCallable step, String message) {
        assertThatThrownBy(step).isInstanceOf(Failure.class).hasMessageContaining(message);
    }

    @Test
    void nobodyApprovesARequestOfTheirOwn() {
        PrivacyRequest erasure = identified(request(RequestKind.ERASURE), "anna");

        assertRefused(() -> rules(erasure).approved("anna", ""), "nobody approves a request of their own");
        assertRefused(() -> rules(erasure).approved(" ANNA", ""), "nobody approves a request of their own");
        assertThat(with(erasure, "ben", rules(erasure).approved("ben", "")).status())
                .isEqualTo(RequestStatus.APPROVED);
    }

    @Test
    void whoCheckedAPersonThatASourceNamedDoesNotApprove() {
        PrivacyRequest erasure = identified(delivered(RequestKind.ERASURE), "ben");

        assertRefused(() -> rules(erasure).approved("ben", ""), "you checked the person's identity");
        assertThat(rules(erasure).approved("carl", "").step()).isEqualTo(RequestStep.APPROVED);
    }

    @Test
    void nothingIsDeletedBeforeItIsKnownWhoAsks() {
        PrivacyRequest erasure = request(RequestKind.ERASURE);

        assertRefused(() -> rules(erasure).approved("ben", ""), "identity was not checked");
        assertRefused(() -> rules(request(RequestKind.ACCESS)).requireMayBeCarriedOut(), "identity was not checked");
    }

    @Test
    void anErasureIsCarriedOutOnceItIsApproved() {
        PrivacyRequest checked = identified(request(RequestKind.ERASURE), "anna");
        PrivacyRequest approved = with(checked, "ben", rules(checked).approved("ben", ""));
        PrivacyRequest done = with(approved, "anna", rules(approved).carriedOut("", Optional.of("erase-1")));

        assertRefused(() -> rules(checked).requireMayBeCarriedOut(), "it is not approved");
        assertThat(done.status()).isEqualTo(RequestStatus.CARRIED_OUT);
        assertRefused(() -> rules(done).requireMayBeCarriedOut(), "it is carried-out");
        assertThat(with(done, "anna", rules(done).closed("", PriorNotice.NONE)).status())
                .isEqualTo(RequestStatus.CLOSED);
    }

    @Test
    void aHoldBlocksAnErasureThroughItsLastDay() {
        PrivacyRequest checked = identified(request(RequestKind.ERASURE), "anna");
        PrivacyRequest approved = with(checked, "ben", rules(checked).approved("ben", ""));
        PrivacyRequest held = with(
                approved,
                "carl",
                rules(approved).held("Art. 17(3)(e): claim 4 C 12/26", Optional.of(LocalDate.parse("2026-12-31"))));

        today = LocalDate.parse("2026-12-31");
        assertRefused(
                () -> rules(held).requireMayBeCarriedOut(),
                "it is on legal hold until 2026-12-31 (Art. 17(3)(e): claim 4 C 12/26)");
        today = LocalDate.parse("2027-01-01");
        rules(held).requireMayBeCarriedOut();
    }

    @Test
    void aHoldWithoutEndBlocksUntilItIsEnded() {
        PrivacyRequest checked = identified(request(RequestKind.ERASURE), "anna");
        PrivacyRequest approved = with(checked, "ben", rules(checked).approved("ben", ""));
        PrivacyRequest held = with(approved, "carl", rules(approved).held("Art. 17(3)(e)", Optional.empty()));
        PrivacyRequest free = with(held, "carl", rules(held).holdEnded("the claim was settled"));

        assertRefused(() -> rules(held).requireMayBeCarriedOut(), "it is on legal hold (Art. 17(3)(e))");
        rules(free).requireMayBeCarriedOut();
        assertRefused(() -> rules(free).holdEnded("again"), "no hold is in force");
    }

    @Test
    void onlyAnErasureIsHeld() {
        assertRefused(
                () -> rules(request(RequestKind.ACCESS)).held("Art. 17(3)(b)", Optional.empty()),
                "only an erasure can be held");
    }

    @Test
    void moreTimeIsTakenWithinTheFirstMonthAndOnce() {
        PrivacyRequest access = request(RequestKind.ACCESS);
        PrivacyRequest extended = with(access, "anna", rules(access).extended("many systems; told by letter"));

        assertThat(access.deadline().due()).isEqualTo("2026-12-30");
        assertThat(extended.deadline()).isEqualTo(new Deadline(LocalDate.parse("2027-03-01"), true, "GDPR Art. 12(3)"));
        assertRefused(() -> rules(extended).extended("more"), "the law knows one extension");
        today = LocalDate.parse("2026-12-31");
        assertRefused(() -> rules(access).extended("late"), "the person had to be informed by 2026-12-30");
    }

    /** GDPR Art. 12(4): within one month of receipt, though the answer itself may take three. */
    @Test
    void aRefusalIsDueWithinTheFirstMonthEvenAfterAnExtension() {
        PrivacyRequest access = request(RequestKind.ACCESS);
        PrivacyRequest extended = with(access, "anna", rules(access).extended("many systems"));
        PrivacyRequest refused = with(extended, "anna", rules(extended).refused("asked twice"));

        assertThat(refused.deadline()).isEqualTo(new Deadline(LocalDate.parse("2026-12-30"), false, "GDPR Art. 12(4)"));
    }

    @Test
    void aRestrictionNeedsNoApprovalAndEndsWhenItIsClosed() {
        PrivacyRequest restriction = request(RequestKind.RESTRICTION);
        PrivacyRequest applied = with(restriction, "night", rules(restriction).appliedBy("2026-11-30-0"));

        assertThat(restriction.withholds()).isTrue();
        assertThat(applied.status()).isEqualTo(RequestStatus.CARRIED_OUT);
        assertThat(applied.withholds()).isTrue();
        assertRefused(() -> rules(applied).approved("ben", ""), "needs no approval");
        assertRefused(() -> rules(applied).requireMayBeCarriedOut(), "nights carry out");
        assertRefused(() -> rules(applied).closed("", PriorNotice.OTHERWISE), "state why it ends");
        assertThat(with(applied, "anna", rules(applied).closed("told on 1 December", PriorNotice.OTHERWISE))
                        .withholds())
                .isFalse();
    }

    /** GDPR Art. 18(3). */
    @Test
    void aRestrictionIsLiftedOnceThePersonIsInformedAndTheDayHasCome() {
        PrivacyRequest restriction = request(RequestKind.RESTRICTION);
        PrivacyRequest applied = with(restriction, "night", rules(restriction).appliedBy("2026-11-30-0"));
        LocalDate day = today.plusDays(3);
        PrivacyRequest announced =
                with(applied, "anna", rules(applied).liftingAnnounced("The value is right.", Optional.of(day)));

        assertRefused(() -> rules(applied).closed("checked", PriorNotice.NONE), "the person has to be informed before");
        assertThat(announced.withholds()).isTrue();
        assertRefused(() -> rules(announced).closed("checked", PriorNotice.LETTER), "is lifted on " + day);
        assertRefused(() -> rules(applied).refused("the value is right"), "informed before it ends");
        assertRefused(() -> rules(applied).liftingAnnounced("x", Optional.of(today.minusDays(1))), "has passed");
        assertRefused(() -> rules(applied).liftingAnnounced(" ", Optional.empty()), "the reason given to the person");
        today = day;
        assertThat(with(announced, "anna", rules(announced).closed("checked", PriorNotice.LETTER))
                        .withholds())
                .isFalse();
    }

    /** Nothing was restricted yet, or of nobody; an objection ends as the person wishes. */
    @Test
    void onlyARestrictionInEffectHasToBeAnnounced() {
        PrivacyRequest entered = request(RequestKind.RESTRICTION);
        PrivacyRequest objection = request(RequestKind.OBJECTION);

        assertThat(rules(entered).closed("mistyped", PriorNotice.NONE).step()).isEqualTo(RequestStep.CLOSED);
        assertThat(rules(objection).closed("withdrawn", PriorNotice.NONE).step())
                .isEqualTo(RequestStep.CLOSED);
        assertRefused(() -> rules(objection).liftingAnnounced("x", Optional.empty()), "it asks for objection");
        assertRefused(() -> rules(entered).liftingAnnounced("x", Optional.empty()), "no night has applied it yet");
    }

    @Test
    void aRefusalSaysWhyAndEndsWhatWasWithheld() {
        PrivacyRequest objection = request(RequestKind.OBJECTION);

        assertRefused(() -> rules(objection).refused(" "), "state the reason given to the person");
        assertThat(with(objection, "anna", rules(objection).refused("no such customer"))
                        .withholds())
                .isFalse();
    }

    @Test
    void whatIsOpenIsNotClosedInSilence() {
        assertRefused(
                () -> rules(request(RequestKind.ACCESS)).closed("x", PriorNotice.NONE),
                "carry it out or refuse it first");
    }

    @Test
    void isKnownByItsNumber() {
        assertThat(request(RequestKind.ACCESS).id()).isEqualTo("R-7");
        assertThat(PrivacyRequest.number("R-7")).contains(7L);
        assertThat(PrivacyRequest.number("r-7")).contains(7L);
        assertThat(PrivacyRequest.number("7")).contains(7L);
        assertThat(PrivacyRequest.number("C-7")).isEmpty();
    }
}
