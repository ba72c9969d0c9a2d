package io.crumbless.settings.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.PolicyFileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A policy without a legal basis can be used, and a check reports it. */
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

    /** Who typed a name in ten years ago has opted in to nothing. */
    @Test
    void aProvidedValueThatMayBeSoldIsAFinding() throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        for (String name : PolicyFileNames.NAMES) {
            files.put(name, Files.readString(Path.of("jobs/policy", name)));
        }
        files.computeIfPresent(
                PolicyFileNames.PURPOSES,
                (name, text) -> text.replaceFirst(
                        "(?m)^  service_messages:\n", "  service_messages:\n    sale-and-sharing: [sale]\n"));

        assertThat(PolicyFindings.of(PolicyFolder.compile(files))).anySatisfy(finding -> assertThat(finding)
                .startsWith("attributes.yaml: Provided values of 'salutation' may serve 'service_messages', which"
                        + " purposes.yaml marks as sale or sharing, though nobody opted in to that")
                .contains("AT, BE", "more (jurisdictions.yaml)"));
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
