package io.crumbless.warehouse.request;

import io.crumbless.warehouse.request.RequestRefusal.Reason;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Which steps may be added to the history of a request. Every step is checked here against the history at the time it
 * is added, whether by command, console or delivery.
 */
public final class RequestRules {
    /** Characters of entered text. */
    public static final int LONGEST_TEXT = 3000;

    private final PrivacyRequest request;
    private final LocalDate today;

    /** @param today in the job's time zone */
    public RequestRules(PrivacyRequest request, LocalDate today) {
        this.request = request;
        this.today = today;
    }

    /** @param how how the identity was checked, or why that was not necessary; no copies of documents */
    public RequestEvent.Draft identityChecked(String how) {
        requireOpen("note the identity check of");
        return draft(RequestStep.IDENTITY_CHECKED, how, "how the person's identity was checked");
    }

    public RequestEvent.Draft note(String text) {
        return draft(RequestStep.NOTE, text, "the note");
    }

    /**
     * Extends the deadline; the person was informed.
     *
     * @param reason given to the person
     */
    public RequestEvent.Draft extended(String reason) {
        requireOpen("extend");
        ResponseTime time = ResponseTime.of(request.kind(), request.place().orElse(""));
        if (request.has(RequestStep.EXTENDED)) {
            throw refused(Reason.EXTENDED_BEFORE, "extend", "it was extended before, and the law knows one extension");
        }
        LocalDate later = time.dueExtended(request.receivedOn())
                .orElseThrow(() -> time.cite().isEmpty()
                        ? refused(
                                Reason.EXTENSION_UNKNOWN, "extend", "the law of its place is not known to the register")
                        : refused(
                                Reason.NO_EXTENSION,
                                "extend",
                                "the law knows no extension of it (" + time.cite() + ")",
                                time.cite()));
        LocalDate first = time.due(request.receivedOn());
        if (today.isAfter(first)) {
            throw refused(
                    Reason.FIRST_TIME_PASSED,
                    "extend",
                    "the person had to be informed by " + first + " (" + time.cite()
                            + "), which has passed; answer now",
                    first,
                    time.cite());
        }
        RequestEvent.Draft words = draft(RequestStep.EXTENDED, reason, "the reason given to the person");
        return new RequestEvent.Draft(words.step(), words.text(), Optional.of(later), Optional.empty());
    }

    /** Whether the applicable law allows an extension, and the person can still be informed in time. */
    public boolean mayBeExtended() {
        ResponseTime time = ResponseTime.of(request.kind(), request.place().orElse(""));
        return request.status().isOpen()
                && !request.has(RequestStep.EXTENDED)
                && time.dueExtended(request.receivedOn()).isPresent()
                && !today.isAfter(time.due(request.receivedOn()));
    }

    /**
     * Puts an erasure on hold.
     *
     * @param ground of GDPR Art. 17(3)
     * @param until its last day; empty if it is not known yet
     */
    public RequestEvent.Draft held(String ground, Optional<LocalDate> until) {
        requireOpen("hold");
        if (request.kind() != RequestKind.ERASURE) {
            throw refused(
                    Reason.NOT_HELD,
                    "hold",
                    "it asks for " + request.kind().word() + ", and only an erasure can be held",
                    request.kind());
        }
        if (until.filter(today::isAfter).isPresent()) {
            throw refused(
                    Reason.HOLD_PASSED,
                    "hold",
                    "the last day of the hold, " + until.get() + ", has passed",
                    until.get());
        }
        RequestEvent.Draft words = draft(RequestStep.HOLD_SET, ground, "the ground of the hold (GDPR Art. 17(3))");
        return new RequestEvent.Draft(words.step(), words.text(), until, Optional.empty());
    }

    public RequestEvent.Draft holdEnded(String reason) {
        if (request.hold(today).isEmpty()) {
            throw refused(Reason.NO_HOLD, "end the hold of", "no hold is in force");
        }
        return draft(RequestStep.HOLD_ENDED, reason, "why the hold has ended");
    }

