package io.crumbless.run;

import io.crumbless.policy.Policy;
import io.crumbless.snapshot.Manifest;
import io.crumbless.snapshot.NightReport;
import io.crumbless.snapshot.Retirement;

/** Tells a night to people, as a page that lies in its snapshot. */
public interface NightPage {
    /**
     * The page, the same for equal arguments; in the language of the report.
     *
     * @param retirement of all nights, up to this one
     * @param policy under which the night ran
     */
    byte[] of(Manifest manifest, NightReport report, Retirement retirement, Policy policy);
}
