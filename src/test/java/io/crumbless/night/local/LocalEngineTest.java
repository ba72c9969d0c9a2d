package io.crumbless.night.local;

import io.crumbless.night.plan.EngineContract;
import io.crumbless.night.plan.EngineFactory;
import org.junit.jupiter.api.Tag;

@Tag("night")
class LocalEngineTest extends EngineContract {
    @Override
    protected EngineFactory engines(int threads) {
        return LocalEngine.with(threads);
    }
}
