package io.crumbless.night.plan;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.RequestLedger;
import io.crumbless.warehouse.ledger.RestrictedSubjects;
import io.crumbless.warehouse.ledger.RunLedger;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent;
import io.crumbless.warehouse.request.RequestEvent.Draft;
import io.crumbless.warehouse.request.RequestRules;
import io.crumbless.warehouse.request.RequestStep;
import io.crumbless.warehouse.snapshot.Manifest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The requests that keep values from being used, as the register has them when a plan is made.
 *
 * @param requests restrictions, objections and opt-outs that were neither refused nor closed
 */
public record Withholding(RequestLedger register, List<PrivacyRequest> requests) {
    /** Who nights are, in the register. */
    public static final String NIGHT = "night";

    public Withholding {
        requests = List.copyOf(requests);
    }

    public static Withholding of(ControlDatabase control) {
        return new Withholding(control.requests(), control.requests().withholding());
    }

    /**
     * What a published night had withheld: the register as it was at some moment of the attempt that published it, and as the
     * hash in its manifest says.
     *
     * @param policy that it was published under
     * @return empty where the register was never so while that attempt worked, or no such attempt is known
     */
    public static Optional<Withholding> asPublished(ControlDatabase control, Manifest night, Policy policy) {
        List<PrivacyRequest> all = control.requests().all();
        Optional<String> version = Optional.ofNullable(night.restrictionsVersion());
        return control.runs().publishedWithin(night.runId()).stream()
                .flatMap(span -> moments(all, span))
                .map(moment -> new Withholding(
                        control.requests(),
                        all.stream()
                                .filter(request -> request.withheldAt(moment))
                                .toList()))
                .filter(then -> then.under(policy).version().equals(version))
                .findFirst();
    }

    private static Stream<Instant> moments(List<PrivacyRequest> all, RunLedger.Span span) {
        Stream<Instant> meanwhile = all.stream()
                .flatMap(request -> request.history().stream())
                .map(RequestEvent::at)
                .filter(at -> at.isAfter(span.from()) && !at.isAfter(span.to()));
        return Stream.concat(Stream.of(span.from()), meanwhile).distinct();
    }

    /** What either withholds. */
    public Withholding and(Withholding other) {
        return new Withholding(
                register,
                Stream.concat(requests.stream(), other.requests.stream())
                        .distinct()
                        .toList());
    }

    /** The people, and the purposes of a policy that their values do not serve. */
    public RestrictedSubjects under(Policy policy) {
        return register.restricted(requests, scope -> scope.purposesOf(policy.purposes()));
    }

    /**
     * Notes that a published snapshot uses nothing of what is withheld, where none did before.
     *
     * @param today for the rules of the register
     */
    public void applied(String runId, LocalDate today, Instant now) {
        List<Long> first = requests.stream()
                .filter(request -> !request.has(RequestStep.CARRIED_OUT))
                .map(PrivacyRequest::number)
                .toList();
        register.appendAll(first, NIGHT, now, request -> step(request, runId, today));
    }

    private static Draft step(PrivacyRequest request, String runId, LocalDate today) {
        return new RequestRules(request, today).appliedBy(runId);
    }
}
