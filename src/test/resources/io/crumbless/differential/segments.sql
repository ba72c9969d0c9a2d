-- How many different segments each source delivered, and from how many of them a profile may take a value: those with a
-- value at least that is provided by its evidence, accepted by an attribute and before its sunset, wherever it ends then.

INSERT INTO expected_segments
SELECT d.world, getvariable('night'), d.source, count(DISTINCT b.name),
       count(DISTINCT b.name) FILTER (
           b.bin IN ('value_invalid', 'undated', 'future', 'ambiguous', 'unlinked', 'opted_out', 'candidate'))
FROM delivery d LEFT JOIN legacy_bin b USING (world, path) WHERE d.kind = 'memberships' GROUP BY ALL;
