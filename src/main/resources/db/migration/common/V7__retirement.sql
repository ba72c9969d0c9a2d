-- Legacy sources whose files were destroyed. A line is written before the first file goes: from then on no night asks for
-- the source, and what is left of its files goes with the next use of retire.
CREATE TABLE retirement (
    retirement_id VARCHAR(60) NOT NULL,
    job VARCHAR(100) NOT NULL,
    status VARCHAR(20) NOT NULL,
    started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP(6) WITH TIME ZONE,
    retired_by VARCHAR(200) NOT NULL,
    reason VARCHAR(1000),
    -- What is to go, as the certificate will tell it.
    plan TEXT NOT NULL,
    certificate_sha256 VARCHAR(64),
    CONSTRAINT retirement_pk PRIMARY KEY (retirement_id)
);

CREATE TABLE retired_source (
    job VARCHAR(100) NOT NULL,
    source VARCHAR(60) NOT NULL,
    retirement_id VARCHAR(60) NOT NULL,
    CONSTRAINT retired_source_pk PRIMARY KEY (job, source),
    CONSTRAINT retired_source_retirement_fk FOREIGN KEY (retirement_id) REFERENCES retirement (retirement_id)
);
