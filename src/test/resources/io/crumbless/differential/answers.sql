-- What SQL expects of every night, and beside it what the program published. The tables of a pair have the same columns.

CREATE TABLE expected_log (
    world INT, night INT, subject VARCHAR, source VARCHAR, declaration_id VARCHAR, action VARCHAR, attribute VARCHAR,
    value VARCHAR, purposes VARCHAR[], notice VARCHAR, version VARCHAR, language VARCHAR, channel VARCHAR,
    elicitation VARCHAR, declared_by VARCHAR, recorded_by VARCHAR, confirmed BOOLEAN, declared_at TIMESTAMPTZ,
    valid_until DATE, jurisdiction VARCHAR, legal_basis VARCHAR, evidence_ref VARCHAR, delivered_on DATE, fate VARCHAR,
    ends_on DATE, revised_at TIMESTAMPTZ, ended_after INT);
CREATE TABLE published_log AS FROM expected_log;

CREATE TABLE expected_profiles (
    world INT, night INT, subject VARCHAR, jurisdiction VARCHAR, attribute VARCHAR, type VARCHAR, value VARCHAR,
    origin VARCHAR, declaration_id VARCHAR, source VARCHAR, channel VARCHAR, elicitation VARCHAR, purposes VARCHAR[],
    notice VARCHAR, version VARCHAR, language VARCHAR, legal_basis VARCHAR, declared_at TIMESTAMPTZ, valid_until DATE,
    rule VARCHAR, accumulated_from VARCHAR[], accumulated_sources VARCHAR[]);
CREATE TABLE published_profiles AS FROM expected_profiles;

CREATE TABLE expected_purposes (
    world INT, night INT, purpose VARCHAR, subject VARCHAR, jurisdiction VARCHAR, attribute VARCHAR, type VARCHAR,
    value VARCHAR, origin VARCHAR, declaration_id VARCHAR, source VARCHAR, declared_at TIMESTAMPTZ, valid_until DATE);
CREATE TABLE published_purposes AS FROM expected_purposes;

CREATE TABLE expected_moments (
    world INT, night INT, subject VARCHAR, attribute VARCHAR, purpose VARCHAR, channel VARCHAR, opens DATE, closes DATE,
    source VARCHAR, declaration_id VARCHAR);
CREATE TABLE published_moments AS FROM expected_moments;

CREATE TABLE expected_removals (
    world INT, night INT, subject VARCHAR, source VARCHAR, origin VARCHAR, "values" BIGINT);
CREATE TABLE published_removals AS FROM expected_removals;

CREATE TABLE expected_refusals (
    world INT, night INT, subject VARCHAR, source VARCHAR, path VARCHAR, line BIGINT, reason VARCHAR,
    declaration_id VARCHAR);
CREATE TABLE published_refusals AS FROM expected_refusals;

CREATE TABLE expected_balance (world INT, night INT, source VARCHAR, unit VARCHAR, bin VARCHAR, records BIGINT);
CREATE TABLE published_balance AS FROM expected_balance;

CREATE TABLE expected_segments (world INT, night INT, source VARCHAR, delivered BIGINT, that_may BIGINT);
CREATE TABLE published_segments AS FROM expected_segments;

-- Kept from night to night: increments taken, people erased.
CREATE TABLE taken (world INT, source VARCHAR, hash VARCHAR);
CREATE TABLE erased_before (world INT, subject VARCHAR);
