package io.crumbless.night.local;

import io.crumbless.night.job.JobFile;
import io.crumbless.night.plan.Engine;
import io.crumbless.night.run.Progress;
import io.crumbless.warehouse.erase.Eraser;
import io.crumbless.warehouse.erase.LockedWarehouse;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Clock;

/**
 * What a night or a rollback works with, once it has locked the warehouse.
 *
 * @param engine executes its plans
 * @param threads of audits
 */
record NightContext(
        JobFile job,
        LockedWarehouse locked,
        Eraser eraser,
        Engine engine,
        Clock clock,
        int threads,
        Progress progress) {
    Warehouse warehouse() {
        return locked.warehouse();
    }

    ControlDatabase control() {
        return locked.control();
    }

    WarehouseLock lock() {
        return locked.lock();
    }
}
