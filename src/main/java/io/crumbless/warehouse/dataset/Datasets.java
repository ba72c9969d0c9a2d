package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PageLayout;
import io.crumbless.columnar.parquet.write.PartSettings;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import java.util.ArrayList;
import java.util.List;

/**
 * All datasets of a snapshot under a policy, in the order of the manifest.
 *
 * @param pages how data pages are compressed
 */
public record Datasets(
        Dataset profiles,
        Dataset declarations,
        Dataset contactMoments,
        Dataset removals,
        Dataset refusals,
        List<Purpose> purposes,
        List<Dataset> extracts,
        PageLayout pages) {
    /** The datasets of a policy. */
    public static Datasets of(Policy policy, PageLayout pages) {
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
                        .toList(),
                pages);
    }

    /** Settings of the part files of a dataset. */
    public PartSettings settings(Dataset dataset) {
        return dataset.settings().withPageLayout(pages);
    }

    /** All datasets. */
    public List<Dataset> all() {
        List<Dataset> all = new ArrayList<>(List.of(profiles, declarations, contactMoments, removals, refusals));
        all.addAll(extracts);
        return all;
    }
}
