-- What the people of the stories entered in the preference centre; sample-data/README.md tells the stories.
insert into declaration (declaration_id, subject_id, action, attribute, "value", purposes, notice_id, notice_version,
  notice_language, channel, elicitation, declared_by, declared_at, jurisdiction) values
-- Her due date she told in the store; how her parcels should look she entered here.
('pc-1042', 'C-1042', 'declare', 'discretion', 'plain_parcel', 'service_messages', 'preference-centre', '2',
  'de', 'web_preference_center', 'prompted_choice', 'self', '2026-11-20T21:14:00+01:00', 'DE'),
-- A box that was ticked before she came.
('pc-1004', 'C-1004', 'declare', 'newsletter_topics', '["newborn","events"]', 'personal_offers', 'preference-centre', '2',
  'de', 'web_preference_center', 'prefilled', 'self', '2026-11-19T08:02:11+01:00', 'DE'),
-- A purpose taken back: the age bands stay, the offers end.
('pc-1007-a', 'C-1007', 'declare', 'children_age_band', '["1-2y","3-5y"]', 'personal_offers;recommend_products;loyalty_programme',
  'preference-centre', '2', 'en', 'web_preference_center', 'prompted_choice', 'self', '2026-10-05T19:30:00+02:00', 'DE'),
('pc-1007-b', 'C-1007', 'withdraw', 'children_age_band', null, 'personal_offers',
  null, null, null, 'web_preference_center', null, 'self', '2026-11-22T10:11:12+01:00', 'DE'),
-- Everything taken back.
('pc-1008-a', 'C-1008', 'declare', 'organic_preferred', 'true', 'recommend_products', 'preference-centre', '2',
  'de', 'web_preference_center', 'prompted_choice', 'self', '2026-10-12T12:00:00+02:00', 'AT'),
('pc-1008-b', 'C-1008', 'declare', 'preferred_name', 'Ilse', 'service_messages', 'preference-centre', '2',
  'de', 'web_preference_center', 'volunteered', 'self', '2026-10-12T12:01:00+02:00', 'AT'),
('pc-1008-c', 'C-1008', 'withdraw', '*', null, null,
  null, null, null, 'web_preference_center', null, 'self', '2026-11-22T18:45:00+01:00', 'AT'),
-- Erased on request, and still in the export.
('pc-1009', 'C-1009', 'declare', 'language', 'nl', 'service_messages', 'preference-centre', '2',
  'en', 'web_preference_center', 'prompted_choice', 'self', '2026-09-30T09:00:00+02:00', 'NL'),
-- The due date she told has passed by eight weeks after the 21st; how she wants to be addressed stays.
('pc-1010', 'C-1010', 'declare', 'salutation', 'family', 'service_messages', 'preference-centre', '2',
  'de', 'web_preference_center', 'prompted_choice', 'self', '2026-09-02T17:00:00+02:00', 'DE'),
-- The same second as a call: fewer purposes count.
('pc-1011', 'C-1011', 'declare', 'contact_frequency', 'weekly', 'loyalty_programme;personal_offers', 'preference-centre', '2',
  'de', 'app', 'prompted_choice', 'self', '2026-11-20T12:00:00+01:00', 'DE'),
-- The same second as the store: the withdrawal counts.
('pc-1012', 'C-1012', 'withdraw', 'preferred_channel', null, null,
  null, null, null, 'web_preference_center', null, 'self', '2026-11-20T15:00:00+01:00', 'DE'),
-- He declared another language than his old account has.
('pc-1016', 'C-1016', 'declare', 'language', 'de', 'service_messages', 'preference-centre', '2',
  'de', 'web_preference_center', 'prompted_choice', 'self', '2026-10-20T07:45:00+02:00', 'DE'),
-- She took back a language she had never declared; the old account must not fill the gap.
('pc-1017', 'C-1017', 'withdraw', 'language', null, null,
  null, null, null, 'web_preference_center', null, 'self', '2026-11-18T16:20:00+01:00', 'DE'),
-- Fourteen years old, for herself.
('pc-1018-a', 'C-1018', 'declare', 'birth_date', '2012-05-04', 'loyalty_programme', 'preference-centre', '2',
  'de', 'web_preference_center', 'prompted_open', 'self', '2026-11-15T15:00:00+01:00', 'DE'),
('pc-1018-b', 'C-1018', 'declare', 'favourite_categories', '["books","toys"]', 'recommend_products', 'preference-centre', '2',
  'de', 'web_preference_center', 'prompted_choice', 'self', '2026-11-15T15:01:00+01:00', 'DE'),
-- Fourteen years old, through her mother.
('pc-1019-a', 'C-1019', 'declare', 'birth_date', '2012-08-17', 'loyalty_programme', 'preference-centre', '2',
  'de', 'web_preference_center', 'prompted_open', 'guardian', '2026-11-15T19:00:00+01:00', 'DE'),
('pc-1019-b', 'C-1019', 'declare', 'favourite_categories', '["books"]', 'recommend_products', 'preference-centre', '2',
  'de', 'web_preference_center', 'prompted_choice', 'guardian', '2026-11-15T19:01:00+01:00', 'DE'),
-- California asks that the age be known.
('pc-1021', 'C-1021', 'declare', 'organic_preferred', 'true', 'recommend_products', 'preference-centre', '2',
  'en', 'web_preference_center', 'prompted_choice', 'self', '2026-11-10T09:00:00-08:00', 'US-CA'),
('pc-1022-a', 'C-1022', 'declare', 'birth_date', '1988-01-29', 'product_safety', 'preference-centre', '2',
  'en', 'web_preference_center', 'prompted_open', 'self', '2026-11-10T09:10:00-08:00', 'US-CA'),
('pc-1022-b', 'C-1022', 'declare', 'organic_preferred', 'true', 'recommend_products', 'preference-centre', '2',
  'en', 'web_preference_center', 'prompted_choice', 'self', '2026-11-10T09:11:00-08:00', 'US-CA'),
-- Of the day after.
('pc-1025', 'C-1025', 'declare', 'favourite_colour', 'sand', 'recommend_products', 'preference-centre', '2',
  'en', 'web_preference_center', 'prompted_open', 'self', '2026-11-23T00:00:00+01:00', 'DE'),
-- A channel for messages about orders is no channel for offers.
('pc-1027', 'C-1027', 'declare', 'preferred_channel', 'sms', 'service_messages', 'preference-centre', '2',
  'en', 'web_preference_center', 'prompted_choice', 'self', '2026-11-16T20:30:00+01:00', 'DE'),
-- Under a text that was no longer shown.
('pc-1031', 'C-1031', 'declare', 'home_store', 'Bremen', 'service_messages', 'preference-centre', '1',
  'de', 'web_preference_center', 'prompted_choice', 'self', '2026-11-12T12:12:12+01:00', 'DE');
