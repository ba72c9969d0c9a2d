package io.crumbless.night.local;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.dataset.EvidenceLog;
import io.crumbless.warehouse.dataset.Layout;
import java.util.ArrayList;
import java.util.List;

/** All datasets of a snapshot under a policy, in the order of the manifest. */
record Datasets(
        Dataset profiles,
        Dataset declarations,
        Dataset contactMoments,
        Dataset removals,
        Dataset refusals,
        List<Purpose> purposes,
        List<Dataset> extracts) {
    static Datasets of(Policy policy) {
        List<Purpose> purposes = List.copyOf(policy.purposes());
        return new Datasets(
                Layout.profiles(policy),
                new Dataset(Layout.DECLARATIONS, EvidenceLog.SCHEMA),
                Layout.contactMoments(),
                Layout.removals(),
                Layout.refusals(),
                purposes,
                purposes.stream()
                        .map(purpose -> Layout.extract(policy, purpose))
                        .toList());
    }

    List<Dataset> all() {
        List<Dataset> all = new ArrayList<>(List.of(profiles, declarations, contactMoments, removals, refusals));
        all.addAll(extracts);
        return all;
    }
}
