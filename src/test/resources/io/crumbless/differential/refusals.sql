-- Law 10: "Bad input is named, kept apart and counted: file, position, reason code." Reference: "subject_id (null where the
-- record did not tell it)"; of the erased nothing is told.

INSERT INTO expected_refusals
WITH statement AS (
    SELECT world, subject, source, path, line, refusal AS reason, declaration_id FROM judged WHERE refusal IS NOT NULL
    UNION ALL
    SELECT world, subject, source, path, line, objection, declaration_id FROM refused_for_age
    UNION ALL
    SELECT world, subject, source, path, line, 'subject_erased', declaration_id FROM arrived
    WHERE is_erased AND action = 'declare'),
legacy AS (
    SELECT world, source, path, line, replace(bin, 'quarantined:', '') AS reason FROM legacy_row_bin
    WHERE bin LIKE 'quarantined:%'
    UNION ALL
    SELECT world, source, path, line, replace(bin, 'quarantined:', '') FROM link_bin WHERE bin LIKE 'quarantined:%'
    UNION ALL
    SELECT world, source, path, line, bin FROM legacy_bin WHERE bin IN ('segment_missing', 'value_invalid')
    UNION ALL
    SELECT world, source, path, line, time_fault FROM legacy_bin WHERE bin = 'undated' AND time_fault IS NOT NULL)
SELECT s.world, getvariable('night'), CASE WHEN x.spelling IS NULL THEN s.subject END, s.source, s.path, s.line, s.reason,
       CASE WHEN x.spelling IS NULL AND s.subject IS NOT NULL THEN s.declaration_id END
FROM statement s LEFT JOIN erased x ON x.world = s.world AND x.spelling = spelled(s.subject)
UNION ALL
SELECT world, getvariable('night'), NULL, source, path, line, reason, NULL FROM legacy;
