-- Erasures in rewritten snapshots, keys that were replaced, people let in again.

-- The key a tombstone was made with; null for those made of the id as it was written, before keys could be replaced.
ALTER TABLE tombstone ADD COLUMN key_fingerprint VARCHAR(64);
-- Who was let in again, when and why; what was said before stays erased.
ALTER TABLE tombstone ADD COLUMN readmitted_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE tombstone ADD COLUMN readmitted_by VARCHAR(200);
ALTER TABLE tombstone ADD COLUMN readmission_reason VARCHAR(1000);
CREATE INDEX tombstone_by_recorded_at ON tombstone (recorded_at);

-- One line per use of erase; the receipt is a file beside the database.
CREATE TABLE erasure (
    erasure_id VARCHAR(60) NOT NULL,
    status VARCHAR(20) NOT NULL,
    started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP(6) WITH TIME ZONE,
    asked_by VARCHAR(200) NOT NULL,
    reason VARCHAR(1000),
    subjects INT NOT NULL,
    found INT,
    rows_removed BIGINT,
    receipt_sha256 VARCHAR(64),
    CONSTRAINT erasure_pk PRIMARY KEY (erasure_id)
);

-- Up to which tombstone a snapshot, in exactly this state of its files, is known to hold nobody who was erased.
CREATE TABLE clean_snapshot (
    name VARCHAR(200) NOT NULL,
    state_sha256 VARCHAR(64) NOT NULL,
    erased_through TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    CONSTRAINT clean_snapshot_pk PRIMARY KEY (name, state_sha256)
);
