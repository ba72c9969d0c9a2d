package io.crumbless.warehouse.request;

import io.crumbless.process.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A step that the rules of the register do not let somebody take. Its message is English; pages word the reason themselves. */
public final class RequestRefusal extends Failure {
    private static final long serialVersionUID = 1L;

    /** Which rule; in brackets what is filled in behind the name of the request, {@code {0}}. */
    public enum Reason {
        /** The request is answered or closed (its status). */
        NOT_OPEN,
        EXTENDED_BEFORE,
        /** The law of its place is not known, and so no extension. */
        EXTENSION_UNKNOWN,
        /** The law knows none (article). */
        NO_EXTENSION,
        /** The person had to be informed by then (day, article). */
        FIRST_TIME_PASSED,
        /** Only erasures are held (kind). */
        NOT_HELD,
        /** The last day of a hold lies behind (day). */
        HOLD_PASSED,
        NO_HOLD,
        /** A kind that needs no approval (kind). */
        NEEDS_NO_APPROVAL,
        OWN_REQUEST,
        OWN_IDENTITY_CHECK,
        IDENTITY_UNCHECKED,
        /** Nights carry it out (kind). */
        NIGHTS_DO_IT,
        NOT_APPROVED,
        /** On hold (ground). */
        ON_HOLD,
        /** Not carried out and not refused (status). */
        STILL_OPEN,
        TEXT_MISSING,
        /** Too long a text (characters, most of them). */
        TEXT_TOO_LONG,
        /** Somebody else decided at the same moment. */
        DECIDED_MEANWHILE,
        /** The register does not hold it. */
        UNKNOWN,
        /** The id is not the one it was entered for. */
        OTHER_PERSON,
        /** It asks for something else (kind). */
        OTHER_KIND,
        NOBODY_ERASED,
        /** Received on a day to come (day). */
        RECEIVED_LATER,
        PURPOSES_MISSING,
        /** A kind that names no purposes (kind). */
        NO_PURPOSES,
        /** Too long a reference (most characters). */
        REFERENCE_TOO_LONG,
        /** The policy does not know it (word, those it knows). */
        UNKNOWN_PURPOSE;

        /** For keys of sentences: {@code not-open}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;
    private final transient List<Object> filledIn;

    /**
     * @param request how people call it; empty before it is entered
     * @param filledIn behind that: a {@link RequestKind}, a {@link RequestStatus}, a day, a number, or text
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

    /** The texts in place of <code>{0}</code>, <code>{1}</code> and so on in the sentence about the reason. */
    public List<Object> filledIn() {
        return filledIn;
    }
}
