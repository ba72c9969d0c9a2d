package io.crumbless.tools.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every segment that was found is listed, of kind unknown; those of the taxonomy under the name it has there. */
@Tag("unit")
class SegmentsDraftTest {
    private static SegmentsDraft of(String... names) {
        Census census = new Census(1);
        for (String name : names) {
            census.add(name, "k");
        }
        return SegmentsDraft.of(census);
    }

    private static Stream<String> lines(SegmentsDraft draft) {
        return draft.text().lines().skip(1);
    }

    @Test
    void everySegmentIsUnknown() {
        assertThat(lines(of("form_language_de", "iab-350", "a, \"b\"")))
                .hasSize(3)
                .allMatch(line -> line.contains(",,not_classified:unknown,seen 1 time"));
    }

    @Test
    void segmentsOfTheTaxonomyHaveItsName() {
        SegmentsDraft draft = of("IAB_350", "IAB_352", "IABX");

        assertThat(draft.prefix()).isEqualTo("IAB_");
        assertThat(draft.text())
                .contains("IAB_350,Interest | Family and Relationships | Parenting,,not_classified:unknown,")
                .contains("IABX,IABX,,");
    }

    @Test
    void whatIsCalledAlikeAndIsNoneOfItKeepsItsName() {
        SegmentsDraft draft = of("iab-350", "iab-campaign");

        assertThat(draft.prefix()).isEqualTo("iab-audience-taxonomy-");
        assertThat(lines(draft))
                .containsExactlyElementsOf(List.of(
                        "iab-350,iab-350,,not_classified:unknown,seen 1 time",
                        "iab-campaign,iab-campaign,,not_classified:unknown,seen 1 time"));
    }

    @Test
    void whatTheTaxonomyDroppedAsSensitiveIsReported() {
        assertThat(of("iab-198").text()).contains("dropped from 1.1 as sensitive: always inferred");
    }
}
