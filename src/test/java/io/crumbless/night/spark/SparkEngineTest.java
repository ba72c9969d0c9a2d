package io.crumbless.night.spark;

import io.crumbless.night.plan.EngineContract;
import io.crumbless.night.plan.EngineFactory;
import org.junit.jupiter.api.Tag;

@Tag("night")
@Tag("spark")
class SparkEngineTest extends EngineContract {
    @Override
    protected EngineFactory engines(int threads) {
        return TestingSpark.engine();
    }
}
