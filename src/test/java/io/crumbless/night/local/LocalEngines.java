package io.crumbless.night.local;

import io.crumbless.night.plan.EngineFactory;

/** Makes engines of this machine for tests elsewhere. */
public final class LocalEngines {
    private LocalEngines() {}

    public static EngineFactory with(int threads) {
        return LocalEngine.with(threads);
    }
}
