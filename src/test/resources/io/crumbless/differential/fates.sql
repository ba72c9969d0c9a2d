-- The kernel in SQL: what becomes of every statement of the log and of the night.
-- Design 5, resolution: "per subject and attribute, on the evidence log: erased -> expired or event passed -> withdrawn ->
-- latest declared_at; ties: denial wins, then narrower purposes, then id. A withdrawal of one purpose narrows."

-- A statement is identified by all of its fields (ARCHITECTURE, "a statement is identified by ..."); 'rest' is all of them
-- but the value.
CREATE OR REPLACE MACRO rest_of(s) AS to_json({
    'a': s.subject, 'b': s.source, 'c': s.declaration_id, 'd': s.action, 'e': s.attribute, 'f': s.purposes, 'g': s.notice,
    'h': s.version, 'i': s.language, 'j': s.channel, 'k': s.elicitation, 'l': s.declared_by, 'm': s.recorded_by,
    'n': s.confirmed, 'o': epoch_us(s.declared_at), 'p': s.valid_until, 'q': s.jurisdiction, 'r': s.legal_basis,
    's': s.evidence_ref, 't': epoch_us(s.revised_at)})::VARCHAR;

CREATE OR REPLACE TABLE logged AS
SELECT e.* EXCLUDE (night, fate, ends_on, ended_after), e.fate AS before, e.ends_on AS reported,
       e.ended_after AS ended_after_before, rest_of(e) AS rest,
       EXISTS (FROM erased x WHERE x.world = e.world AND x.spelling = spelled(e.subject)) AS is_erased
FROM expected_log e JOIN tonight t ON t.world = e.world AND t.night = e.night + 1;

CREATE OR REPLACE TABLE arrived AS
SELECT a.*, rest_of(a) AS rest,
       EXISTS (FROM erased x WHERE x.world = a.world AND x.spelling = spelled(a.subject)) AS is_erased
FROM arrival a;

-- A date that would not have ended with the one that is gone is another.
CREATE OR REPLACE MACRO another_date(value, ended_after, today) AS
    coalesce(TRY_CAST(value AS DATE) + ended_after >= today, false);

