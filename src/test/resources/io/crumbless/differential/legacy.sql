-- What cookies left behind: how each value came to be, where it ended, and what may still fill a gap.

-- Reference, provenance.yaml, "the order of judgement". The system a row names stands for its source.
CREATE OR REPLACE TABLE kind_of_value AS
SELECT DISTINCT v.world, coalesce(v.sys, v.source) AS judged_by, v.name, v.names_attribute, v.how,
       v.score IS NOT NULL AS scored
FROM legacy_value v JOIN delivery USING (world, path)
WHERE v.name IS NOT NULL;

CREATE OR REPLACE TABLE classified AS
WITH
-- "Source is empty unless the id means something in one source only."
listed AS (
    SELECT k.*, s.source AS listed_for, s.name AS title, s.segment IS NOT NULL AS is_listed
    FROM kind_of_value k JOIN tonight t USING (world)
    LEFT JOIN p_segment s
      ON s.world = k.world AND s.night = t.night AND s.segment = k.name AND NOT k.names_attribute
     AND (s.source IS NULL OR s.source = k.judged_by)
    QUALIFY row_number() OVER (
        PARTITION BY k.world, k.judged_by, k.name, k.names_attribute, k.how, k.scored ORDER BY s.source NULLS LAST) = 1),
-- 1. "A name that matches a pattern": of the segment or column, of the listed segment, of its traits.
named AS (
    SELECT l.*, EXISTS (
        FROM p_name_pattern p JOIN tonight t USING (world, night)
        WHERE p.world = l.world AND (
            contains(bare(l.name), bare(p.pattern))
            OR contains(bare(coalesce(l.title, '')), bare(p.pattern))
            OR EXISTS (FROM p_trait r WHERE r.world = p.world AND r.night = p.night AND r.segment = l.name
                         AND l.is_listed AND r.source IS NOT DISTINCT FROM l.listed_for
                         AND contains(bare(r.trait), bare(p.pattern))))) AS looks_inferred
    FROM listed l),
-- 2. "Else the first matching rule decides." A key that is absent asks nothing.
matching AS (
    SELECT n.*, r.rank, r.rule, r.origin, r.attribute, r.value
    FROM named n JOIN tonight t USING (world)
    LEFT JOIN p_rule r ON r.world = n.world AND r.night = t.night
     AND (r.score IS NULL OR (r.score = 'present') = n.scored)
     AND NOT EXISTS (
        SELECT 1 FROM p_rule_pattern p WHERE (p.world, p.night, p.rank) = (r.world, r.night, r.rank)
        GROUP BY p.dimension
        HAVING NOT coalesce(bool_or(CASE p.dimension
            WHEN 'source' THEN glob_matches(p.pattern, n.judged_by)
            WHEN 'segment' THEN NOT n.names_attribute AND glob_matches(p.pattern, n.name)
            WHEN 'column' THEN n.names_attribute AND glob_matches(p.pattern, n.name)
            WHEN 'collected-by' THEN coalesce(glob_matches(p.pattern, n.how), false) END), false))
    QUALIFY row_number() OVER (
        PARTITION BY n.world, n.judged_by, n.name, n.names_attribute, n.how, n.scored ORDER BY r.rank) = 1),
-- 3. "A segment is never stronger than its weakest trait. Where no rule matches, that trait decides alone."
weakest AS (
    SELECT m.*, (SELECT arg_max(k.origin, weakness(k.origin))
                 FROM p_trait r JOIN p_trait_kind k USING (world, night, kind)
                 WHERE r.world = m.world AND r.night = getvariable('night') AND r.segment = m.name
                   AND r.source IS NOT DISTINCT FROM m.listed_for) AS trait_origin
    FROM matching m),
by_traits AS (
    SELECT *, is_listed AND (rule IS NULL OR weakness(trait_origin) > weakness(origin)) AS traits_decide FROM weakest),
-- 4. "A value with a score beside it is never more than inferred." 5. "Else the origin is unknown."
judged AS (
    SELECT *, CASE WHEN traits_decide THEN trait_origin ELSE coalesce(origin, 'unknown') END AS unscored FROM by_traits)
SELECT world, judged_by, name, names_attribute, how, scored,
       CASE WHEN NOT names_attribute AND name = 'iab-198' OR looks_inferred THEN 'inferred'
            WHEN scored AND weakness('inferred') > weakness(unscored) THEN 'inferred'
            ELSE unscored END AS origin,
       CASE WHEN NOT traits_decide THEN rule END AS rule,
       CASE WHEN NOT traits_decide THEN attribute END AS attribute,
       CASE WHEN NOT traits_decide THEN value END AS fixed
