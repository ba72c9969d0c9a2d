package io.crumbless.settings.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.provenance.Taxonomy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The vocabularies against which policies are checked are complete. */
@Tag("unit")
class VocabularyTest {
    private static final Vocabulary VOCABULARY = Vocabulary.shipped();

    @Test
    void holdsTheTaxonomyWithItsSensitiveSegments() {
        assertThat(VOCABULARY.segments()).hasSize(1679);
        assertThat(VOCABULARY.segments().values().stream().filter(Taxonomy.Segment::sensitive))
                .hasSize(121);
        assertThat(VOCABULARY.segments().get("402"))
                .isEqualTo(new Taxonomy.Segment("Interest | Health and Medical Services | Baby Health", true));
    }

    @Test
    void holdsTheTermsOfTheDataPrivacyVocabulary() {
        assertThat(VOCABULARY.purposes())
                .hasSize(123)
                .containsEntry("dpv:Personalisation", "https://w3id.org/dpv#Personalisation");
        assertThat(VOCABULARY.personalData()).hasSize(231).contains("pd:Intention");
        assertThat(VOCABULARY.specialCategories()).hasSize(32).contains("pd:Health", "pd:Religion");
        assertThat(VOCABULARY.legalBases()).hasSize(48).contains("eu-gdpr:A9-2-a", "dpv:ExplicitlyExpressedConsent");
    }

    @Test
    void holdsTheDataUsesOfFideslang() {
        assertThat(VOCABULARY.dataUses()).hasSize(54).doesNotContain("data_use");
    }
}
