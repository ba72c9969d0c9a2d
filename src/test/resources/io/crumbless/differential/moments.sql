-- Design 6, contact moments: "from a declared date only, a window in which the person wants to hear from the shop, for a
-- named purpose, on the channel the person chose. No chosen channel, no moment. It carries the declaration id it comes from."
-- The window closes no later than the value and the channel may be used, and one that has closed is no moment.

INSERT INTO expected_moments
WITH dated AS (
    SELECT p.*, a.contact_purpose, t.channel_attribute, t.business_date,
           (p.value::DATE + a.opens_days)::DATE AS opens,
           least(p.value::DATE + a.closes_days, p.valid_until, c.valid_until)::DATE AS closes, c.value AS chosen
    FROM expected_profiles p
    JOIN tonight t USING (world, night)
    JOIN attribute a USING (world, attribute)
    JOIN expected_profiles c ON c.world = p.world AND c.night = p.night AND c.subject = p.subject
     AND c.attribute = t.channel_attribute AND c.origin = 'declared' AND list_contains(c.purposes, a.contact_purpose)
    WHERE p.origin = 'declared' AND a.contact_purpose IS NOT NULL AND list_contains(p.purposes, a.contact_purpose))
SELECT world, night, subject, attribute, contact_purpose, chosen, opens, closes, source, declaration_id
FROM dated
WHERE closes >= business_date AND closes >= opens;
