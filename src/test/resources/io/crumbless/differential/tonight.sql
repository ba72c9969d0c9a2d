-- The night of the variable 'night', in every world that has it: cut-off, policy and deliveries.

-- "Run cut-off, the end of the business date in the job's time zone; half-open intervals."
CREATE OR REPLACE TABLE tonight AS
SELECT world, night, business_date, zone, timezone(zone, (business_date + 1)::TIMESTAMP) AS as_of, age_attribute,
       channel_attribute
FROM p_night JOIN p_policy USING (world, night)
WHERE night = getvariable('night');

CREATE OR REPLACE TABLE attribute AS
SELECT a.*, (SELECT list_sort(list(purpose)) FROM p_attribute_purpose p
             WHERE (p.world, p.night, p.attribute) = (a.world, a.night, a.attribute)) AS purposes
FROM p_attribute a JOIN tonight USING (world, night);

CREATE OR REPLACE TABLE notice AS
SELECT n.*, (SELECT list_sort(list(purpose)) FROM p_notice_purpose p
             WHERE (p.world, p.night, p.notice, p.version) = (n.world, n.night, n.notice, n.version)) AS purposes,
       (SELECT list(language) FROM p_notice_language l
        WHERE (l.world, l.night, l.notice, l.version) = (n.world, n.night, n.notice, n.version)) AS languages
FROM p_notice n JOIN tonight USING (world, night);

CREATE OR REPLACE TABLE place AS
SELECT p.*, (SELECT list(legal_basis) FROM p_legal_basis b
             WHERE (b.world, b.night, b.jurisdiction) = (p.world, p.night, p.jurisdiction)) AS bases
FROM p_place p JOIN tonight USING (world, night);

CREATE OR REPLACE TABLE value_tonight AS FROM value_read JOIN tonight USING (world, night);

-- Which files count tonight. Legacy: those of the business date, or the one without date. Erasures: all up to it.
-- Declarations: "a run takes every delivery dated up to its business date that has not been taken yet (known by content
-- hash)"; of a snapshot source the latest.
CREATE OR REPLACE TABLE delivery AS
WITH there AS (
    SELECT f.*, t.night, t.business_date
    FROM file f JOIN tonight t ON t.world = f.world AND t.night BETWEEN f.first_night AND f.last_night),
dated AS (
    SELECT *, max(delivered_on) FILTER (delivered_on <= business_date) OVER (PARTITION BY world, source) AS latest
    FROM there),
wanted AS (
    FROM dated
    WHERE CASE WHEN kind IN ('memberships', 'links', 'opt-outs') THEN delivered_on IS NULL OR delivered_on = business_date
               WHEN kind = 'erasures' OR increment THEN delivered_on IS NULL OR delivered_on <= business_date
               ELSE delivered_on IS NULL OR delivered_on = latest END),
fresh AS (
    FROM wanted w
    WHERE NOT (kind = 'declarations' AND increment
               AND EXISTS (FROM taken t WHERE t.world = w.world AND t.source = w.source AND t.hash = w.hash)))
-- "The same bytes under a second name are the same delivery."
FROM fresh
QUALIFY kind <> 'declarations'
     OR row_number() OVER (PARTITION BY world, source, hash ORDER BY delivered_on, path) = 1;

INSERT INTO taken SELECT world, source, hash FROM delivery WHERE kind = 'declarations' AND increment;

-- Design 2, law 6: erased people stay erased, whatever is delivered later, and however their id is spelled (words.sql).
CREATE OR REPLACE TABLE erasure AS
SELECT e.*, m.ts >= t.as_of AS future
FROM erasure_record e
JOIN delivery d USING (world, path)
JOIN tonight t USING (world)
JOIN moment m ON m.text = e.requested_at AND m.zone IS NOT DISTINCT FROM e.source_zone;

CREATE OR REPLACE TABLE erased AS
SELECT world, spelled(subject) AS spelling FROM erasure WHERE NOT future
UNION SELECT world, spelled(subject) FROM erased_before JOIN tonight USING (world);

INSERT INTO erased_before SELECT world, subject FROM erasure WHERE NOT future;
