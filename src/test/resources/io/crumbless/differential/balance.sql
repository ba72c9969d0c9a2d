-- Law 5: "Every input record ends in exactly one bin. The sum of bins equals the rows read, counted independently."
-- The line 'counted' of a source is what was delivered.

CREATE OR REPLACE TABLE bin AS
SELECT world, source, 'legacy_rows' AS unit, bin FROM legacy_row_bin
UNION ALL SELECT world, source, 'legacy_values', bin FROM legacy_bin WHERE bin <> 'candidate'
UNION ALL SELECT world, source, 'legacy_values', provided_bin FROM provided
UNION ALL SELECT world, source, 'links', bin FROM link_bin
UNION ALL SELECT world, source, 'opt_outs', CASE WHEN applied THEN 'applied' ELSE 'matched_nobody' END FROM opt_out
-- Statements: refused at the bar or for age, of the erased, repeated, waiting, or new in the log.
UNION ALL SELECT world, source, 'statements', 'refused:' || refusal FROM judged WHERE refusal IS NOT NULL
UNION ALL SELECT world, source, 'statements', 'refused:' || objection FROM refused_for_age
-- "Grants for an erased person are refused, withdrawals still accepted."
UNION ALL SELECT world, source, 'statements', CASE action WHEN 'declare' THEN 'refused:subject_erased' ELSE 'erased' END
          FROM arrived WHERE is_erased
UNION ALL SELECT world, source, 'statements', 'repeated' FROM met WHERE in_log OR let_go OR NOT is_first
UNION ALL SELECT world, source, 'statements',
                 CASE WHEN merged THEN 'repeated' WHEN fate IN ('future', 'conflicting') THEN fate ELSE 'admitted' END
          FROM log_row WHERE is_new
UNION ALL SELECT world, source, 'logged', CASE WHEN merged THEN 'repeated' ELSE 'carried' END FROM log_row WHERE NOT is_new
UNION ALL SELECT world, source, 'logged', 'erased' FROM logged WHERE is_erased
-- Law 11: "an erasure that found nobody: reported".
UNION ALL
SELECT world, source, 'erasure_requests', CASE
    WHEN future THEN 'future'
    WHEN row_number() OVER (PARTITION BY world, subject, future ORDER BY path, line) > 1 THEN 'repeated'
    WHEN EXISTS (FROM logged l WHERE l.world = e.world AND spelled(l.subject) = spelled(e.subject))
      OR EXISTS (FROM judged j WHERE j.world = e.world AND spelled(j.subject) = spelled(e.subject))
      OR EXISTS (FROM legacy_bin b WHERE b.world = e.world AND spelled(b.subject) = spelled(e.subject) AND b.bin <> 'future') THEN 'honoured'
    ELSE 'found_nobody' END
FROM erasure e;

INSERT INTO expected_balance
SELECT world, getvariable('night'), source, unit, bin, count(*) FROM bin GROUP BY ALL;

INSERT INTO expected_balance
WITH counted AS (
    SELECT d.world, d.source, CASE kind WHEN 'memberships' THEN 'legacy_rows' WHEN 'opt-outs' THEN 'opt_outs'
               WHEN 'declarations' THEN 'statements' WHEN 'erasures' THEN 'erasure_requests' ELSE kind END AS unit,
           count(r.line) AS records
    FROM delivery d LEFT JOIN record r USING (world, path) GROUP BY ALL
    UNION ALL
    SELECT d.world, d.source, 'legacy_values', count(v.line)
    FROM delivery d LEFT JOIN legacy_value v USING (world, path) WHERE kind = 'memberships' GROUP BY ALL
    UNION ALL
    SELECT world, source, 'logged', count(*) FROM logged GROUP BY ALL)
SELECT world, getvariable('night'), source, unit, 'counted', records FROM counted;
