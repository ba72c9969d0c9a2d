package io.crumbless.differential;

import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.spark.TestingSpark;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** What SQL expects of a night is what Spark publishes, as {@link DifferentialTest} holds it of this machine; also where links are joined in a shuffle. */
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
