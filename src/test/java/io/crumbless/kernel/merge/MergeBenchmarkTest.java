package io.crumbless.kernel.merge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The benchmarks measure what they say. */
@Tag("unit")
class MergeBenchmarkTest {
    @Test
    void bothPeopleGetTheirProfile() {
        MergeBenchmark benchmark = new MergeBenchmark();

        SubjectOutcome usual = benchmark.mergeUsual();
        assertThat(usual.profile().orElseThrow().entries()).hasSize(2);
        assertThat(usual.removals()).hasSize(2);
        assertThat(benchmark.mergeTalkative().log()).hasSize(400);
    }
}
