-- Which run may change a warehouse, as a lease that it renews. The fencing number grows with every run that takes it over, so
-- that one which comes to itself after its lease ended finds out. A row without a holder is free.
CREATE TABLE warehouse_lock (
    warehouse_id VARCHAR(64) NOT NULL,
    fence BIGINT NOT NULL,
    leased_until TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    holder VARCHAR(36),
    host VARCHAR(255),
    system_id VARCHAR(100),
    pid BIGINT,
    process_started VARCHAR(40),
    CONSTRAINT warehouse_lock_pk PRIMARY KEY (warehouse_id)
);

-- The id of this control database, which the warehouses that it controls name in a file.
CREATE TABLE control_identity (
    one INT NOT NULL,
    id VARCHAR(36) NOT NULL,
    CONSTRAINT control_identity_pk PRIMARY KEY (one),
    CONSTRAINT control_identity_one CHECK (one = 1)
);
