package io.crumbless.kernel.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The benchmarks measure what they say. */
@Tag("unit")
class AdmissionBenchmarkTest {
    @Test
    void admitsTheDeclarationAndReadsTheTime() {
        AdmissionBenchmark benchmark = new AdmissionBenchmark();

        assertThat(benchmark.judge()).isInstanceOf(Verdict.Admitted.class);
        assertThat(benchmark.readTime()).isEqualTo(benchmark.readTimePlainly()).isEqualTo(1_795_195_800_000_000L);
    }
}
