package io.crumbless.console.requests;

import io.crumbless.console.page.PageRefusal;
import io.crumbless.console.page.Part.Problem;
import io.crumbless.console.page.Request;
import io.crumbless.warehouse.request.RequestRefusal;
import io.crumbless.warehouse.request.RequestRefusal.Reason;
import java.util.Optional;

/**
 * A submitted form of a step with an error in one of its fields: it is shown again as it was filled in.
 *
 * @param step the last component of its path
 */
record WrongStep(String step, Problem problem) {
    /** @return empty if the error is not in a field: the step is impossible, regardless of its fields */
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
            case HOLD_PASSED, LIFTING_PASSED -> Optional.of(Words.UNTIL);
            case LIFTING_UNANNOUNCED, LIFTING_EARLY -> Optional.of(Words.INFORMED);
            case OTHER_PERSON -> Optional.of(Words.SUBJECT);
            default -> Optional.empty();
        };
    }
}
