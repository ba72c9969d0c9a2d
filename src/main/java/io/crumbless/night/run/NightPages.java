package io.crumbless.night.run;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.NightReport;
import io.crumbless.warehouse.snapshot.Retirement;
import java.util.Map;

/** Shows a night to people, as pages that lie in its snapshot. */
public interface NightPages {
    /**
     * The page, the same for equal arguments; in the language of the report.
     *
     * @param retirement of all nights, up to this one
     * @param policy under which the night ran
     */
    byte[] of(Manifest manifest, NightReport report, Retirement retirement, Policy policy);

    /**
     * What the columns of the snapshot mean, the same for equal arguments.
     *
     * @param language of the report
     * @return contents by file of the snapshot
     */
    Map<String, byte[]> dictionary(Policy policy, String language);
}
