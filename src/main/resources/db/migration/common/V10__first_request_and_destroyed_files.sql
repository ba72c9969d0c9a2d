-- When a person first asked to be erased; requested_at is the last time. Of those noted before, the one known time is both.
ALTER TABLE tombstone ADD COLUMN first_requested_at TIMESTAMP(6) WITH TIME ZONE;
UPDATE tombstone SET first_requested_at = requested_at;
ALTER TABLE tombstone ALTER COLUMN first_requested_at SET NOT NULL;

-- Files of a retirement that this program destroyed, each noted before it goes, by its place in the plan: one that is
-- missing and not noted was taken away by somebody else, and the certificate must not say that it was destroyed.
CREATE TABLE destroyed_file (
    retirement_id VARCHAR(60) NOT NULL,
    place INT NOT NULL,
    CONSTRAINT destroyed_file_pk PRIMARY KEY (retirement_id, place),
    CONSTRAINT destroyed_file_retirement_fk FOREIGN KEY (retirement_id) REFERENCES retirement (retirement_id)
);
