package io.crumbless.night.schedule;

import io.crumbless.warehouse.ledger.ControlSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("unit")
@Tag("slow")
class NightSchedulerOnH2Test extends NightSchedulerContract {
    @Override
    ControlSettings settings(Path control) {
        return ControlSettings.in(control);
    }
}
