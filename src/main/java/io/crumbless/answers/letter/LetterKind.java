package io.crumbless.answers.letter;

import io.crumbless.answers.wording.Sentences;
import io.crumbless.warehouse.request.PriorNotice;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.RequestStep;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of letters. Each informs the person of a step of the register, with the reason entered there. */
public enum LetterKind {
    /** The answer takes longer, and why (GDPR Art. 12(3)). */
    EXTENSION(RequestStep.EXTENDED),
    /** The erasure is on hold, and why (Art. 12(4), 17(3)). */
    HOLD(RequestStep.HOLD_SET),
    /** The request is refused, why, and where to complain (Art. 12(4)). */
    REFUSAL(RequestStep.REFUSED),
    /** A restriction is going to be lifted, when and why (Art. 18(3)). */
    LIFTING(RequestStep.LIFTING_ANNOUNCED),
    /** What was done (Art. 12(3)). None for access and portability, where the statement or the file is the answer. */
    CONFIRMATION(RequestStep.CARRIED_OUT);

    private final RequestStep step;

    LetterKind(RequestStep step) {
        this.step = step;
    }

    /** The name in JSON, in keys of sentences and in file names: {@code refusal}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<LetterKind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** The letters that the current state of a request allows on a day, in the order of its steps. */
    public static List<LetterKind> of(PrivacyRequest request, LocalDate today) {
        return Arrays.stream(values())
                .filter(kind -> kind.event(request, today).isPresent())
                .sorted((one, other) -> Integer.compare(one.number(request), other.number(request)))
                .toList();
    }

    private int number(PrivacyRequest request) {
        return event(request).map(RequestEvent::number).orElse(0);
    }

    /** The step that the letter is about; empty where there is nothing to inform of any more, such as a hold that has passed. */
    public Optional<RequestEvent> event(PrivacyRequest request, LocalDate today) {
        return event(request)
                .filter(event ->
                        this != HOLD || event.until().filter(today::isAfter).isEmpty());
    }

    /** The step that the letter is about, on whatever day; empty where there is nothing to inform of. */
    public Optional<RequestEvent> event(PrivacyRequest request) {
        return (this == CONFIRMATION && !isInEffect(request))
                        || (this == HOLD && !isHeld(request))
                        || (this == LIFTING && !request.withholds())
                ? Optional.empty()
                : last(request, step);
    }

    /**
     * Whether what was done is still in effect: values are used again once a request that restricted them is closed or
     * refused.
     */
    private static boolean isInEffect(PrivacyRequest request) {
        boolean answersItself = request.kind() == RequestKind.ACCESS || request.kind() == RequestKind.PORTABILITY;
        return !answersItself && (!request.kind().withholds() || request.withholds());
    }

    /** How the person was informed that a restriction is lifted, as far as the register knows. */
    public static PriorNotice priorNotice(PrivacyRequest request) {
        return LIFTING.event(request).isPresent() && LIFTING.isWritten(request) ? PriorNotice.LETTER : PriorNotice.NONE;
    }

    /** Name of the file with the letter. */
    public String fileName(PrivacyRequest request) {
        return request.id() + "-" + word() + ".html";
    }

    /** The note in the register about a letter, which proves later what was sent. */
    public String noted(PrivacyRequest request, String sha256, Sentences sentences) {
        return sentences.of("console.requests.letter.noted", fileName(request), sha256);
    }

    /** Whether the letter was written after the step that it is about. */
    public boolean isWritten(PrivacyRequest request) {
        int since = number(request);
        return request.history().stream()
                .anyMatch(event -> event.number() > since
                        && event.step() == RequestStep.NOTE
                        && event.text().contains(fileName(request)));
    }

    private static boolean isHeld(PrivacyRequest request) {
        int set = last(request, RequestStep.HOLD_SET).map(RequestEvent::number).orElse(-1);
        int ended =
                last(request, RequestStep.HOLD_ENDED).map(RequestEvent::number).orElse(-1);
        return set > ended && request.status().isOpen();
    }

    private static Optional<RequestEvent> last(PrivacyRequest request, RequestStep step) {
        return request.history().stream().filter(event -> event.step() == step).reduce((earlier, later) -> later);
    }
}
