package io.crumbless.settings.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.PolicyFileNames;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A policy that lacks a legal basis can be used, and whoever checks it is told. */
@Tag("unit")
class PolicyFindingsTest {
    private static final String OFFERS = "    dpv: dpv:PersonalisedAdvertising\n";

    @Test
    void aPurposeWithoutLegalBasisIsAFinding() {
        assertThat(PolicyFindings.of(TestingPolicy.policy()))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("purposes.yaml: Missing legal-basis of purpose 'offers'")
                .endsWith("add one, such as legal-basis: eu-gdpr:A6-1-a");
    }

    @Test
    void onceNamedItIsNone() {
        Policy policy = PolicyFolder.compile(
                TestingPolicy.with(PolicyFileNames.PURPOSES, OFFERS, OFFERS + "    legal-basis: eu-gdpr:A6-1-b\n"));

        assertThat(policy.purpose("offers").orElseThrow().legalBasis()).contains("eu-gdpr:A6-1-b");
        assertThat(PolicyFindings.of(policy)).singleElement().asString().contains("'service'");
    }

    @Test
    void theShippedPolicyHasNone() {
        assertThat(PolicyFindings.of(PolicyFolder.read(Path.of("jobs/policy")))).isEmpty();
    }

    /** Art. 9 lifts a prohibition; it is no legal basis by itself. */
    @Test
    void anArticleOfSpecialCategoriesIsRefused() {
        assertThat(TestingPolicy.problems(TestingPolicy.with(
                        PolicyFileNames.PURPOSES, OFFERS, OFFERS + "    legal-basis: eu-gdpr:A9-2-a\n")))
                .singleElement()
                .asString()
                .contains("Unknown purposes.offers.legal-basis 'eu-gdpr:A9-2-a'");
    }
}
