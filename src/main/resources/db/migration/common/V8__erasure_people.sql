-- Whom an erasure names, by keyed hash: so that one that was killed is carried to its end with a whole receipt, also for
-- people who had a tombstone before.
CREATE TABLE erasure_person (
    erasure_id VARCHAR(60) NOT NULL,
    subject_hmac VARCHAR(64) NOT NULL,
    CONSTRAINT erasure_person_pk PRIMARY KEY (erasure_id, subject_hmac)
);
