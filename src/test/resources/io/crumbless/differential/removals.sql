-- Law 7: "per subject: how many values went, by origin and source; nothing from which the segment could be told". Values of
-- the erased leave nothing, not even this. What waits for its day has not gone.

INSERT INTO expected_removals
WITH gone AS (
    SELECT world, subject, source, origin FROM legacy_bin
    WHERE subject IS NOT NULL AND bin NOT IN ('candidate', 'future', 'segment_missing')
    UNION ALL
    SELECT world, subject, source, 'provided' FROM provided WHERE provided_bin <> 'provided_kept')
SELECT g.world, getvariable('night'), g.subject, g.source, g.origin, count(*)
FROM gone g ANTI JOIN erased x ON x.world = g.world AND x.spelling = spelled(g.subject)
GROUP BY ALL;
