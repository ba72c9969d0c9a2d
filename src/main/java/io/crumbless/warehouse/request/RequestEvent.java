package io.crumbless.warehouse.request;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One entry of a request's history, which is never changed.
 *
 * @param number in order; 0 is the entry of the request itself
 * @param by the account
 * @param text entered by the account; what a step requires
 * @param until a hold's last day, the new deadline of an extension, or the first day on which a restriction may be lifted
 * @param reference what carried it out: id of an erasure or of a run, or name and hash of a document
 */
public record RequestEvent(
        int number,
        RequestStep step,
        Instant at,
        String by,
        String text,
        Optional<LocalDate> until,
        Optional<String> reference) {

    /** An event to be added; the register assigns number, time and account. */
    public record Draft(RequestStep step, String text, Optional<LocalDate> until, Optional<String> reference) {
        public Draft {
            text = text.strip();
        }

        public static Draft of(RequestStep step, String text) {
            return new Draft(step, text, Optional.empty(), Optional.empty());
        }
    }
}
