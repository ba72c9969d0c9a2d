package io.crumbless.night.plan;

import io.crumbless.night.run.NightPages;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import java.time.Clock;

/**
 * What publishing a snapshot requires besides its plan.
 *
 * @param page renders the report page of the snapshot
 * @param lock lock of the caller; once it is lost, nothing is published any more
 */
public record Publication(NightPages page, ControlDatabase control, WarehouseLock lock, Clock clock) {}
