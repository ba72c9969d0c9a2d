package io.crumbless.night.local;

import io.crumbless.process.Quantity;
import io.crumbless.warehouse.request.PrivacyRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Law 11: restrictions, objections and opt-outs that withhold nothing are reported. */
final class RequestsOfNobody {
    private static final int NAMED = 10;

    private RequestsOfNobody() {}

    /**
     * @param ofNobody requests in the register under whose id the night found nothing
     * @param ofNothing requests whose scope covers no purpose of the policy
     */
    static List<String> notices(List<PrivacyRequest> ofNobody, List<PrivacyRequest> ofNothing) {
        List<String> notices = new ArrayList<>();
        if (!ofNobody.isEmpty()) {
            notices.add(counted(ofNobody) + " matched nobody: no data is held under the id of " + named(ofNobody)
                    + "; ask for the right id, enter the request under it, and close this one");
        }
        if (!ofNothing.isEmpty()) {
            notices.add(counted(ofNothing) + " " + (ofNothing.size() == 1 ? "takes" : "take")
                    + " nothing: no purpose of the policy is in the scope of " + named(ofNothing)
                    + "; see sale-and-sharing in purposes.yaml, and 'requests show'");
        }
        return notices;
    }

    private static String counted(List<PrivacyRequest> requests) {
        return Quantity.of(requests.size(), "request of the register", "requests of the register");
    }

    private static String named(List<PrivacyRequest> requests) {
        String more = requests.size() > NAMED ? " and " + (requests.size() - NAMED) + " more" : "";
        return requests.stream().limit(NAMED).map(PrivacyRequest::id).collect(Collectors.joining(", ")) + more;
    }
}
