package io.crumbless.night.schedule;

import io.crumbless.TestingPostgres;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** Promise: {@link NightSchedulerContract} on a real PostgreSQL. */
@Tag("database")
class NightSchedulerOnPostgresTest extends NightSchedulerContract {
    @Override
    ControlSettings settings(Path control) {
        return TestingPostgres.create().control(control, Optional.empty());
    }
}
