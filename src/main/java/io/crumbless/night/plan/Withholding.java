package io.crumbless.night.plan;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.RequestLedger;
import io.crumbless.warehouse.ledger.RestrictedSubjects;
import io.crumbless.warehouse.ledger.RunLedger;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.RequestRules;
import io.crumbless.warehouse.request.RequestStep;
import io.crumbless.warehouse.snapshot.Manifest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
        register.appendAll(
                first,
                NIGHT,
                now,
                request -> request.has(RequestStep.CARRIED_OUT)
                        ? Optional.empty()
                        : Optional.of(new RequestRules(request, today).appliedBy(runId)));
    }

    /** Objections and opt-outs that are of no purpose of a policy: nothing follows from them. */
    public List<PrivacyRequest> withoutPurposes(Policy policy) {
        Set<String> known = policy.purposes().stream().map(Purpose::id).collect(Collectors.toSet());
        return requests.stream()
                .filter(request -> request.kind() != RequestKind.RESTRICTION
                        && request.scope().purposesOf(policy.purposes()).stream()
                                .noneMatch(known::contains))
                .toList();
    }

    /**
     * Records the people for whom a published night held nothing, and those for whom it holds something again; existing
     * records are not repeated.
     *
     * @param found keyed hashes of people for whom data was found
     * @param erased keyed hashes of erased people
     * @param today for the rules of the register
     * @return those for whom nothing was found although they are not erased
     */
    public List<PrivacyRequest> noteFound(
            Set<String> found, Set<String> erased, String runId, LocalDate today, Instant now) {
        List<PrivacyRequest> nobody = requests.stream()
                .filter(request -> !found.contains(request.subjectHash()) && !erased.contains(request.subjectHash()))
                .toList();
        List<Long> changed = requests.stream()
                .filter(request -> request.withholdsFromNobody()
                        ? found.contains(request.subjectHash())
                        : nobody.contains(request))
                .map(PrivacyRequest::number)
                .toList();
        register.appendAll(
                changed,
                NIGHT,
                now,
                request -> Optional.of(new RequestRules(request, today)
                        .looked(request.withholdsFromNobody() ? RequestStep.FOUND : RequestStep.FOUND_NOBODY, runId)));
        return nobody;
    }
}
