package io.crumbless.night.delivery;

import io.crumbless.kernel.declaration.ErasureRequest;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.Scope;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as a source delivers it.
 *
 * @param reference its id in the source
 * @param remarks remarks kept in its history; may be empty
 */
public record DeliveredRequest(
        SubjectId subject,
        RequestKind kind,
        Instant requestedAt,
        Optional<String> reference,
        Scope scope,
        Optional<String> place,
        String remarks) {
    /** The reason for rejecting a request with several ids. */
    static final String SEVERAL_IDS =
            "its id seems to hold several, or a number with separators; have one record delivered for each, or"
                    + " say as-delivered: [" + AsDelivered.JOINED_IDS.word() + "] where it is one person's";

    private static final int LONGEST_REFERENCE = 200;

    /** The key that is the same in all deliveries of the request. */
    public String wholeOf(String source) {
        return String.join(
                "\n",
                source,
                subject.key(),
                kind.word(),
                requestedAt.toString(),
                reference.orElse(""),
                scope.text(),
                place.orElse(""));
    }

    /**
     * Parses a delivered request: subject, kind, time, reference, purposes and jurisdiction.
     *
     * @param zone zone of times without offset
     * @return empty if it cannot be understood; the run must then stop
     */
    static Optional<DeliveredRequest> parse(@Nullable String[] texts, Optional<ZoneId> zone) {
        Optional<ErasureRequest> asked = ErasureRequest.parse(texts[0], texts[2], null, zone);
        Optional<RequestKind> kind = text(texts[1]).flatMap(RequestKind::ofWord);
        Optional<String> reference = text(texts[3]);
        if (asked.isEmpty()
                || kind.isEmpty()
                || reference.filter(DeliveredRequest::isTooLong).isPresent()) {
            return Optional.empty();
        }
        Scope scope = scope(kind.get(), Scope.ofText(text(texts[4]).orElse("")));
        Optional<String> place = text(texts[5]);
        boolean named = kind.get().hasPurposes() || kind.get() == RequestKind.OPT_OUT;
        boolean understood = scope.words().isEmpty() != named
                && place.filter(code -> !code.matches("[A-Z]{2}(-[A-Z0-9]{1,3})?"))
                        .isEmpty();
        return understood
                ? Optional.of(new DeliveredRequest(
                        asked.get().subject(), kind.get(), asked.get().requestedAt(), reference, scope, place, ""))
                : Optional.empty();
    }

    private static Optional<String> text(@Nullable String delivered) {
        return Optional.ofNullable(delivered).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static boolean isTooLong(String reference) {
        return reference.length() > LONGEST_REFERENCE;
    }

    private static Scope scope(RequestKind kind, Scope named) {
        return kind == RequestKind.OPT_OUT && named.words().isEmpty()
                ? new Scope(List.of(Scope.SALE_AND_SHARING))
                : named;
    }

    @Override
    public String toString() {
        return "(request for " + kind.word() + ")";
    }
}
