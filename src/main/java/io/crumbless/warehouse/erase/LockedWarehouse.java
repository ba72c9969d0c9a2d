package io.crumbless.warehouse.erase;

import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.snapshot.Warehouse;

/**
 * A warehouse that the caller has locked, with the control database that contains its records. Only its holder may change
 * snapshots, tombstones or the pointer.
 *
 * @param lock of the caller; once it is lost, nothing is changed any more
 */
public record LockedWarehouse(Warehouse warehouse, ControlDatabase control, WarehouseLock lock) {}
