-- Law 4: "A value serves exactly the purposes it was declared for"; "extracts/<purpose>: profiles cut to one purpose".

INSERT INTO expected_purposes
SELECT world, night, unnest(purposes), subject, jurisdiction, attribute, type, value, origin, declaration_id, source,
       declared_at, valid_until
FROM expected_profiles WHERE night = getvariable('night');
