-- What has to occur among so many seeds, so that it means something when the two agree; the rows are what did not.

SELECT wanted AS "not seen"
FROM (VALUES
    ('fate in_force'), ('fate superseded'), ('fate withdrawn'), ('fate expired'), ('fate future'), ('fate not_allowed'),
    ('fate minor'), ('fate corrected'), ('fate conflicting'), ('a record revised last'), ('a record revoked'), ('origin declared'), ('origin provided'), ('a list accumulated'), ('a contact moment'),
    ('links ambiguous'), ('links untrusted_method'), ('links repeated'), ('opt_outs applied'),
    ('legacy_values ambiguous'), ('legacy_values opted_out'), ('legacy_values provided_replaced'),
    ('legacy_values provided_superseded'), ('legacy_values provided_expired'), ('legacy_values sunset_passed'),
    ('legacy_values stripped_inferred'), ('legacy_values value_invalid'), ('legacy_values undated'),
    ('legacy_rows quarantined:key_missing'), ('statements repeated'), ('statements erased'), ('statements future'),
    ('statements refused:minor_without_guardian'), ('statements refused:age_unknown'), ('statements refused:malformed'),
    ('statements refused:notice_no_longer_valid'), ('statements refused:explicit_basis_missing'), ('logged carried'),
    ('logged erased'), ('erasure_requests honoured'), ('erasure_requests found_nobody'),
    ('purposes narrowed'), ('a withdrawal under another spelling'), ('an erasure under another spelling'), ('a policy changed'), ('segments of which some may')) w(wanted)
WHERE wanted NOT IN (
    SELECT 'fate ' || fate FROM expected_log
    UNION SELECT 'origin ' || origin FROM expected_profiles
    UNION SELECT 'a list accumulated' FROM expected_profiles WHERE accumulated_from IS NOT NULL
    UNION SELECT 'a contact moment' FROM expected_moments
    UNION SELECT 'a record revoked' FROM expected_log l JOIN expected_refusals r
          USING (world, night, subject, source, declaration_id) JOIN p_source p USING (world, source)
          WHERE NOT p.increment AND l.fate = 'corrected'
            AND NOT EXISTS (FROM expected_log o WHERE (o.world, o.night, o.subject, o.source, o.declaration_id)
                                = (l.world, l.night, l.subject, l.source, l.declaration_id) AND o.fate <> 'corrected')
    UNION SELECT 'a record revised last' FROM expected_log l JOIN expected_log r
          USING (world, night, subject, source, declaration_id) JOIN p_source p USING (world, source)
          WHERE p.increment AND l.fate = 'corrected' AND r.fate = 'in_force' AND r.revised_at IS NOT NULL
    UNION SELECT unit || ' ' || bin FROM expected_balance
    UNION SELECT 'segments of which some may' FROM expected_segments WHERE 0 < that_may AND that_may < delivered
    UNION SELECT 'purposes narrowed' FROM expected_profiles p JOIN expected_log l
          USING (world, night, subject, source, declaration_id, attribute) WHERE len(p.purposes) < len(l.purposes)
    UNION SELECT 'a withdrawal under another spelling' FROM expected_log w JOIN expected_log d USING (world, night)
          WHERE w.action = 'withdraw' AND d.fate = 'withdrawn' AND w.subject <> d.subject
            AND spelled(w.subject) = spelled(d.subject)
            AND NOT EXISTS (FROM expected_log o WHERE (o.world, o.night, o.subject) = (d.world, d.night, d.subject)
                                                  AND o.action = 'withdraw')
    UNION SELECT 'an erasure under another spelling' FROM erased_before WHERE subject <> lower(subject)
    UNION SELECT 'a policy changed' FROM p_attribute_purpose a
          WHERE NOT EXISTS (FROM p_attribute_purpose b
                            WHERE (b.world, b.attribute, b.purpose) = (a.world, a.attribute, a.purpose) AND b.night > a.night)
            AND EXISTS (FROM p_night n WHERE n.world = a.world AND n.night > a.night));
