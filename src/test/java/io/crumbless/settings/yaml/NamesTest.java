package io.crumbless.settings.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A misspelt name is answered with a similar one; anything else with the existing names. */
@Tag("unit")
class NamesTest {
    private static final List<String> KEYS = List.of("keep", "keep-until", "on-later", "purposes");

    @Test
    void findsASlipOfThePen() {
        assertThat(Names.nearest("kep", KEYS)).contains("keep");
        assertThat(Names.nearest("kepe", KEYS)).contains("keep");
        assertThat(Names.nearest("keepuntil", KEYS)).contains("keep-until");
        assertThat(Names.nearest("Keep_Until", KEYS)).contains("keep-until");
        assertThat(Names.nearest("purpose", KEYS)).contains("purposes");
    }

    @Test
    void findsTheNameThatWasBegun() {
        assertThat(Names.nearest("evidence", List.of("confirmed", "evidence_ref")))
                .contains("evidence_ref");
    }

    @Test
    void takesNoOtherNameForASlip() {
        assertThat(Names.nearest("xyz", KEYS)).isEmpty();
        assertThat(Names.nearest("a", List.of("b"))).isEmpty();
        assertThat(Names.nearest("anything", List.of())).isEmpty();
    }

    @Test
    void listsTheNamesThereAreUpToTwelve() {
        List<String> many =
                IntStream.range(10, 40).mapToObj(i -> "purpose-number-" + i).toList();

        assertThat(Names.hint("xyz", KEYS)).isEqualTo(": known are keep, keep-until, on-later, purposes");
        assertThat(Names.hint("xyz", many)).endsWith("purpose-number-21 and 18 more");
        assertThat(Names.hint("xyz", List.of())).isEqualTo(": none is defined");
    }
}
