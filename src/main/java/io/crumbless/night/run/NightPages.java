package io.crumbless.night.run;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.NightReport;
import io.crumbless.warehouse.snapshot.Retirement;
import java.util.Map;

/** Renders pages about a night that are stored in its snapshot. */
public interface NightPages {
    /**
     * The report page, in the language of the report; equal for equal arguments.
     *
     * @param retirement of all nights, up to this one
     * @param policy under which the night ran
     */
    byte[] of(Manifest manifest, NightReport report, Retirement retirement, Policy policy);

    /**
     * The data dictionary of the snapshot; equal for equal arguments.
     *
     * @param language of the report
     * @return contents by file name
     */
    Map<String, byte[]> dictionary(Policy policy, String language);
}
