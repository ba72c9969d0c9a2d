-- What the test has thrown: policies, sources and files. It writes these rows itself, from its own choices; no reader of
-- the program has seen them. Every policy table bears the night, because a policy may change from one to the next.

CREATE TABLE p_night (world INT, night INT, business_date DATE, zone VARCHAR);
CREATE TABLE p_run (world INT, night INT, run_id VARCHAR);
CREATE TABLE p_source (
    world INT, source VARCHAR, kind VARCHAR, format VARCHAR, delimiter VARCHAR, shape VARCHAR, structs BOOLEAN,
    by_subject BOOLEAN, mapped VARCHAR, zone VARCHAR, jurisdiction VARCHAR, increment BOOLEAN, dated BOOLEAN,
    method VARCHAR);
CREATE TABLE p_file (world INT, path VARCHAR, source VARCHAR, first_night INT, last_night INT);

CREATE TABLE p_policy (world INT, night INT, age_attribute VARCHAR, channel_attribute VARCHAR);
CREATE TABLE p_purpose (world INT, night INT, purpose VARCHAR);
-- Periods in months and days; choices separated by |.
CREATE TABLE p_attribute (
    world INT, night INT, attribute VARCHAR, position INT, type VARCHAR, is_list BOOLEAN, choices VARCHAR,
    sensitivity VARCHAR, keep_months INT, keep_days INT, event VARCHAR, event_days INT, accumulates BOOLEAN,
    provided_until DATE, opens_days INT, closes_days INT, contact_purpose VARCHAR);
CREATE TABLE p_attribute_purpose (world INT, night INT, attribute VARCHAR, purpose VARCHAR);
CREATE TABLE p_provided_purpose (world INT, night INT, attribute VARCHAR, purpose VARCHAR);
CREATE TABLE p_notice (world INT, night INT, notice VARCHAR, version VARCHAR, valid_from DATE, valid_to DATE);
CREATE TABLE p_notice_purpose (world INT, night INT, notice VARCHAR, version VARCHAR, purpose VARCHAR);
CREATE TABLE p_notice_language (world INT, night INT, notice VARCHAR, version VARCHAR, language VARCHAR);
CREATE TABLE p_channel (
    world INT, night INT, channel VARCHAR, needs_recorder BOOLEAN, needs_confirmation BOOLEAN, needs_evidence BOOLEAN);
CREATE TABLE p_elicitation (world INT, night INT, elicitation VARCHAR);
CREATE TABLE p_place (
    world INT, night INT, jurisdiction VARCHAR, age INT, admits_unknown_age BOOLEAN, expiry_required BOOLEAN);
CREATE TABLE p_legal_basis (world INT, night INT, jurisdiction VARCHAR, legal_basis VARCHAR);
CREATE TABLE p_link_method (world INT, night INT, method VARCHAR);
CREATE TABLE p_name_pattern (world INT, night INT, pattern VARCHAR);
CREATE TABLE p_trait_kind (world INT, night INT, kind VARCHAR, origin VARCHAR);
-- Source is null where a segment means the same everywhere.
CREATE TABLE p_segment (world INT, night INT, segment VARCHAR, name VARCHAR, source VARCHAR);
CREATE TABLE p_trait (world INT, night INT, segment VARCHAR, source VARCHAR, nth INT, trait VARCHAR, kind VARCHAR);
CREATE TABLE p_rule (
    world INT, night INT, rank INT, rule VARCHAR, origin VARCHAR, score VARCHAR, attribute VARCHAR, value VARCHAR);
CREATE TABLE p_rule_pattern (world INT, night INT, rank INT, dimension VARCHAR, pattern VARCHAR);
