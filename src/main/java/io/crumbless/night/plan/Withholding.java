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
 * The requests that withhold values from use, as in the register when a plan is made.
 *
 * @param requests restrictions, objections and opt-outs that were neither refused nor closed
 */
public record Withholding(RequestLedger register, List<PrivacyRequest> requests) {
    /** The name of nights in the register. */
    public static final String NIGHT = "night";

    public Withholding {
        requests = List.copyOf(requests);
    }

    public static Withholding of(ControlDatabase control) {
        return new Withholding(control.requests(), control.requests().withholding());
    }

    /**
     * What a published night withheld: the register as it was at a moment during the attempt that published it, with
     * the hash recorded in its manifest.
     *
     * @param policy of the published night
     * @return empty if the register never had this hash during that attempt, or no such attempt is known
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

    /** The union of both. */
    public Withholding and(Withholding other) {
        return new Withholding(
                register,
                Stream.concat(requests.stream(), other.requests.stream())
                        .distinct()
                        .toList());
    }

    /** The people, and for each the purposes of a policy that their values must not serve. */
    public RestrictedSubjects under(Policy policy) {
        return register.restricted(requests, scope -> scope.purposesOf(policy.purposes()));
    }

    /**
     * Records that a published snapshot uses nothing of what is withheld, unless an earlier one was recorded.
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

    /** Objections and opt-outs that cover no purpose of a policy: they have no effect. */
    public List<PrivacyRequest> withoutPurposes(Policy policy) {
        Set<String> known = policy.purposes().stream().map(Purpose::id).collect(Collectors.toSet());
        return requests.stream()
                .filter(request -> request.kind() != RequestKind.RESTRICTION
                        && request.scope().purposesOf(policy.purposes()).stream()
                                .noneMatch(known::contains))
                .toList();
    }

    /**
     * Records for which people a published night found nothing, and for which it finds something again; existing
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
