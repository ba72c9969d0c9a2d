-- Law 3: every value with its lineage. A value is what the declaration in force says; only then may an accepted provided
-- legacy value fill an attribute that has no declaration and no withdrawal.

CREATE OR REPLACE TABLE declared_value AS
WITH part AS (
    SELECT *, row_number() OVER (PARTITION BY world, subject, attribute ORDER BY place) AS nth
    FROM fate WHERE action = 'declare' AND fate = 'in_force'),
items AS (
    -- The earlier ones' items come first; no repeats.
    SELECT world, subject, attribute, unnest(json_texts(said)) AS item, place,
           generate_subscripts(json_texts(said), 1) AS ts
    FROM part WHERE accumulates),
ordered AS (
    SELECT world, subject, attribute, item, row_number() OVER (
        PARTITION BY world, subject, attribute ORDER BY place DESC, ts) AS ts
    FROM items),
lists AS (
    SELECT world, subject, attribute, to_json(list(item ORDER BY ts))::VARCHAR AS value
    FROM (SELECT world, subject, attribute, item, min(ts) AS ts FROM ordered GROUP BY ALL) GROUP BY ALL),
whole AS (
    SELECT world, subject, attribute, min(last_day) AS last_day,
           arg_max(coalesce(shared, served), nth) AS purposes,
           list_sort(list_distinct(list({'id': declaration_id, 'source': source}) FILTER (nth > 1))) AS gathered
    FROM part GROUP BY ALL)
SELECT p.* EXCLUDE (purposes, last_day), coalesce(l.value, p.said) AS item_value, w.last_day AS valid_to, w.purposes,
       list_transform(w.gathered, lambda g: g.id) AS accumulated_from,
       list_transform(w.gathered, lambda g: g.source) AS accumulated_sources
FROM part p
JOIN whole w USING (world, subject, attribute)
LEFT JOIN lists l USING (world, subject, attribute)
WHERE nth = 1;

-- "Only where the person has made no statement of the attribute": "no declaration and no withdrawal", of it or of everything.
CREATE OR REPLACE TABLE provided AS
WITH candidate AS (
    SELECT b.*, EXISTS (FROM erased x WHERE x.world = b.world AND x.spelling = spelled(b.subject)) AS is_erased
    FROM legacy_bin b WHERE bin = 'candidate'),
ranked AS (
    SELECT c.*, row_number() OVER (
               PARTITION BY c.world, c.subject, c.attribute ORDER BY assigned_at DESC, source, rule, value) AS nth,
           max(assigned_at) OVER (PARTITION BY c.world, c.subject, c.attribute) AS latest_at
    FROM candidate c),
opinions AS (
    SELECT world, subject, attribute, count(DISTINCT value) FILTER (assigned_at = latest_at) AS at_the_latest,
           arg_min(value, nth) AS value, arg_min(assigned_at, nth) AS assigned_at
    FROM ranked GROUP BY ALL),
ends AS (
    -- Until the sunset, the period from the day it was typed in, or the event.
    SELECT DISTINCT ON (o.world, o.subject, o.attribute)
           o.*, least(a.provided_until, after_period(day_of(o.assigned_at, t.zone), a.keep_months, a.keep_days),
               CASE WHEN a.event = a.attribute THEN o.value::DATE + a.event_days
                    WHEN v.attribute IS NOT NULL THEN event_end(v, a.event_days, NULL::DATE)
               END)::DATE AS last_day, t.business_date
    FROM opinions o
    JOIN tonight t USING (world)
    JOIN attribute a ON a.world = o.world AND a.attribute = o.attribute
    LEFT JOIN event v ON v.world = o.world AND v.subject = o.subject AND v.attribute = a.event AND a.event <> a.attribute
                     AND (NOT v.withdrawn OR coalesce(v.withdrawn_at >= o.assigned_at, true))
    ORDER BY o.world, o.subject, o.attribute, v.place)
SELECT r.*, e.last_day,
       CASE WHEN is_erased THEN 'provided_erased'
            WHEN EXISTS (FROM fate f WHERE f.world = r.world AND f.fate <> 'future'
                                       AND (f.subject = r.subject
                                            OR (f.action = 'withdraw' AND f.person = spelled(r.subject)))
                                       AND f.attribute IN (r.attribute, '*')) THEN 'provided_replaced'
            WHEN e.at_the_latest > 1 THEN 'provided_conflicting'
            WHEN e.last_day < e.business_date THEN 'provided_expired'
            WHEN nth > 1 THEN 'provided_superseded'
            ELSE 'provided_kept' END AS provided_bin
FROM ranked r JOIN ends e USING (world, subject, attribute);

-- "jurisdiction: that of the latest statement in force; null where only provided values are held".
INSERT INTO expected_profiles
WITH law AS (
    SELECT world, subject, arg_min(jurisdiction, place) AS jurisdiction FROM fate
    WHERE action = 'declare' AND fate = 'in_force' AND jurisdiction IS NOT NULL GROUP BY ALL),
entry AS (
    SELECT world, subject, attribute, item_value AS value, 'declared' AS origin, declaration_id, source, channel,
           elicitation, purposes, notice, version, language, legal_basis, declared_at, valid_to AS valid_until,
           'declared' AS rule, accumulated_from, accumulated_sources
    FROM declared_value
    UNION ALL BY NAME
    SELECT p.world, subject, attribute, value, 'provided' AS origin, source,
           (SELECT list_sort(list(purpose)) FROM p_provided_purpose q
            WHERE (q.world, q.night, q.attribute) = (p.world, getvariable('night'), p.attribute)) AS purposes,
           assigned_at AS declared_at, last_day AS valid_until, rule
    FROM provided p WHERE provided_bin = 'provided_kept')
SELECT e.world, getvariable('night'), e.subject, l.jurisdiction, e.attribute,
       CASE a.type WHEN 'int' THEN 'BIGINT' WHEN 'boolean' THEN 'BOOLEAN' WHEN 'date' THEN 'DATE'
                   WHEN 'timestamp' THEN 'TIMESTAMP WITH TIME ZONE' WHEN 'decimal(9,2)' THEN 'DECIMAL(9,2)'
                   WHEN 'decimal(18,4)' THEN 'DECIMAL(18,4)' ELSE 'VARCHAR' END || CASE WHEN a.is_list THEN '[]' ELSE '' END,
       e.value, e.origin, e.declaration_id, e.source, e.channel, e.elicitation, e.purposes, e.notice, e.version, e.language,
       e.legal_basis, e.declared_at, e.valid_until, e.rule, e.accumulated_from,
       e.accumulated_sources
FROM entry e
JOIN attribute a ON a.world = e.world AND a.attribute = e.attribute
LEFT JOIN law l ON l.world = e.world AND l.subject = e.subject;
