package io.crumbless.warehouse.request;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One request of the register, with its history. It contains a keyed hash of the person; an account that works on it
 * enters the id, which must match the hash.
 *
 * @param number in the order of entry
 * @param subjectHash keyed hash, 64 hexadecimal digits
 * @param place ISO 3166 code of the applicable law; empty if it is not known
 * @param scope for an objection or an opt-out
 * @param source that delivered it; empty if it was entered manually
 * @param reference reference in the system of those who handle it; not personal
 * @param enteredBy the account, or the source
 */
public record PrivacyRequest(
        long number,
        RequestKind kind,
        String subjectHash,
        Optional<String> place,
        LocalDate receivedOn,
        Scope scope,
        Optional<String> source,
        Optional<String> reference,
        Instant enteredAt,
        String enteredBy,
        List<RequestEvent> history) {
    private static final String PREFIX = "R-";

    public PrivacyRequest {
        history = List.copyOf(history);
    }

    /**
     * A request as it is entered.
     *
     * @param by the account, or {@code source} and its name
     */
    public record Draft(
            RequestKind kind,
            Optional<String> place,
            LocalDate receivedOn,
            Scope scope,
            Optional<String> source,
            Optional<String> reference,
            String by) {}

    /** A legal hold. */
    public record Hold(String ground, Optional<LocalDate> until) {}

    /** Its display id: {@code R-17}. */
    public String id() {
        return PREFIX + number;
    }

    /** The number in a display id; empty if it is not one. */
    public static Optional<Long> number(String id) {
        String digits = id.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) ? id.substring(PREFIX.length()) : id;
        return digits.matches("[0-9]{1,15}") ? Optional.of(Long.parseLong(digits)) : Optional.empty();
    }

    public RequestStatus status() {
        if (has(RequestStep.CLOSED)) {
            return RequestStatus.CLOSED;
        }
        if (has(RequestStep.REFUSED)) {
            return RequestStatus.REFUSED;
        }
        if (has(RequestStep.CARRIED_OUT)) {
            return RequestStatus.CARRIED_OUT;
        }
        return has(RequestStep.APPROVED) ? RequestStatus.APPROVED : RequestStatus.OPEN;
    }

    public boolean has(RequestStep step) {
        return history.stream().anyMatch(event -> event.step() == step);
    }

    /** The account that last added a step. */
    public Optional<String> who(RequestStep step) {
        return last(event -> event.step() == step).map(RequestEvent::by);
    }

    /** Whether it withholds values from use. */
    public boolean withholds() {
        return kind.withholds() && !has(RequestStep.REFUSED) && !has(RequestStep.CLOSED);
    }

    /** Whether it withholds values, but the last night found no values under its id. */
    public boolean withholdsFromNobody() {
        return withholds()
                && last(event -> event.step() == RequestStep.FOUND_NOBODY || event.step() == RequestStep.FOUND)
                        .filter(event -> event.step() == RequestStep.FOUND_NOBODY)
                        .isPresent();
    }

    /** Whether it withheld values from use at a moment. */
    public boolean withheldAt(Instant moment) {
        return kind.withholds()
                && !enteredAt.isAfter(moment)
                && history.stream()
                        .noneMatch(event -> (event.step() == RequestStep.REFUSED || event.step() == RequestStep.CLOSED)
                                && !event.at().isAfter(moment));
    }

    /** The first day on which a restriction may be lifted, as it was announced last; empty if none was named. */
    public Optional<LocalDate> liftingAnnounced() {
        return last(event -> event.step() == RequestStep.LIFTING_ANNOUNCED).flatMap(RequestEvent::until);
    }

    /** The last day to answer, or to inform of a refusal, which an extension does not defer (GDPR Art. 12(4)). */
    public Deadline deadline() {
        ResponseTime time = ResponseTime.of(kind, place.orElse(""));
        Optional<String> refusal = has(RequestStep.REFUSED) ? time.refusalCite() : Optional.empty();
        return refusal.map(cite -> new Deadline(time.due(receivedOn), false, cite))
                .orElseGet(() -> answer(time));
    }

    private Deadline answer(ResponseTime time) {
        return last(event -> event.step() == RequestStep.EXTENDED)
                .flatMap(RequestEvent::until)
                .map(until -> new Deadline(until, true, time.cite()))
                .orElseGet(() -> new Deadline(time.due(receivedOn), false, time.cite()));
    }

    /** The id of the erasure that carried it out; empty if nobody was erased. */
    public Optional<String> erasure() {
        return kind == RequestKind.ERASURE
                ? last(event -> event.step() == RequestStep.CARRIED_OUT).flatMap(RequestEvent::reference)
                : Optional.empty();
    }

    /** The hold that is in force on a day, up to and including its last day. */
    public Optional<Hold> hold(LocalDate today) {
        return last(event -> event.step() == RequestStep.HOLD_SET || event.step() == RequestStep.HOLD_ENDED)
                .filter(event -> event.step() == RequestStep.HOLD_SET)
                .map(event -> new Hold(event.text(), event.until()))
                .filter(hold -> hold.until().filter(today::isAfter).isEmpty());
    }

    private Optional<RequestEvent> last(Predicate<RequestEvent> wanted) {
        return history.stream().filter(wanted).reduce((earlier, later) -> later);
    }
}
