package io.crumbless.legal;

import io.crumbless.legal.page.HtmlPage;
import io.crumbless.policy.Policy;
import io.crumbless.run.NightPage;
import io.crumbless.snapshot.Manifest;
import io.crumbless.snapshot.NightReport;
import io.crumbless.snapshot.Retirement;
import java.nio.charset.StandardCharsets;

/** The report of a night as the page in its snapshot. */
public final class NightReportPage implements NightPage {
    @Override
    public byte[] of(Manifest manifest, NightReport report, Retirement retirement, Policy policy) {
        Sentences sentences = new Sentences(report.language());
        return HtmlPage.of(NightReportDocument.of(manifest, report, retirement, policy, sentences))
                .getBytes(StandardCharsets.UTF_8);
    }
}
