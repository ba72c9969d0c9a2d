-- Design 4, identity links: "Only methods the policy trusts count. A cookie that reaches two people is a shared device:
-- ambiguous, dropped, counted."

CREATE OR REPLACE TABLE link AS
SELECT l.*, CASE
    WHEN l.fault IS NOT NULL THEN 'quarantined:' || l.fault
    WHEN cookie IS NULL THEN 'quarantined:cookie_missing'
    WHEN l.subject IS NULL THEN 'quarantined:subject_missing'
    WHEN l.method IS NULL THEN 'quarantined:method_missing'
    WHEN NOT EXISTS (FROM p_link_method p WHERE (p.world, p.night, p.method) = (t.world, t.night, l.method))
        THEN 'untrusted_method'
    WHEN timed AND linked_at IS NULL THEN 'quarantined:time_missing'
    WHEN timed AND m.fault IS NOT NULL THEN 'quarantined:' || m.fault
    WHEN timed AND m.ts >= t.as_of THEN 'future' END AS bin
FROM link_record l
JOIN delivery d USING (world, path)
JOIN tonight t USING (world)
LEFT JOIN moment m ON m.text = l.linked_at AND m.zone IS NOT DISTINCT FROM l.source_zone;

CREATE OR REPLACE TABLE reach AS
SELECT world, cookie, list_distinct(list(subject)) AS subjects FROM link WHERE bin IS NULL GROUP BY ALL;

-- The first link of a cookie is 'linked', the others 'repeated'; sources in the order of their names.
CREATE OR REPLACE TABLE link_bin AS
SELECT world, source, path, line,
       CASE WHEN bin IS NOT NULL THEN bin
            WHEN len(subjects) > 1 THEN 'ambiguous'
            WHEN row_number() OVER (PARTITION BY world, cookie, bin IS NULL ORDER BY source, path, line) = 1 THEN 'linked'
            ELSE 'repeated' END AS bin
FROM link LEFT JOIN reach USING (world, cookie);

-- People the night has heard of through links and through sources that name their customers.
CREATE OR REPLACE TABLE known AS
SELECT DISTINCT world, unnest(subjects) AS subject FROM reach
UNION SELECT world, key FROM legacy_record JOIN delivery USING (world, path)
      WHERE legacy_record.by_subject AND legacy_record.fault IS NULL AND key IS NOT NULL;

-- Law 12, denial wins: nobody knows which of the people on a shared device opted out, so all of them did.
-- However it spells the id (ids.md).
CREATE OR REPLACE TABLE opt_out AS
SELECT o.*, EXISTS (FROM known k WHERE k.world = o.world AND spelled(k.subject) = spelled(o.subject))
         OR EXISTS (FROM reach r WHERE r.world = o.world AND spelled(r.cookie) = spelled(o.cookie)) AS applied
FROM opt_out_record o JOIN delivery d USING (world, path);

CREATE OR REPLACE TABLE opted_out AS
SELECT o.world, k.subject
FROM opt_out o JOIN known k ON k.world = o.world AND spelled(k.subject) = spelled(o.subject)
UNION
SELECT o.world, unnest(r.subjects)
FROM opt_out o JOIN reach r ON r.world = o.world AND spelled(r.cookie) = spelled(o.cookie);
