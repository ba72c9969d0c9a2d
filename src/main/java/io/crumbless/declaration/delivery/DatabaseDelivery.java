package io.crumbless.declaration.delivery;

/** todo */
public final class DatabaseDelivery {
    private DatabaseDelivery() {}
}