FROM judged;

-- Every value in its bin. A provided one is looked at further: sunset, value, time, and whom it belongs to.
CREATE OR REPLACE TABLE legacy_bin AS
WITH evidence AS (
    SELECT v.*, t.night, t.business_date, t.as_of, t.zone, t.age_attribute, c.origin, c.rule, c.attribute, a.provided_until,
           CASE WHEN v.by_subject THEN [v.key] ELSE r.subjects END AS reaches,
           c.fixed, a.type,
           m.fault AS time_fault, m.ts AS assigned_at
    FROM legacy_value v
    JOIN delivery d USING (world, path)
    JOIN tonight t USING (world)
    LEFT JOIN classified c ON c.world = v.world AND c.judged_by = coalesce(v.sys, v.source) AND c.name = v.name
     AND c.names_attribute = v.names_attribute AND c.how IS NOT DISTINCT FROM v.how
     AND c.scored = (v.score IS NOT NULL)
    LEFT JOIN attribute a ON a.world = v.world AND a.attribute = c.attribute
    LEFT JOIN reach r ON r.world = v.world AND r.cookie = v.key
    LEFT JOIN moment m ON m.text = v.ts AND m.zone IS NOT DISTINCT FROM v.source_zone),
-- Where the rule says the value, one beside the membership may say the same, or just yes; anything else leaves none.
read AS MATERIALIZED (
    SELECT e.*, CASE WHEN e.fixed IS NULL THEN w.value
                     WHEN e.val IS NULL OR w.value = f.value OR lower(e.val) IN ('true', 't', 'yes', 'y', 'on', '1') THEN f.value
                END AS told
    FROM evidence e
    LEFT JOIN value_tonight w ON w.world = e.world AND w.attribute = e.attribute AND w.text = e.val
    LEFT JOIN value_tonight f ON f.world = e.world AND f.attribute = e.attribute AND f.text = e.fixed),
-- "A date of birth before 1900 or after it was told is none."
told AS (
    SELECT e.*, CASE WHEN e.attribute = e.age_attribute AND assigned_at IS NOT NULL AND time_fault IS NULL
                          AND birth_date(type, told, day_of(assigned_at, e.zone)) IS NULL THEN NULL
                     ELSE told END AS value
    FROM read e)
SELECT e.* EXCLUDE (zone, age_attribute, type, told),
       CASE WHEN len(reaches) = 1 THEN reaches[1] END AS subject,
       CASE WHEN e.name IS NULL THEN 'segment_missing'
            WHEN origin <> 'provided' THEN 'stripped_' || origin
            -- A trait may make a value provided, but then no rule says which attribute it fills.
            WHEN e.attribute IS NULL THEN 'not_accepted'
            WHEN e.business_date > provided_until THEN 'sunset_passed'
            WHEN e.value IS NULL THEN 'value_invalid'
            WHEN assigned_at IS NULL OR time_fault IS NOT NULL THEN 'undated'
            WHEN assigned_at >= e.as_of THEN 'future'
            WHEN len(reaches) > 1 THEN 'ambiguous'
            WHEN reaches IS NULL THEN 'unlinked'
            WHEN EXISTS (FROM opted_out o WHERE o.world = e.world AND o.subject = reaches[1]) THEN 'opted_out'
            ELSE 'candidate' END AS bin
FROM told e;

-- Every row in its bin. Design 4: a tall row without value and a list without items are empty.
CREATE OR REPLACE TABLE legacy_row_bin AS
SELECT r.world, r.source, r.path, r.line,
       CASE WHEN r.fault IS NOT NULL THEN 'quarantined:' || r.fault
            WHEN key IS NULL THEN 'quarantined:key_missing'
            WHEN r.shape = 'membership' AND segment IS NULL THEN 'quarantined:segment_missing'
            WHEN r.shape = 'tall' AND attr IS NULL THEN 'quarantined:attribute_missing'
            WHEN EXISTS (FROM legacy_value v WHERE (v.world, v.path, v.line) = (r.world, r.path, r.line)) THEN 'expanded'
            ELSE 'empty' END AS bin
FROM legacy_record r JOIN delivery d USING (world, path);
