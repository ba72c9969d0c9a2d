-- The last entry of the access log, kept apart: the chain shows what was changed or taken out of its middle, this what was
-- taken from its end.
CREATE TABLE access_log_head (
    seq BIGINT NOT NULL,
    hash VARCHAR(64) NOT NULL,
    CONSTRAINT access_log_head_pk PRIMARY KEY (seq)
);
INSERT INTO access_log_head (seq, hash)
    SELECT seq, hash FROM access_log WHERE seq = (SELECT MAX(seq) FROM access_log);
