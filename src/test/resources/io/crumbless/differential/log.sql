-- The evidence log after the night: "all admitted declarations and withdrawals"; the value of what is withdrawn, expired or
-- fallen is gone. Two that then differ in nothing are one.

CREATE OR REPLACE TABLE log_row AS
SELECT * EXCLUDE (fate, ended_after), CASE WHEN NOT lets_go(fate) THEN value END AS kept,
       -- What was corrected says nothing that the other does not say.
       first_value(fate) OVER (PARTITION BY world, rest, lets_go(fate), CASE WHEN NOT lets_go(fate) THEN value END
                               ORDER BY fate = 'corrected', place) AS fate,
       max(ended_after) FILTER (fate <> 'corrected') OVER (PARTITION BY world, rest, lets_go(fate)) AS ended_after,
       lets_go(fate) AND row_number() OVER (PARTITION BY world, rest, lets_go(fate) ORDER BY place) > 1 AS merged,
       min(delivered_on) OVER (PARTITION BY world, rest, lets_go(fate)) AS earliest,
       count(DISTINCT coalesce(ended_after, -1)) FILTER (fate <> 'corrected') OVER (PARTITION BY world, rest, lets_go(fate)) = 1 AS all_ended_after
FROM fate;

INSERT INTO expected_log
SELECT world, getvariable('night'), subject, source, declaration_id, action, attribute, kept, purposes, notice, version,
       language, channel, elicitation, declared_by, recorded_by, confirmed, declared_at, valid_until, jurisdiction,
       legal_basis, evidence_ref, CASE WHEN lets_go(fate) THEN earliest ELSE delivered_on END, fate,
       -- "An end that was once reported is never later than reported": the log remembers it for as long as it holds the value.
       CASE WHEN action = 'declare' AND fate <> 'future' AND NOT lets_go(fate) THEN last_day END, revised_at,
       -- Of a date that ended by itself only how long the policy let it go on, which tells nothing of the date.
       CASE WHEN fate = 'expired' AND all_ended_after THEN ended_after END
FROM log_row WHERE NOT merged;
