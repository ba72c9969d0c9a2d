package io.crumbless.console.requests;

import io.crumbless.answers.letter.LetterKind;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Request;
import io.crumbless.night.plan.Withholding;
import io.crumbless.warehouse.request.Deadline;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.RequestRefusal;
import io.crumbless.warehouse.request.RequestStatus;
import io.crumbless.warehouse.request.RequestStep;
import java.time.LocalDate;
import java.util.Optional;

/** Words for requests, and names of fields. */
final class Words {
    static final String SUBJECT = "subject";
    static final String TEXT = "text";
    static final String UNTIL = "until";

    /** Ticked where the person was informed of the end of a restriction without the letter. */
    static final String INFORMED = "informed";

    static final int LONGEST_ID = 500;
    private static final int SOON_DAYS = 7;
    private static final String SOURCE = "source ";

    private final Request page;
    private final LocalDate today;

    Words(Request page, LocalDate today) {
        this.page = page;
        this.today = today;
    }

    String kind(PrivacyRequest request) {
        return page.say("requests.kind." + request.kind().word());
    }

    /** Display name of an account; nights and sources are named as such. */
    static String account(Request page, String by) {
        if (by.equals(Withholding.NIGHT)) {
            return page.say("requests.by.night");
        }
        return by.startsWith(SOURCE) ? page.say("requests.by.source", by.substring(SOURCE.length())) : by;
    }

    String status(PrivacyRequest request) {
        if (request.hold(today).isPresent() && request.status().isOpen()) {
            return page.say("requests.on-hold");
        }
        return page.say(
                request.withholds() && request.status() == RequestStatus.CARRIED_OUT
                        ? request.withholdsFromNobody() ? "requests.in-effect.nobody" : "requests.in-effect"
                        : "requests.status." + request.status().word());
    }

    /** The next step, as the end of a key of sentences. */
    String next(PrivacyRequest request) {
        return switch (request.status()) {
            case OPEN -> request.hold(today).isPresent() ? "held" : whileOpen(request);
            case APPROVED ->
                request.hold(today).isPresent() ? "held" : request.kind().word();
            case CARRIED_OUT -> request.withholds() ? inEffect(request) : whenDone(request);
            case REFUSED -> "refused";
            case CLOSED -> "closed";
        };
    }

    /**
     * Whether the person still has to be informed: the request is open, or was refused or carried out, and no letter says so yet.
     * Whoever informs them otherwise closes the request, or lets one that is in effect be.
     */
    static boolean owesAnswer(PrivacyRequest request) {
        RequestStatus status = request.status();
        return status.isOpen()
                || (status == RequestStatus.REFUSED && !LetterKind.REFUSAL.isWritten(request))
                || (status == RequestStatus.CARRIED_OUT
                        && !request.kind().withholds()
                        && LetterKind.CONFIRMATION.event(request).isPresent()
                        && !LetterKind.CONFIRMATION.isWritten(request));
    }

    private static String inEffect(PrivacyRequest request) {
        if (!request.has(RequestStep.LIFTING_ANNOUNCED)) {
            return "in-effect";
        }
        return LetterKind.LIFTING.isWritten(request) ? "lift" : "announce";
    }

    /** Recipients are notified of some kinds alone. */
    private static String whenDone(PrivacyRequest request) {
        if (request.kind().notifiesRecipients()) {
            return "inform";
        }
        return owesAnswer(request) ? "answer" : "close";
    }

    private static String whileOpen(PrivacyRequest request) {
        RequestKind kind = request.kind();
        if (kind.withholds()) {
            return "night";
        }
        if (!request.has(RequestStep.IDENTITY_CHECKED)) {
            return "identity";
        }
        if (kind.needsApproval()) {
            return "approval";
        }
        return switch (kind) {
            case RECTIFICATION -> "correct";
            case PORTABILITY -> "file";
            default -> "letter";
        };
    }

    /** Days left for an answer; empty if none is owed, or it is overdue. */
    Optional<String> left(PrivacyRequest request) {
        long days = request.deadline().daysLeft(today);
        return owesAnswer(request) && days > 0
                ? Optional.of(page.sentences().counted("console.requests.days-left", days))
                : Optional.empty();
    }

    /** The rule that forbids a step, in the user's language. */
    static String of(Request page, RequestRefusal refusal) {
        return page.say(
                "requests.refusal." + refusal.reason().word(),
                refusal.filledIn().stream().map(one -> filledIn(page, one)).toArray());
    }

    private static String filledIn(Request page, Object one) {
        if (one instanceof RequestKind kind) {
            return page.say("requests.kind." + kind.word());
        }
        if (one instanceof RequestStatus status) {
            return page.say("requests.status." + status.word());
        }
        if (one instanceof LocalDate day) {
            return page.sentences().day(day);
        }
        return one instanceof Integer number ? page.sentences().number(number) : String.valueOf(one);
    }

    Tone tone(PrivacyRequest request) {
        Deadline deadline = request.deadline();
        if (!owesAnswer(request)) {
            return Tone.PLAIN;
        }
        if (deadline.hasPassed(today)) {
            return Tone.BAD;
        }
        return isSoon(request) ? Tone.WAITING : Tone.PLAIN;
    }

    boolean isSoon(PrivacyRequest request) {
        return owesAnswer(request) && !isOverdue(request) && request.deadline().daysLeft(today) <= SOON_DAYS;
    }

    boolean isOverdue(PrivacyRequest request) {
        return owesAnswer(request) && request.deadline().hasPassed(today);
    }

    String due(PrivacyRequest request) {
        String day = page.sentences().day(request.deadline().due());
        return isOverdue(request) ? page.say("requests.overdue-since", day) : day;
    }
}
