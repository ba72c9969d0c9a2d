package io.crumbless.settings.policy;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.PolicyFileNames;
import java.util.List;

/** What a sound policy lacks: it can be used, and answers cannot say all that is owed to people. */
public final class PolicyFindings {
    private PolicyFindings() {}

    /** One sentence for each finding, with the file it is to be mended in; empty where nothing is missing. */
    public static List<String> of(Policy policy) {
        return policy.purposes().stream()
                .filter(purpose -> purpose.legalBasis().isEmpty())
                .map(purpose -> PolicyFileNames.PURPOSES + ": Missing legal-basis of purpose '" + purpose.id()
                        + "': no answer can state on which legal basis values serve it (GDPR Art. 6(1), 13(1)(c)); add one,"
                        + " such as legal-basis: eu-gdpr:A6-1-a")
                .toList();
    }
}
