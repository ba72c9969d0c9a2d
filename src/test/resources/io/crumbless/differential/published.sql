-- What the program published, read by DuckDB. Profiles and extracts are read by the test, which knows their columns.

CREATE TABLE snapshot AS
SELECT world, night, getvariable('root') || '/w' || world || '/warehouse/snapshots/' || run_id AS folder FROM p_run;

SET VARIABLE logs = (SELECT list(folder || '/declarations/*.parquet') FROM snapshot);
SET VARIABLE moments = (SELECT list(folder || '/contact_moments/*.parquet') FROM snapshot);
SET VARIABLE removals = (SELECT list(folder || '/removals/*.parquet') FROM snapshot);
SET VARIABLE refusals = (SELECT list(folder || '/refusals/*.parquet') FROM snapshot);
SET VARIABLE retirements = (SELECT list(folder || '/_evidence/retirement.json') FROM snapshot);
SET VARIABLE balances = (SELECT list(folder || '/_evidence/balance.json') FROM snapshot);

-- The log's value is canonical text; a timestamp is told in microseconds here.
INSERT INTO published_log
SELECT s.world, s.night, subject_id, source, declaration_id, action, l.attribute,
       CASE WHEN l.attribute = 'call_at' THEN epoch_us(value::TIMESTAMPTZ)::VARCHAR ELSE value END, coalesce(purposes, []),
       notice_id, notice_version, notice_language, channel, elicitation, declared_by, recorded_by, confirmed, declared_at,
       valid_until, jurisdiction, legal_basis, evidence_ref, delivered_on, fate, ends_on, revised_at,
       regexp_extract(ended_after, 'P(\d+)D', 1)::INT
FROM read_parquet(getvariable('logs'), filename = true) l JOIN snapshot s ON starts_with(l.filename, s.folder || '/');

INSERT INTO published_moments
SELECT s.world, s.night, subject_id, attribute, purpose, channel, opens, closes, source, declaration_id
FROM read_parquet(getvariable('moments'), filename = true) l JOIN snapshot s ON starts_with(l.filename, s.folder || '/');

INSERT INTO published_removals
SELECT s.world, s.night, subject_id, source, origin, "values"
FROM read_parquet(getvariable('removals'), filename = true) l JOIN snapshot s ON starts_with(l.filename, s.folder || '/');

INSERT INTO published_refusals
SELECT s.world, s.night, subject_id, source, file, position, reason, declaration_id
FROM read_parquet(getvariable('refusals'), filename = true) l JOIN snapshot s ON starts_with(l.filename, s.folder || '/');

INSERT INTO published_balance
WITH account AS (
    SELECT s.world, s.night, unnest(json_extract(content, '$[*]')) AS a
    FROM read_text(getvariable('balances')) b JOIN snapshot s ON starts_with(b.filename, s.folder || '/')),
bins AS (SELECT *, unnest(json_keys(a, '$.bins')) AS bin FROM account)
SELECT world, night, a ->> '$.source', a ->> '$.unit', bin, (a ->> ('$.bins."' || bin || '"'))::BIGINT FROM bins
UNION ALL
SELECT world, night, a ->> '$.source', a ->> '$.unit', 'counted', (a ->> '$.counted')::BIGINT FROM account;

-- Of the night's own entry, which is the last.
INSERT INTO published_segments
WITH count AS (
    SELECT s.world, s.night, unnest(json_extract(content, '$.nights[#-1].segments[*]')) AS c
    FROM read_text(getvariable('retirements')) r JOIN snapshot s ON starts_with(r.filename, s.folder || '/'))
SELECT world, night, c ->> '$.source', (c ->> '$.delivered.counted')::BIGINT, (c ->> '$.thatMay.counted')::BIGINT
FROM count WHERE NOT (c ->> '$.delivered.more')::BOOLEAN AND NOT (c ->> '$.thatMay.more')::BOOLEAN;