-- An arrival the log holds already is repeated; so is one whose value the log has let go (ADR 4: "the same statement
-- delivered again is recognised as repeated"), and all but the first of equal ones.
CREATE OR REPLACE TABLE met AS
SELECT a.*,
       EXISTS (FROM logged l WHERE l.world = a.world AND l.rest = a.rest AND l.value IS NOT DISTINCT FROM a.value
                               AND NOT lets_go(l.before)) AS in_log,
       EXISTS (FROM logged l JOIN tonight t USING (world)
               WHERE l.world = a.world AND l.rest = a.rest AND stays_gone(l.before)
                 AND NOT another_date(a.value, l.ended_after_before, t.business_date)) AS let_go,
       row_number() OVER (PARTITION BY world, rest, value ORDER BY source, path, line) = 1 AS is_first
FROM arrived a WHERE NOT is_erased;

-- Every statement once, in the order of precedence. "Which of two counts: the later one; of two at the same moment the
-- denial, then the one with fewer purposes, then the smaller id"; the rest only makes the order total.
CREATE OR REPLACE TABLE known_statement AS
WITH all_of_them AS (
    SELECT l.* EXCLUDE (is_erased), NULL AS path, NULL AS line FROM logged l WHERE NOT is_erased
    UNION ALL BY NAME
    SELECT * EXCLUDE (is_erased, in_log, let_go, is_first) FROM met WHERE is_first AND NOT in_log AND NOT let_go),
deliveries AS (
    SELECT world, rest, value, in_log OR NOT let_go AS by_value, min(delivered_on) AS delivered_on
    FROM met GROUP BY ALL)
SELECT s.* EXCLUDE (delivered_on), spelled(s.subject) AS person, least(s.delivered_on, d.delivered_on, g.delivered_on) AS delivered_on,
       row_number() OVER (PARTITION BY s.world, s.subject ORDER BY
           s.declared_at DESC, s.action = 'declare', len(s.purposes), s.declaration_id, s.source, s.attribute,
           s.purposes, s.notice NULLS FIRST, s.version NULLS FIRST, s.language NULLS FIRST, s.channel NULLS FIRST,
           s.elicitation NULLS FIRST, s.declared_by = 'guardian', s.recorded_by NULLS FIRST, s.confirmed,
           s.valid_until NULLS FIRST, s.jurisdiction NULLS FIRST, s.legal_basis NULLS FIRST,
           s.evidence_ref NULLS FIRST, s.revised_at NULLS FIRST, s.value NULLS FIRST) AS place
FROM all_of_them s
LEFT JOIN deliveries d ON d.world = s.world AND d.rest = s.rest AND d.value IS NOT DISTINCT FROM s.value AND d.by_value
                      AND NOT coalesce(lets_go(s.before), false)
LEFT JOIN (SELECT world, rest, min(delivered_on) AS delivered_on FROM deliveries WHERE NOT by_value GROUP BY ALL) g
       ON g.world = s.world AND g.rest = s.rest AND stays_gone(s.before);

-- "In a source that delivers everything, tonight's record takes the place of what the log holds under its id", unless it was
-- declared later and replaces it anyway. "In a source that delivers what is new, the content revised last counts; without
-- revised-at a record was never revised." "A record that becomes a withdrawal no longer declares": the value goes, unless the
-- withdrawal reaches it by its own time, which then decides about its purposes.
CREATE OR REPLACE MACRO corrects(a, s, as_of, replaces) AS
    a.declared_at < as_of
    AND CASE WHEN a.action = 'declare' THEN NOT (a.attribute = s.attribute AND a.declared_at > s.declared_at AND replaces)
             ELSE NOT (a.attribute IN (s.attribute, '*') AND a.declared_at >= s.declared_at) END;

CREATE OR REPLACE TABLE revised AS
SELECT DISTINCT s.world, s.subject, s.place
FROM known_statement s
JOIN tonight t USING (world)
JOIN p_source p ON p.world = s.world AND p.source = s.source
LEFT JOIN attribute b ON b.world = s.world AND b.attribute = s.attribute
JOIN known_statement o ON o.world = s.world AND o.subject = s.subject AND o.source = s.source
                      AND o.declaration_id = s.declaration_id
WHERE p.increment AND s.action = 'declare' AND s.before IS DISTINCT FROM 'minor'
  AND coalesce(o.revised_at > s.revised_at, o.revised_at IS NOT NULL)
  AND corrects(o, s, t.as_of, coalesce(NOT b.accumulates, false));

-- "A record that now says what is not admitted has revoked what the log holds of it": if tonight's bar would admit that as it
-- stands; else it is the policy that refuses the record.
CREATE OR REPLACE TABLE revoked AS
SELECT s.world, s.subject, s.place
FROM known_statement s
JOIN tonight t USING (world)
JOIN p_source p ON p.world = s.world AND p.source = s.source
LEFT JOIN attribute a ON a.world = s.world AND a.attribute = s.attribute
LEFT JOIN notice n ON n.world = s.world AND n.notice = s.notice AND n.version = s.version
LEFT JOIN p_channel c ON c.world = s.world AND c.night = t.night AND c.channel = s.channel
LEFT JOIN p_elicitation e ON e.world = s.world AND e.night = t.night AND e.elicitation = s.elicitation
LEFT JOIN place j ON j.world = s.world AND j.jurisdiction = s.jurisdiction
WHERE NOT p.increment AND s.action = 'declare' AND s.before IS NOT NULL
  AND EXISTS (FROM judged r WHERE r.world = s.world AND r.source = s.source AND r.refusal IS NOT NULL AND r.fault IS NULL
                              AND r.subject = s.subject AND r.declaration_id = s.declaration_id)
  AND NOT EXISTS (FROM arrived r WHERE r.world = s.world AND r.source = s.source
                                   AND r.subject = s.subject AND r.declaration_id = s.declaration_id)
  AND CASE WHEN lets_go(s.before) THEN s.before = 'corrected' ELSE coalesce(
        list_has_all(a.purposes, s.purposes)
        AND (a.type <> 'enum' OR list_has_all(string_split(a.choices, '|'),
                                              CASE WHEN a.is_list THEN json_texts(s.value) ELSE [s.value] END))
        AND CASE WHEN a.attribute = t.age_attribute
                 THEN birth_date(a.type, s.value, day_of(s.declared_at, t.zone)) IS NOT NULL ELSE true END
        AND (n.valid_from IS NULL OR s.declared_at >= timezone(t.zone, n.valid_from::TIMESTAMP))
        AND (n.valid_to IS NULL OR s.declared_at < timezone(t.zone, n.valid_to::TIMESTAMP))
        AND list_contains(n.languages, s.language) AND list_has_all(n.purposes, s.purposes)
        AND c.channel IS NOT NULL AND e.elicitation IS NOT NULL AND j.jurisdiction IS NOT NULL
        AND NOT (c.needs_recorder AND s.recorded_by IS NULL) AND NOT (c.needs_confirmation AND NOT s.confirmed)
        AND NOT (c.needs_evidence AND s.evidence_ref IS NULL)
        AND (a.sensitivity <> 'special'
             OR (coalesce(list_contains(j.bases, s.legal_basis), false)
                 AND NOT (j.expiry_required AND s.valid_until IS NULL AND a.keep_days IS NULL AND a.event IS NULL))),
        false) END;

CREATE OR REPLACE TABLE corrected AS
FROM revised
UNION
FROM revoked
UNION
SELECT s.world, s.subject, s.place
FROM known_statement s
JOIN tonight t USING (world)
JOIN p_source p ON p.world = s.world AND p.source = s.source
LEFT JOIN attribute b ON b.world = s.world AND b.attribute = s.attribute
LEFT JOIN arrived a ON a.world = s.world AND a.subject = s.subject AND a.source = s.source
                   AND a.declaration_id = s.declaration_id
WHERE s.action = 'declare' AND s.before IS NOT NULL AND s.before <> 'minor'
GROUP BY ALL
HAVING any_value(s.before) = 'corrected'
    OR (NOT any_value(p.increment)
        AND NOT bool_or(coalesce(a.rest = s.rest AND (a.value IS NOT DISTINCT FROM s.value
                 OR (stays_gone(s.before) AND NOT another_date(a.value, s.ended_after_before, t.business_date))), false))
        AND bool_or(coalesce(corrects(a, s, t.as_of, coalesce(NOT b.accumulates, false)), false)));

-- "A withdrawal with no purposes withdraws the attribute; with purposes, only those; with attribute *, everything." What
-- was said at its moment or before; law 12: equal times, the withdrawal wins. It reaches every spelling of the id (ids.md).
CREATE OR REPLACE TABLE standing AS
SELECT s.*, t.business_date, t.zone, t.as_of, t.age_attribute,
       s.declared_at >= t.as_of AS future,
       day_of(s.declared_at, t.zone) AS spoken_on,
       coalesce(lets_go(s.before), false) AS cleared,
       EXISTS (FROM corrected c WHERE c.world = s.world AND c.subject = s.subject AND c.place = s.place) AS corrected,
       CASE WHEN s.action = 'declare' THEN coalesce(w.remaining, s.purposes) END AS remaining,
       a.attribute IS NOT NULL AS in_catalogue,
       -- Types stay; of choices some may have gone.
       CASE WHEN a.type <> 'enum' THEN s.value
            WHEN NOT a.is_list THEN CASE WHEN list_contains(string_split(a.choices, '|'), s.value) THEN s.value END
            WHEN list_has_all(string_split(a.choices, '|'), json_texts(s.value)) THEN s.value END AS said,
       a.keep_months, a.keep_days, a.event, a.event_days, a.type
FROM known_statement s
JOIN tonight t USING (world)
LEFT JOIN attribute a ON a.world = s.world AND a.attribute = s.attribute
LEFT JOIN (
    SELECT d.world, d.subject, d.place,
           CASE WHEN bool_or(len(w.purposes) = 0) THEN []
                ELSE list_filter(any_value(d.purposes), lambda p: NOT list_contains(flatten(list(w.purposes)), p))
           END AS remaining
    FROM known_statement d
    JOIN tonight t USING (world)
    JOIN known_statement w ON w.world = d.world AND w.person = d.person AND w.action = 'withdraw'
     AND w.attribute IN (d.attribute, '*') AND w.declared_at >= d.declared_at AND w.declared_at < t.as_of
    WHERE d.action = 'declare' GROUP BY ALL) w
  ON w.world = s.world AND w.subject = s.subject AND w.place = s.place;

-- "How long it is kept": what the person allowed, the period from the day they spoke, the date itself plus the offset.
CREATE OR REPLACE TABLE own_end AS
SELECT *, CASE WHEN type = 'date' THEN said::DATE END AS said_date,
       least(valid_until, after_period(spoken_on, keep_months, keep_days),
             CASE WHEN event = attribute THEN coalesce(CASE WHEN type = 'date' THEN said::DATE END + event_days, passed())
             END)::DATE AS ends_on
FROM standing;

-- Design 5, jurisdictions: age of digital consent. "The age is known only from what was declared by the cut-off and stands.
-- The latest date of birth counts; of several at that moment the youngest. Where a guardian told it, a later one that the
-- person tells alone makes nobody older." Where only a year is known, its last day. Nobody is born before 1900 or after they
-- spoke.
CREATE OR REPLACE TABLE age AS
WITH told AS MATERIALIZED (
    SELECT s.*, birth_date(type, said, spoken_on) AS born
    FROM own_end s
    WHERE s.attribute = s.age_attribute AND action = 'declare' AND NOT future AND NOT corrected AND said IS NOT NULL
      AND len(remaining) > 0
      AND coalesce(least(ends_on, reported) >= business_date, true))
SELECT world, subject,
       greatest(arg_max(born, {'at': declared_at, 'born': born}),
                arg_max(born, {'at': declared_at, 'born': born}) FILTER (declared_by = 'guardian')) AS born
FROM told WHERE born IS NOT NULL
GROUP BY ALL;

CREATE OR REPLACE TABLE spoken AS
SELECT s.*, p.jurisdiction IS NOT NULL AS place_known, p.bases, p.expiry_required,
       CASE WHEN s.action <> 'declare' OR s.future OR s.corrected OR s.declared_by = 'guardian' OR s.age_attribute IS NULL
                 OR p.jurisdiction IS NULL THEN NULL
            WHEN g.born IS NULL THEN CASE WHEN NOT p.admits_unknown_age THEN 'age_unknown' END
            WHEN s.spoken_on < birthday(g.born, p.age) THEN 'minor_without_guardian' END AS objection,
       s.before IS NULL AS is_new, s.attribute = s.age_attribute AS tells_age
FROM own_end s
LEFT JOIN place p ON p.world = s.world AND p.jurisdiction = s.jurisdiction
LEFT JOIN age g ON g.world = s.world AND g.subject = s.subject;

-- "Minor without guardian": an arrival is refused; what the log holds already falls. What tells the age is kept as
-- evidence until it is withdrawn or ends, and never used.
CREATE OR REPLACE TABLE refused_for_age AS
SELECT * FROM spoken
WHERE objection IS NOT NULL AND is_new AND NOT coalesce(tells_age, false);

CREATE OR REPLACE TABLE early AS
SELECT s.*, CASE
    WHEN corrected THEN 'corrected'
    WHEN future THEN 'future'
    WHEN action = 'withdraw' THEN 'in_force'
    WHEN before = 'minor' THEN 'minor'
    WHEN objection = 'minor_without_guardian' AND NOT tells_age THEN 'minor'
    WHEN len(remaining) = 0 OR before = 'withdrawn' THEN 'withdrawn' END AS fate
FROM spoken s
ANTI JOIN refused_for_age r ON r.world = s.world AND r.subject = s.subject AND r.place = s.place;

-- "Several contents under one id and time": between two values neither counts; else the narrower does, for the purposes that
-- all name, until the earliest of their ends. Beside what is withdrawn none counts, but that ends nothing.
CREATE OR REPLACE TABLE beside AS
SELECT *, count(*) OVER contents AS contents,
       count(*) FILTER (value IS NULL) OVER contents > 0 OR count(DISTINCT value) OVER contents > 1 AS differ,
       min(place) OVER contents AS narrowest,
       flatten(list(purposes) OVER contents) AS named,
       min(CASE WHEN cleared THEN passed() ELSE least(ends_on, reported) END) FILTER (fate IS NULL) OVER contents AS least_end,
       min(coalesce(said_date, passed())) FILTER (fate IS NULL) OVER contents AS least_date
FROM early WHERE action = 'declare' AND (fate IS NULL OR fate = 'withdrawn')
WINDOW contents AS (PARTITION BY world, subject, source, declaration_id, declared_at, attribute)
UNION ALL BY NAME
SELECT *, 1 AS contents FROM early WHERE action <> 'declare' OR (fate IS NOT NULL AND fate <> 'withdrawn');

-- "Nothing lives longer because something was taken back": what was withdrawn goes on ending what was told before it was
-- withdrawn. When that was:
CREATE OR REPLACE TABLE event AS
SELECT e.* EXCLUDE (ends_on, said_date, least_end, least_date),
       least(e.ends_on, e.reported, least_end)::DATE AS ends_on,
       least(coalesce(said_date, passed()), least_date)::DATE AS said_date, e.fate IS NOT NULL AS withdrawn,
       CASE WHEN e.fate IS NOT NULL THEN (
           SELECT max(w.declared_at) FROM known_statement w
           WHERE w.world = e.world AND w.person = e.person AND w.action = 'withdraw'
             AND w.attribute IN (e.attribute, '*') AND w.declared_at BETWEEN e.declared_at AND e.as_of - INTERVAL 1 microsecond)
           END AS withdrawn_at
FROM beside e
WHERE e.action = 'declare' AND coalesce(e.fate, 'withdrawn') = 'withdrawn';

-- An event is told by the declaration of it that counts; a value that waits for one ends no later than that itself. Where
-- the date is gone, what depends on it has ended, unless an end was reported while it was there.
CREATE OR REPLACE MACRO event_end(v, event_days, reported) AS
    CASE WHEN v.cleared THEN CASE WHEN NOT (v.withdrawn AND reported IS NOT NULL) THEN passed() END
         ELSE least(v.ends_on, coalesce(v.said_date + event_days, passed()))::DATE END;

CREATE OR REPLACE TABLE ending AS
SELECT DISTINCT ON (e.world, e.subject, e.place) e.*, CASE
    WHEN e.fate IS NOT NULL THEN NULL
    WHEN e.cleared THEN passed()
    ELSE least(e.ends_on, e.reported,
               CASE WHEN v.attribute IS NOT NULL THEN event_end(v, e.event_days, e.reported) END)::DATE END AS last_day,
    CASE WHEN e.cleared THEN e.ended_after_before
         WHEN e.event = e.attribute AND e.said_date + e.event_days < e.business_date THEN e.event_days END AS ended_after
FROM beside e
LEFT JOIN event v ON v.world = e.world AND v.subject = e.subject AND v.attribute = e.event AND e.event <> e.attribute
                 AND (NOT v.withdrawn OR coalesce(v.withdrawn_at >= e.declared_at, true))
ORDER BY e.world, e.subject, e.place, v.place;

CREATE OR REPLACE MACRO named_by_all(p, named, contents) AS len(list_filter(named, lambda q: q = p)) = contents;

CREATE OR REPLACE TABLE lasting AS
WITH ended AS (
    SELECT * EXCLUDE (last_day), CASE WHEN contents = 1 OR fate IS NOT NULL THEN last_day
        ELSE min(last_day) FILTER (fate IS NULL)
             OVER (PARTITION BY world, subject, source, declaration_id, declared_at, attribute, action) END AS last_day
    FROM ending)
SELECT e.* EXCLUDE (fate), a.purposes AS attribute_purposes, a.accumulates, a.sensitivity,
       CASE WHEN e.fate IS NULL AND e.last_day < e.business_date THEN 'expired'
            -- Unknown age, where it is refused: what the log holds is not used, but goes when its time has come (law 6). So
            -- does a minor's birth date.
            WHEN e.fate IS NULL AND e.objection = CASE WHEN e.tells_age THEN 'minor_without_guardian' ELSE 'age_unknown' END
                THEN 'not_allowed'
            WHEN e.fate IS NULL AND e.contents > 1
                 AND (e.differ OR e.place <> e.narrowest
                      OR len(list_filter(e.remaining, lambda p: named_by_all(p, e.named, e.contents))) = 0)
                THEN 'conflicting'
            ELSE e.fate END AS fate,
       -- Law 4 under tonight's policy: purposes of the attribute that the notice explained.
       CASE WHEN e.action = 'declare' THEN list_sort(list_intersect(list_intersect(
           CASE WHEN e.contents = 1 THEN e.remaining
                ELSE list_filter(e.remaining, lambda p: named_by_all(p, e.named, e.contents)) END,
           coalesce(a.purposes, [])), coalesce(n.purposes, []))) END AS served
FROM ended e
LEFT JOIN attribute a ON a.world = e.world AND a.attribute = e.attribute
LEFT JOIN notice n ON n.world = e.world AND n.notice = e.notice AND n.version = e.version;

CREATE OR REPLACE TABLE allowed AS
SELECT *, in_catalogue AND said IS NOT NULL AND len(served) > 0 AND place_known
       AND (sensitivity <> 'special'
            OR (list_contains(bases, coalesce(legal_basis, ''))
                AND (last_day IS NOT NULL OR NOT expiry_required))) AS may_stand
FROM lasting;

-- "replace": the latest counts, and takes the place of earlier ones even where it has been let go itself ("Superseded is
-- for ever"). What waits and what minors said takes nobody's place.
CREATE OR REPLACE TABLE latest AS
SELECT world, subject, attribute, min(place) AS place FROM allowed
WHERE action = 'declare' AND (fate IS NULL OR fate NOT IN ('future', 'minor', 'corrected')
       -- "Nobody knows what the person says instead, so nothing said before comes back."
       OR (fate = 'corrected' AND EXISTS (FROM revoked r WHERE r.world = allowed.world AND r.subject = allowed.subject
                                                           AND r.place = allowed.place)))
GROUP BY ALL;

-- "accumulate": the items of all standing declarations count together, for the purposes all of them serve; one that shares
-- no purpose with the later ones counts as superseded.
CREATE OR REPLACE TABLE accumulated AS
WITH RECURSIVE part AS (
    SELECT world, subject, attribute, place, served,
           row_number() OVER (PARTITION BY world, subject, attribute ORDER BY place) AS nth
    FROM allowed WHERE fate IS NULL AND may_stand AND accumulates),
fold AS (
    SELECT world, subject, attribute, nth, place, served AS shared, true AS counts FROM part WHERE nth = 1
    UNION ALL
    SELECT p.world, p.subject, p.attribute, p.nth, p.place,
           CASE WHEN list_has_any(f.shared, p.served) THEN list_sort(list_intersect(f.shared, p.served)) ELSE f.shared END,
           list_has_any(f.shared, p.served)
    FROM fold f JOIN part p
      ON p.world = f.world AND p.subject = f.subject AND p.attribute = f.attribute AND p.nth = f.nth + 1)
FROM fold;

CREATE OR REPLACE TABLE fate AS
SELECT a.* EXCLUDE (fate), CASE
    WHEN a.fate IS NOT NULL THEN a.fate
    WHEN NOT in_catalogue THEN 'not_allowed'
    WHEN accumulates THEN CASE WHEN NOT may_stand THEN 'not_allowed' WHEN f.counts THEN 'in_force' ELSE 'superseded' END
    WHEN a.place <> l.place THEN 'superseded'
    WHEN may_stand THEN 'in_force'
    ELSE 'not_allowed' END AS fate, f.shared
FROM allowed a
LEFT JOIN latest l ON l.world = a.world AND l.subject = a.subject AND l.attribute = a.attribute
LEFT JOIN accumulated f ON f.world = a.world AND f.subject = a.subject AND f.place = a.place;
