-- Design 6, contact moments: "from a declared date only, a window in which the person wants to hear from the shop, for a
-- named purpose, on the channel the person chose. No chosen channel, no moment. It carries the declaration id it comes from."
-- The window closes no later than the value may be used, and one that has closed is no moment.

INSERT INTO expected_moments
WITH dated AS (
    SELECT p.*, a.contact_purpose, t.channel_attribute, t.business_date,
           (p.value::DATE + a.opens_days)::DATE AS opens,
           least(p.value::DATE + a.closes_days, p.valid_until)::DATE AS closes
    FROM expected_profiles p
    JOIN tonight t USING (world, night)
    JOIN attribute a USING (world, attribute)
    WHERE p.origin = 'declared' AND a.contact_purpose IS NOT NULL AND list_contains(p.purposes, a.contact_purpose))
SELECT d.world, d.night, d.subject, d.attribute, d.contact_purpose, c.value, d.opens, d.closes, d.source, d.declaration_id
FROM dated d
JOIN expected_profiles c ON c.world = d.world AND c.night = d.night AND c.subject = d.subject
 AND c.attribute = d.channel_attribute AND c.origin = 'declared' AND list_contains(c.purposes, d.contact_purpose)
WHERE closes >= business_date AND closes >= opens;
