-- What delivered texts stand for: moments and values. Reference, "type | values"; design 4, three clocks.

-- "Times without zone are refused unless the source names a zone"; a time its clocks skipped or showed twice is refused
-- rather than guessed. A date alone is the start of that day, for legacy only. Before 1990 and after 2199 is no time.
CREATE TABLE moment AS
WITH texts AS (
    SELECT DISTINCT declared_at AS text, source_zone AS zone FROM statement_record WHERE declared_at IS NOT NULL
    UNION SELECT DISTINCT revised_at, source_zone FROM statement_record WHERE revised_at IS NOT NULL
    UNION SELECT DISTINCT linked_at, source_zone FROM link_record WHERE linked_at IS NOT NULL
    UNION SELECT DISTINCT ts, source_zone FROM legacy_value WHERE ts IS NOT NULL
    UNION SELECT DISTINCT requested_at, source_zone FROM erasure_record WHERE requested_at IS NOT NULL),
parts AS (
    SELECT *, regexp_extract(text,
        '^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$',
        ['day', 'clock', 'second', 'fraction', 'zulu']) AS p
    FROM texts),
local AS (
    SELECT text, zone, p.zulu AS zulu, p.clock = '' AS day_only,
           TRY_CAST(p.day || ' ' || coalesce(nullif(p.clock, ''), '00:00') || ':'
               || coalesce(nullif(p.second, ''), '00') || '.' || rpad(left(p.fraction, 6), 6, '0') AS TIMESTAMP) AS ts
    FROM parts),
resolved AS (
    SELECT *, CASE
        WHEN ts IS NULL OR zulu = 'Z' THEN timezone('UTC', ts)
        WHEN zulu <> '' THEN timezone('UTC', ts - (CASE WHEN zulu LIKE '-%' THEN -1 ELSE 1 END)
            * (to_hours(zulu[2:3]::INT) + to_minutes(coalesce(TRY_CAST(right(replace(zulu, ':', ''), -3) AS INT), 0))))
        WHEN zone IS NOT NULL THEN timezone(zone, ts) END AS moment
    FROM local)
SELECT text, zone, day_only,
       CASE WHEN ts IS NULL THEN 'time_invalid'
            WHEN zulu = '' AND zone IS NULL THEN 'time_without_zone'
            WHEN zulu = '' AND (timezone(zone, moment) <> ts
                                OR timezone(zone, moment - INTERVAL 1 HOUR) = ts
                                OR timezone(zone, moment + INTERVAL 1 HOUR) = ts) THEN 'time_ambiguous'
            WHEN moment < TIMESTAMPTZ '1990-01-01 00:00:00+00' OR moment >= TIMESTAMPTZ '2200-01-01 00:00:00+00'
                THEN 'time_invalid' END AS fault,
       moment AS ts
FROM resolved;

-- One item as canonical text; null where the text is not of the type. A timestamp is told in microseconds.
CREATE MACRO canonical(type, choices, t) AS
    CASE type
        WHEN 'string' THEN CASE WHEN trim(t) <> '' AND length(t) <= 1000 THEN t END
        WHEN 'boolean' THEN CASE lower(t) WHEN 'true' THEN 'true' WHEN 't' THEN 'true'
                                          WHEN 'false' THEN 'false' WHEN 'f' THEN 'false' END
        WHEN 'int' THEN CASE WHEN regexp_full_match(t, '-?(0|[1-9][0-9]{0,18})(\.0+)?')
            THEN TRY_CAST(string_split(t, '.')[1] AS BIGINT)::VARCHAR END
        -- "Up to p digits, s of them behind the point; never rounded."
        WHEN 'decimal(9,2)' THEN CASE WHEN regexp_full_match(t, '-?[0-9]{1,18}(\.[0-9]{1,18})?')
            AND TRY_CAST(t AS DECIMAL(9,2)) = TRY_CAST(t AS DECIMAL(38,18)) THEN TRY_CAST(t AS DECIMAL(9,2))::VARCHAR END
        WHEN 'decimal(18,4)' THEN CASE WHEN regexp_full_match(t, '-?[0-9]{1,18}(\.[0-9]{1,18})?')
            AND TRY_CAST(t AS DECIMAL(18,4)) = TRY_CAST(t AS DECIMAL(38,18)) THEN TRY_CAST(t AS DECIMAL(18,4))::VARCHAR END
        WHEN 'date' THEN CASE WHEN regexp_full_match(t, '\d{4}-\d{2}-\d{2}([T ]00:00(:00(\.0+)?)?)?')
            THEN TRY_CAST(t[1:10] AS DATE)::VARCHAR END
        WHEN 'timestamp' THEN CASE
            WHEN regexp_full_match(t, '\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})')
             -- From 0000-01-01 until 9999-12-31, UTC.
             AND epoch_us(TRY_CAST(t AS TIMESTAMPTZ)) BETWEEN -62167219200000000 AND 253402300799999999
            THEN epoch_us(TRY_CAST(t AS TIMESTAMPTZ))::VARCHAR END
        WHEN 'enum' THEN CASE WHEN list_contains(string_split(choices, '|'), t) THEN t END
    END;

-- Every text that is said of an attribute, under the policy of every night. A list is a JSON array of strings, or one
-- item; "a list without repeats, in the order stated"; one item that is no value makes the whole none.
CREATE TABLE value_read AS
WITH said AS (
    SELECT DISTINCT world, attribute, value AS text FROM statement_record WHERE value IS NOT NULL
    UNION SELECT DISTINCT world, attribute, value FROM p_rule WHERE value IS NOT NULL
    UNION SELECT DISTINCT v.world, a.attribute, v.val
          FROM legacy_value v JOIN (SELECT DISTINCT world, attribute FROM p_attribute) a USING (world)
          WHERE v.val IS NOT NULL),
typed AS (
    SELECT DISTINCT a.world, a.night, a.attribute, a.type, a.is_list, a.choices, s.text
    FROM said s JOIN p_attribute a USING (world, attribute)),
items AS (
    SELECT *, CASE WHEN NOT is_list OR text NOT LIKE '[%' THEN [text] ELSE json_texts(text) END AS item FROM typed),
each AS (SELECT * EXCLUDE (item), unnest(item) AS item, generate_subscripts(item, 1) AS nth FROM items),
read AS (SELECT *, canonical(type, choices, item) AS said FROM each),
first AS (
    SELECT world, night, attribute, text, is_list, said, min(nth) AS nth FROM read GROUP BY ALL)
SELECT world, night, attribute, text,
       CASE WHEN count(*) FILTER (said IS NULL) > 0 THEN NULL
            WHEN any_value(is_list) THEN to_json(list(said ORDER BY nth))::VARCHAR
            ELSE any_value(said) END AS value
FROM first GROUP BY ALL;
