package io.crumbless.run.local;

import io.crumbless.balance.Books;
import io.crumbless.balance.Unit;
import io.crumbless.profile.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Law 11: what had no effect is told. */
final class Effects {
    private Effects() {}

    /** Must be asked before the workspace goes. */
    static List<String> missing(NightWork work) {
        List<String> missing = new ArrayList<>();
        if (!work.intake().memberships().isEmpty()) {
            Set<String> matched = work.workspace().counts(StripStage.PREFIX).keySet();
            work.policy().provenance().rules().stream()
                    .filter(rule -> !matched.contains(StripStage.RULE + rule))
                    .forEach(rule -> missing.add("Rule '" + rule + "' of provenance.yaml matched nothing"));
        }
        Books books = work.workspace().books("");
        long foundNobody = books.total(Unit.ERASURE_REQUESTS, "found_nobody");
        if (foundNobody > 0) {
            missing.add(Quantity.of(foundNobody, "erasure request") + " found nobody");
        }
        long withdrewUnknown = work.workspace().counts(AdmitStage.PREFIX).getOrDefault(AdmitStage.WITHDREW_UNKNOWN, 0L);
        if (withdrewUnknown > 0) {
            missing.add(Quantity.of(withdrewUnknown, "withdrawal")
                    + " of an attribute or a purpose that the policy does not know");
        }
        return missing;
    }
}
