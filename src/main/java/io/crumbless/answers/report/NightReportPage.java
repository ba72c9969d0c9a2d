package io.crumbless.answers.report;

import io.crumbless.answers.dictionary.DictionaryPages;
import io.crumbless.answers.page.HtmlPage;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.night.run.NightPages;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.NightReport;
import io.crumbless.warehouse.snapshot.Retirement;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Renders the report of a night as the page in its snapshot. */
public final class NightReportPage implements NightPages {
    @Override
    public byte[] of(Manifest manifest, NightReport report, Retirement retirement, Policy policy) {
        Sentences sentences = new Sentences(report.language());
        return HtmlPage.of(NightReportDocument.of(manifest, report, retirement, policy, sentences))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, byte[]> dictionary(Policy policy, String language) {
        return DictionaryPages.of(policy, language);
    }
}