    /**
     * Announces that a restriction is lifted; the person is informed before (GDPR Art. 18(3)).
     *
     * @param reason given to the person
     * @param from first day on which it may be lifted; empty if none is named
     */
    public RequestEvent.Draft liftingAnnounced(String reason, Optional<LocalDate> from) {
        String deed = "announce the end of";
        if (request.kind() != RequestKind.RESTRICTION) {
            throw refused(
                    Reason.OTHER_KIND, deed, "it asks for " + request.kind().word(), request.kind());
        }
        if (!request.withholds()) {
            throw notOpen(deed);
        }
        if (!request.has(RequestStep.CARRIED_OUT)) {
            throw refused(Reason.NOT_IN_EFFECT, deed, "no night has applied it yet; close it without announcing that");
        }
        from.filter(today::isAfter).ifPresent(day -> {
            throw refused(Reason.LIFTING_PASSED, deed, "the day named, " + day + ", has passed", day);
        });
        RequestEvent.Draft words = draft(RequestStep.LIFTING_ANNOUNCED, reason, "the reason given to the person");
        return new RequestEvent.Draft(words.step(), words.text(), from, Optional.empty());
    }

    /** @param reason given to the person (GDPR Art. 12(4)) */
    public RequestEvent.Draft refused(String reason) {
        if (request.status() != RequestStatus.OPEN && !request.withholds()) {
            throw notOpen("refuse");
        }
        if (isRestrictedNow()) {
            throw refused(
                    Reason.LIFTING_UNANNOUNCED,
                    "refuse",
                    "it is in effect, and the person has to be informed before it ends (GDPR Art. 18(3)); announce that"
                            + " it is lifted and write the letter, then close it");
        }
        return draft(RequestStep.REFUSED, reason, "the reason given to the person");
    }

    /**
     * Approves the request under the four-eyes principle: the account is neither the one that entered it nor, for a
     * delivered request, the one that checked the identity.
     */
    public RequestEvent.Draft approved(String by, String text) {
        if (!request.kind().needsApproval()) {
            throw refused(
                    Reason.NEEDS_NO_APPROVAL,
                    "approve",
                    "a request for " + request.kind().word() + " needs no approval",
                    request.kind());
        }
        if (request.status() != RequestStatus.OPEN) {
            throw notOpen("approve");
        }
        requireIdentity("approve");
        barredFromApproving(by).ifPresent(why -> {
            throw refused(
                    why,
                    "approve",
                    why == Reason.OWN_REQUEST
                            ? "you entered it, and nobody approves a request of their own; another must"
                            : "you checked the person's identity; another must approve it");
        });
        return RequestEvent.Draft.of(RequestStep.APPROVED, fitting(text));
    }

    /** Why an account cannot approve the request; empty if it can. */
    public Optional<Reason> barredFromApproving(String by) {
        if (isSame(by, request.enteredBy())) {
            return Optional.of(Reason.OWN_REQUEST);
        }
        return request.source()
                .flatMap(delivered -> request.who(RequestStep.IDENTITY_CHECKED))
                .filter(who -> isSame(by, who))
                .map(who -> Reason.OWN_IDENTITY_CHECK);
    }

    /** Checks that it may be carried out now. */
    public void requireMayBeCarriedOut() {
        String deed = "carry out";
        if (request.kind().withholds()) {
            throw refused(
                    Reason.NIGHTS_DO_IT,
                    deed,
                    "nights carry out a request for " + request.kind().word() + " by themselves",
                    request.kind());
        }
        if (request.kind().needsApproval() && request.status() == RequestStatus.OPEN) {
            throw refused(Reason.NOT_APPROVED, deed, "it is not approved");
        }
        if (!request.status().isOpen()) {
            throw notOpen(deed);
        }
        requireIdentity(deed);
        request.hold(today).ifPresent(hold -> {
            throw refused(
                    Reason.ON_HOLD,
                    deed,
                    "it is on legal hold"
                            + hold.until().map(day -> " until " + day).orElse("")
                            + " (" + hold.ground() + "); end the hold first",
                    hold.ground());
        });
    }

    /**
     * Records that it was carried out.
     *
     * @param reference what carried it out
     */
    public RequestEvent.Draft carriedOut(String text, Optional<String> reference) {
        requireMayBeCarriedOut();
        return new RequestEvent.Draft(RequestStep.CARRIED_OUT, fitting(text), Optional.empty(), reference);
    }

