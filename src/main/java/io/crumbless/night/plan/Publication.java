package io.crumbless.night.plan;

import io.crumbless.night.run.NightPages;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import java.time.Clock;

/**
 * What a snapshot is published with.
 *
 * @param page shows the snapshot to people
 * @param lock held by the caller; where it is lost, nothing is published any more
 */
public record Publication(NightPages page, ControlDatabase control, WarehouseLock lock, Clock clock) {}
