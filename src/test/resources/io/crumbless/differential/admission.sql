-- Design 5, admission bar: "A declaration is refused, with a code, when ..."; the rules in the order of the bar, the first
-- that fails gives the code. A withdrawal passes with subject, id, time and attribute, whatever else it says.

CREATE OR REPLACE TABLE judged AS
WITH said AS (
    SELECT s.*, t.night, t.business_date, t.as_of, t.zone, t.age_attribute,
           m.ts AS spoken_at, m.day_only, m.fault AS time_fault,
           -- "A day without a time counts at its end."
           CASE WHEN r.day_only THEN timezone(r.zone, TRY_CAST(r.text AS TIMESTAMP) + INTERVAL 1 DAY) - INTERVAL 1 MICROSECOND
                ELSE r.ts END AS changed_at,
           CASE WHEN NOT (r.day_only AND r.fault = 'time_ambiguous') THEN r.fault END AS revision_fault,
           a.attribute IS NOT NULL AS in_catalogue, a.purposes AS attribute_purposes, a.sensitivity, a.type,
           a.keep_days IS NOT NULL OR a.event IS NOT NULL AS ends_by_itself,
           v.value AS read_value,
           n.notice IS NOT NULL AS notice_known, n.valid_from, n.valid_to, n.languages, n.purposes AS notice_purposes,
           c.channel IS NOT NULL AS channel_open, c.needs_recorder, c.needs_confirmation, c.needs_evidence,
           e.elicitation IS NOT NULL AS elicitation_admitted,
           CASE WHEN lower(s.confirmed) IN ('true', 't', 'yes', 'y', 'on', '1') THEN true
                WHEN s.confirmed IS NULL OR lower(s.confirmed) IN ('false', 'f', 'no', 'n', 'off', '0') THEN false
           END AS read_back,
           canonical('date', '', s.valid_until)::DATE AS valid_until_day,
           j.jurisdiction IS NOT NULL AS place_known, j.bases, j.expiry_required
    FROM statement_record s
    JOIN delivery d USING (world, path)
    JOIN tonight t USING (world)
    LEFT JOIN moment m ON m.text = s.declared_at AND m.zone IS NOT DISTINCT FROM s.source_zone
    LEFT JOIN moment r ON r.text = s.revised_at AND r.zone IS NOT DISTINCT FROM s.source_zone
    LEFT JOIN attribute a ON a.world = s.world AND a.attribute = s.attribute
    LEFT JOIN value_tonight v ON v.world = s.world AND v.attribute = s.attribute AND v.text = s.value
    LEFT JOIN notice n ON n.world = s.world AND n.notice = s.notice AND n.version = s.version
    LEFT JOIN p_channel c ON c.world = s.world AND c.night = t.night AND c.channel = s.channel
    LEFT JOIN p_elicitation e ON e.world = s.world AND e.night = t.night AND e.elicitation = s.elicitation
    LEFT JOIN place j ON j.world = s.world AND j.jurisdiction = s.jurisdiction)
SELECT *, CASE
    WHEN fault IS NOT NULL THEN 'malformed'
    -- "Nothing else may be a declaration, but anything else may be meant as a withdrawal": no word at all is neither.
    WHEN action IS NULL THEN 'action_unknown'
    WHEN action = 'withdraw' THEN NULL
    WHEN subject IS NULL THEN 'subject_missing'
    WHEN declaration_id IS NULL THEN 'id_missing'
    WHEN declared_at IS NULL THEN 'time_missing'
    WHEN day_only THEN 'time_invalid'
    WHEN time_fault IS NOT NULL THEN time_fault
    WHEN revision_fault IS NOT NULL THEN revision_fault
    WHEN NOT in_catalogue THEN 'attribute_unknown'
    WHEN read_value IS NULL THEN 'value_invalid'
    -- "That of the age attribute is a date of birth."
    WHEN attribute = age_attribute AND birth_date(type, read_value, day_of(spoken_at, zone)) IS NULL THEN 'value_invalid'
    WHEN coalesce(len(purposes), 0) = 0 THEN 'purpose_missing'
    WHEN NOT list_has_all(attribute_purposes, purposes) THEN 'purpose_not_allowed'
    WHEN notice IS NULL OR version IS NULL THEN 'notice_missing'
    WHEN NOT notice_known THEN 'notice_unknown'
    -- "Shown on the day of the declaration, in the job's zone, as all days."
    WHEN spoken_at < timezone(zone, valid_from::TIMESTAMP) THEN 'notice_not_yet_valid'
    WHEN spoken_at >= timezone(zone, valid_to::TIMESTAMP) THEN 'notice_no_longer_valid'
    WHEN language IS NULL OR NOT list_contains(languages, language) THEN 'notice_language_unknown'
    WHEN NOT list_has_all(notice_purposes, purposes) THEN 'purpose_not_in_notice'
    WHEN NOT channel_open THEN 'channel_unknown'
    WHEN NOT elicitation_admitted THEN 'elicitation_inadmissible'
    WHEN declared_by IS NULL OR declared_by NOT IN ('self', 'guardian') THEN 'declared_by_unknown'
    -- "Assisted channel without recorder or confirmation."
    WHEN needs_recorder AND recorded_by IS NULL THEN 'recorder_missing'
    WHEN read_back IS NULL THEN 'confirmed_invalid'
    WHEN needs_confirmation AND NOT read_back THEN 'confirmation_missing'
    WHEN needs_evidence AND evidence_ref IS NULL THEN 'evidence_missing'
    WHEN valid_until IS NOT NULL AND valid_until_day IS NULL THEN 'valid_until_invalid'
    WHEN jurisdiction IS NULL THEN 'jurisdiction_missing'
    WHEN NOT place_known THEN 'jurisdiction_unknown'
    -- "Special category without explicit basis or expiry."
    WHEN sensitivity = 'special' AND (legal_basis IS NULL OR NOT list_contains(bases, legal_basis))
        THEN 'explicit_basis_missing'
    WHEN sensitivity = 'special' AND expiry_required AND valid_until IS NULL AND NOT ends_by_itself
        THEN 'expiry_missing' END AS refusal
FROM said;

-- What passed, with all fields of a statement. Of a withdrawal only words of the vocabulary are kept.
CREATE OR REPLACE TABLE arrival AS
SELECT world, path, line, subject, source, declaration_id, action, attribute,
       CASE WHEN action = 'declare' THEN read_value END AS value, purposes,
       CASE WHEN action = 'declare' THEN notice END AS notice,
       CASE WHEN action = 'declare' THEN version END AS version,
       CASE WHEN action = 'declare' THEN language END AS language,
       CASE WHEN action = 'declare' OR channel IN ('web_preference_center', 'app', 'survey', 'email', 'store',
                 'call_center', 'chat', 'paper') THEN channel END AS channel,
       CASE WHEN action = 'declare' OR elicitation IN ('volunteered', 'prompted_open', 'prompted_choice',
                 'confirmed_prefill', 'prefilled', 'defaulted', 'implied', 'bundled', 'unknown')
            THEN elicitation END AS elicitation,
       CASE WHEN declared_by = 'guardian' THEN 'guardian' ELSE 'self' END AS declared_by,
       recorded_by, coalesce(read_back, false) AS confirmed, spoken_at AS declared_at,
       CASE WHEN action = 'declare' THEN valid_until_day END AS valid_until, jurisdiction, legal_basis, evidence_ref,
       CASE WHEN revision_fault IS NULL THEN changed_at END AS revised_at, delivered_on
FROM judged WHERE refusal IS NULL;