    /** Records that a night was published that uses none of the withheld values. */
    public RequestEvent.Draft appliedBy(String runId) {
        return new RequestEvent.Draft(RequestStep.CARRIED_OUT, "", Optional.empty(), Optional.of(runId));
    }

    /**
     * Records whether a night found values under the id of a request that withholds values.
     *
     * @param step {@code FOUND} or {@code FOUND_NOBODY}
     */
    public RequestEvent.Draft looked(RequestStep step, String runId) {
        return new RequestEvent.Draft(step, "", Optional.empty(), Optional.of(runId));
    }

    /**
     * Closes the request; withheld values are used again from the next night on.
     *
     * @param reason why withheld values are used again; may be empty for other requests
     * @param notice how the person was informed, which matters for a restriction that is in effect
     */
    public RequestEvent.Draft closed(String reason, PriorNotice notice) {
        if (request.status() == RequestStatus.CLOSED) {
            throw notOpen("close");
        }
        if (request.status().isOpen() && !request.kind().withholds()) {
            throw refused(
                    Reason.STILL_OPEN,
                    "close",
                    "it is " + request.status().word() + "; carry it out or refuse it first",
                    request.status());
        }
        if (isRestrictedNow()) {
            requireAnnounced(notice);
        }
        return request.kind().withholds()
                ? draft(RequestStep.CLOSED, reason, "why it ends")
                : RequestEvent.Draft.of(RequestStep.CLOSED, fitting(reason));
    }

    /** The request, as it was when the step is added. */
    public PrivacyRequest request() {
        return request;
    }

    private boolean isRestrictedNow() {
        return request.kind() == RequestKind.RESTRICTION
                && request.withholds()
                && request.has(RequestStep.CARRIED_OUT)
                && !request.withholdsFromNobody();
    }

    private void requireAnnounced(PriorNotice notice) {
        if (notice == PriorNotice.NONE) {
            throw refused(
                    Reason.LIFTING_UNANNOUNCED,
                    "lift",
                    "the person has to be informed before (GDPR Art. 18(3)); announce it and write the letter, or state"
                            + " that they were informed otherwise");
        }
        if (notice == PriorNotice.LETTER) {
            request.liftingAnnounced().filter(today::isBefore).ifPresent(day -> {
                throw refused(Reason.LIFTING_EARLY, "lift", "the person was informed that it is lifted on " + day, day);
            });
        }
    }

    private void requireOpen(String deed) {
        if (!request.status().isOpen()) {
            throw notOpen(deed);
        }
    }

    private void requireIdentity(String deed) {
        if (request.kind().needsIdentity() && !request.has(RequestStep.IDENTITY_CHECKED)) {
            throw refused(
                    Reason.IDENTITY_UNCHECKED,
                    deed,
                    "the person's identity was not checked; note first how it was, or why it need not be");
        }
    }

    /** Account names that differ in letter case or Unicode normalisation belong to one person. */
    private static boolean isSame(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String account) {
        return Normalizer.normalize(account, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    private RequestEvent.Draft draft(RequestStep step, String text, String what) {
        if (text.isBlank()) {
            throw new RequestRefusal(
                    Reason.TEXT_MISSING, request.id(), "Missing text for request " + request.id() + ": state " + what);
        }
        return RequestEvent.Draft.of(step, fitting(text));
    }

    private String fitting(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new RequestRefusal(
                    Reason.TEXT_TOO_LONG,
                    request.id(),
                    "Invalid text for request " + request.id() + ": it has " + text.length() + " characters, and "
                            + LONGEST_TEXT + " are kept; say it shorter",
                    text.length(),
                    LONGEST_TEXT);
        }
        return text;
    }

    private RequestRefusal notOpen(String deed) {
        return refused(Reason.NOT_OPEN, deed, "it is " + request.status().word(), request.status());
    }

    private RequestRefusal refused(Reason reason, String deed, String why, Object... filledIn) {
        return new RequestRefusal(
                reason, request.id(), "Cannot " + deed + " request " + request.id() + ": " + why, filledIn);
    }
}
