package io.crumbless.console.requests;

import io.crumbless.console.page.PageRefusal;
import io.crumbless.console.page.Part.Problem;
import io.crumbless.console.page.Request;
import io.crumbless.warehouse.request.RequestRefusal;
import io.crumbless.warehouse.request.RequestRefusal.Reason;
import java.util.Optional;

/**
 * A form of a step that was sent with something wrong in a field of it: it is shown again as it was filled in.
 *
 * @param step the last word of its path
 */
record WrongStep(String step, Problem problem) {
    /** @return empty where no field is to blame: the step cannot be taken, whatever is filled in */
    static Optional<WrongStep> of(Request request, String step, RequestRefusal refusal) {
        return field(refusal.reason())
                .map(field -> new WrongStep(step, new Problem(field, Words.of(request, refusal))));
    }

    static Optional<WrongStep> of(String step, PageRefusal refusal) {
        return Optional.of(refusal.field())
                .filter(field -> !field.isEmpty())
                .map(field -> new WrongStep(step, new Problem(field, String.valueOf(refusal.getMessage()))));
    }

    private static Optional<String> field(Reason reason) {
        return switch (reason) {
            case TEXT_MISSING, TEXT_TOO_LONG -> Optional.of(Words.TEXT);
            case HOLD_PASSED -> Optional.of(Words.UNTIL);
            case OTHER_PERSON -> Optional.of(Words.SUBJECT);
            default -> Optional.empty();
        };
    }
}
