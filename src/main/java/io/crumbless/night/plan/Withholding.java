package io.crumbless.night.plan;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.RequestLedger;
import io.crumbless.warehouse.ledger.RestrictedSubjects;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent.Draft;
import io.crumbless.warehouse.request.RequestRules;
import io.crumbless.warehouse.request.RequestStep;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

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
