package io.crumbless.differential;

import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.spark.TestingSpark;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/**
 * Spark publishes what SQL expects of a night, as {@link DifferentialTest} verifies for the local engine; also if links
 * are joined in a shuffle.
 */
@Tag("spark")
class SparkDifferentialTest extends DifferentialTest {
    /** Some of those: the readers and the kernel are the same. */
    static Stream<List<Integer>> worlds() {
        return Stream.of(List.of(3, 8, 17));
    }

    @Override
    EngineFactory engine() {
        return TestingSpark.engineWithShardedLinks();
    }
}
