package io.crumbless.ledger;

/** The control database. */
public final class ControlDatabase {
    private ControlDatabase() {}
}
