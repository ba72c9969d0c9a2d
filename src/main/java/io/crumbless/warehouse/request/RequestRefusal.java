package io.crumbless.warehouse.request;

import io.crumbless.process.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step that the rules of the register do not allow. Its message is English; pages have a sentence for each reason.
 */
public final class RequestRefusal extends Failure {
    private static final long serialVersionUID = 1L;

    /** The rule; the arguments of its sentence after the id of the request, {@code {0}}, are in brackets. */
    public enum Reason {
        /** The request is answered or closed (its status). */
        NOT_OPEN,
        EXTENDED_BEFORE,
        /** The applicable law is not known, so there is no extension. */
        EXTENSION_UNKNOWN,
        /** The law allows no extension (article). */
        NO_EXTENSION,
        /** The time by which the person had to be informed has passed (day, article). */
        FIRST_TIME_PASSED,
        /** Only erasures can be put on hold (kind). */
        NOT_HELD,
        /** The last day of a hold is in the past (day). */
        HOLD_PASSED,
        NO_HOLD,
        /** No night has applied the restriction yet. */
        NOT_IN_EFFECT,
        /** The first day on which a restriction may be lifted is in the past (day). */
        LIFTING_PASSED,
        /** The person was not informed before the restriction is lifted. */
        LIFTING_UNANNOUNCED,
        /** The person was informed that the restriction is lifted later (day). */
        LIFTING_EARLY,
        /** The kind needs no approval (kind). */
        NEEDS_NO_APPROVAL,
        OWN_REQUEST,
        OWN_IDENTITY_CHECK,
        IDENTITY_UNCHECKED,
        /** Applied by nights (kind). */
        NIGHTS_DO_IT,
        NOT_APPROVED,
        /** On hold (ground). */
        ON_HOLD,
        /** Neither carried out nor refused (status). */
        STILL_OPEN,
        TEXT_MISSING,
        /** Text is too long (characters, maximum). */
        TEXT_TOO_LONG,
        /** Another account decided at the same moment. */
        DECIDED_MEANWHILE,
        /** The register does not contain it. */
        UNKNOWN,
        /** The id is not the one it was entered for. */
        OTHER_PERSON,
        /** It is of another kind (kind). */
        OTHER_KIND,
        NOBODY_ERASED,
        /** Received on a future day (day). */
        RECEIVED_LATER,
        PURPOSES_MISSING,
        /** The kind has no purposes (kind). */
        NO_PURPOSES,
        /** Reference is too long (maximum of characters). */
        REFERENCE_TOO_LONG,
        /** The policy does not contain the purpose (word, known purposes). */
        UNKNOWN_PURPOSE;

        /** For keys of sentences: {@code not-open}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;
    private final transient List<Object> filledIn;

    /**
     * @param request its display id; empty before it is entered
     * @param filledIn further arguments: a {@link RequestKind}, a {@link RequestStatus}, a day, a number, or text
     */
    public RequestRefusal(Reason reason, String request, String message, Object... filledIn) {
        this(reason, request, message, null, filledIn);
    }

    public RequestRefusal(
            Reason reason, String request, String message, @Nullable Throwable cause, Object... filledIn) {
        super(ErrorCategory.CALLER, message, cause);
        this.reason = reason;
        this.filledIn = Stream.concat(Stream.<Object>of(request), Arrays.stream(filledIn))
                .toList();
    }

    public Reason reason() {
        return reason;
    }

    /** The arguments <code>{0}</code>, <code>{1}</code> and so on of the sentence of the reason. */
    public List<Object> filledIn() {
        return filledIn;
    }
}
