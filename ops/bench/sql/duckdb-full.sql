-- Behind duckdb.sql, in the same DuckDB: what a night of Crumbless writes besides profiles and removals, and the laws as
-- queries over what was written. SHA-256 of inputs and outputs are taken by the peer's Java, the fastest way we found.
--
-- ${in}, ${out}, ${date}, ${as_of} as there.

-- Those as well of whom nothing counts yet.
CREATE TEMP TABLE known AS
SELECT n, subject_id FROM subject
UNION ALL
SELECT (SELECT count(*) FROM subject) + row_number() OVER (), subject_id
FROM (SELECT DISTINCT subject_id FROM delivered WHERE declared_at::TIMESTAMPTZ >= TIMESTAMPTZ '${as_of}')
WHERE subject_id NOT IN (SELECT subject_id FROM subject)
    AND subject_id NOT IN (SELECT subject_id FROM read_csv('${in}/declarations/erasure-requests*.csv', all_varchar = true));

-- The evidence log: every statement once, with its fate. What has ended keeps no value.
CREATE TEMP TABLE logged AS
WITH said AS (
    SELECT * FROM statement
    UNION ALL BY NAME
    SELECT
        subject_id, attribute::attribute_name AS attribute, value, declaration_id, source, channel, elicitation, purposes,
        notice_id, notice_version, notice_language, legal_basis, declared_at::TIMESTAMPTZ AS declared_at,
        valid_until::DATE AS valid_until, coalesce(jurisdiction, usual_jurisdiction) AS jurisdiction${also}
    FROM delivered
    WHERE declared_at::TIMESTAMPTZ >= TIMESTAMPTZ '${as_of}'),
once AS (
    SELECT n, said.* EXCLUDE (subject_id), declared_at >= TIMESTAMPTZ '${as_of}' AS waits
    FROM said JOIN known USING (subject_id)
    QUALIFY row_number() OVER (PARTITION BY source, declaration_id ORDER BY declared_at) = 1),
ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY n, attribute, waits ORDER BY declared_at DESC, len(purposes), declaration_id) AS place,
        CASE attribute
            WHEN 'baby_due_date' THEN value::DATE + 56
            WHEN 'purchase_planned_for' THEN value::DATE + 14
        END AS last_of_event
    FROM once),
ending AS (
    SELECT *, least(
            valid_until,
            (declared_at::DATE + to_months(CASE
                WHEN attribute IN ('planned_purchases', 'purchase_budget', 'advice_appointment', 'children_age_band') THEN 6
                WHEN attribute = 'babies_expected' THEN 10
                WHEN attribute = 'allergies' THEN 12
                WHEN attribute IN ('newsletter_topics', 'favourite_categories', 'favourite_colour', 'children_count') THEN 24
                WHEN attribute = 'home_store' THEN 36
            END))::DATE,
            last_of_event) AS last_day
    FROM ranked),
fated AS (
    SELECT *, CASE
            WHEN waits THEN 'future'
            WHEN last_day < DATE '${date}' THEN 'expired'
            WHEN place = 1 THEN 'in_force'
            ELSE 'superseded'
        END AS fate
    FROM ending)
SELECT
    n, source, declaration_id, 'declare' AS action, attribute::VARCHAR AS attribute,
    CASE WHEN fate <> 'expired' THEN value END AS value, list_sort(purposes) AS purposes,
    notice_id, notice_version, notice_language, channel, elicitation, declared_by, recorded_by, confirmed,
    declared_at, valid_until, jurisdiction, legal_basis, evidence_ref,
    CASE WHEN source <> 'preference-centre' THEN DATE '${date}' END AS delivered_on,
    fate,
    CASE WHEN fate IN ('in_force', 'superseded') THEN last_day END AS ends_on,
    NULL::TIMESTAMPTZ AS revised_at,
    CASE WHEN fate = 'expired' AND last_of_event < DATE '${date}'
        THEN CASE attribute WHEN 'baby_due_date' THEN 'P56D' ELSE 'P14D' END END AS ended_after
FROM fated;

COPY (
    SELECT subject_id, logged.* EXCLUDE (n)
    FROM logged JOIN known USING (n)
    ORDER BY subject_id, declared_at DESC, source, declaration_id
) TO '${out}/declarations.parquet' (FORMAT parquet, COMPRESSION zstd);

-- The windows in which people want to hear from the shop, on the channel they chose.
COPY (
    WITH held AS (
        SELECT n, attribute, value, lineage FROM in_force
        WHERE lineage.origin = 'declared' AND list_contains(lineage.purposes, 'personal_offers')),
    windows AS (
        SELECT
            n, dated.attribute::VARCHAR AS attribute, 'personal_offers' AS purpose, channel.value AS channel,
            dated.value::DATE - CASE dated.attribute WHEN 'baby_due_date' THEN 10 ELSE 14 END AS opens,
            least(
                dated.value::DATE + CASE dated.attribute WHEN 'baby_due_date' THEN 7 ELSE 0 END,
                dated.lineage.valid_until, channel.lineage.valid_until) AS closes,
            dated.lineage.source AS source, dated.lineage.declaration_id AS declaration_id
        FROM held dated JOIN held channel USING (n)
        WHERE dated.attribute IN ('baby_due_date', 'purchase_planned_for') AND channel.attribute = 'preferred_channel')
    SELECT subject_id, windows.* EXCLUDE (n)
    FROM windows JOIN subject USING (n)
    WHERE closes >= DATE '${date}' AND closes >= opens
    ORDER BY n, attribute
) TO '${out}/contact_moments.parquet' (FORMAT parquet, COMPRESSION zstd);

-- The extracts: the profiles, cut to what serves one purpose.
CREATE MACRO serves(lineage, purpose) AS list_contains(lineage.purposes, purpose);

CREATE MACRO short(lineage, purpose) AS CASE WHEN list_contains(lineage.purposes, purpose) THEN struct_pack(
    origin := lineage.origin, declaration_id := lineage.declaration_id, source := lineage.source,
    declared_at := lineage.declared_at, valid_until := lineage.valid_until) END;

COPY (
    SELECT
        subject_id, jurisdiction,
        CASE WHEN serves(newsletter_topics__lineage, 'personal_offers') THEN newsletter_topics END AS newsletter_topics,
        short(newsletter_topics__lineage, 'personal_offers') AS newsletter_topics__lineage,
        CASE WHEN serves(favourite_categories__lineage, 'personal_offers') THEN favourite_categories END AS favourite_categories,
        short(favourite_categories__lineage, 'personal_offers') AS favourite_categories__lineage,
        CASE WHEN serves(contact_frequency__lineage, 'personal_offers') THEN contact_frequency END AS contact_frequency,
        short(contact_frequency__lineage, 'personal_offers') AS contact_frequency__lineage,
        CASE WHEN serves(planned_purchases__lineage, 'personal_offers') THEN planned_purchases END AS planned_purchases,
        short(planned_purchases__lineage, 'personal_offers') AS planned_purchases__lineage,
        CASE WHEN serves(purchase_planned_for__lineage, 'personal_offers') THEN purchase_planned_for END AS purchase_planned_for,
        short(purchase_planned_for__lineage, 'personal_offers') AS purchase_planned_for__lineage,
        CASE WHEN serves(baby_due_date__lineage, 'personal_offers') THEN baby_due_date END AS baby_due_date,
        short(baby_due_date__lineage, 'personal_offers') AS baby_due_date__lineage,
        CASE WHEN serves(children_age_band__lineage, 'personal_offers') THEN children_age_band END AS children_age_band,
        short(children_age_band__lineage, 'personal_offers') AS children_age_band__lineage,
        CASE WHEN serves(salutation__lineage, 'personal_offers') THEN salutation END AS salutation,
        short(salutation__lineage, 'personal_offers') AS salutation__lineage,
        CASE WHEN serves(preferred_name__lineage, 'personal_offers') THEN preferred_name END AS preferred_name,
        short(preferred_name__lineage, 'personal_offers') AS preferred_name__lineage,
        CASE WHEN serves(language__lineage, 'personal_offers') THEN language END AS language,
        short(language__lineage, 'personal_offers') AS language__lineage,
        CASE WHEN serves(preferred_channel__lineage, 'personal_offers') THEN preferred_channel END AS preferred_channel,
        short(preferred_channel__lineage, 'personal_offers') AS preferred_channel__lineage,
        CASE WHEN serves(discretion__lineage, 'personal_offers') THEN discretion END AS discretion,
        short(discretion__lineage, 'personal_offers') AS discretion__lineage
    FROM read_parquet('${out}/profiles.parquet')
    WHERE serves(newsletter_topics__lineage, 'personal_offers')
        OR serves(favourite_categories__lineage, 'personal_offers')
        OR serves(contact_frequency__lineage, 'personal_offers')
        OR serves(planned_purchases__lineage, 'personal_offers')
        OR serves(purchase_planned_for__lineage, 'personal_offers')
        OR serves(baby_due_date__lineage, 'personal_offers')
        OR serves(children_age_band__lineage, 'personal_offers')
        OR serves(salutation__lineage, 'personal_offers')
        OR serves(preferred_name__lineage, 'personal_offers')
        OR serves(language__lineage, 'personal_offers')
        OR serves(preferred_channel__lineage, 'personal_offers')
        OR serves(discretion__lineage, 'personal_offers')
) TO '${out}/extracts-personal_offers.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480);

COPY (
    SELECT
        subject_id, jurisdiction,
        CASE WHEN serves(newsletter_topics__lineage, 'recommend_products') THEN newsletter_topics END AS newsletter_topics,
        short(newsletter_topics__lineage, 'recommend_products') AS newsletter_topics__lineage,
        CASE WHEN serves(favourite_categories__lineage, 'recommend_products') THEN favourite_categories END AS favourite_categories,
        short(favourite_categories__lineage, 'recommend_products') AS favourite_categories__lineage,
        CASE WHEN serves(organic_preferred__lineage, 'recommend_products') THEN organic_preferred END AS organic_preferred,
        short(organic_preferred__lineage, 'recommend_products') AS organic_preferred__lineage,
        CASE WHEN serves(favourite_colour__lineage, 'recommend_products') THEN favourite_colour END AS favourite_colour,
        short(favourite_colour__lineage, 'recommend_products') AS favourite_colour__lineage,
        CASE WHEN serves(planned_purchases__lineage, 'recommend_products') THEN planned_purchases END AS planned_purchases,
        short(planned_purchases__lineage, 'recommend_products') AS planned_purchases__lineage,
        CASE WHEN serves(purchase_budget__lineage, 'recommend_products') THEN purchase_budget END AS purchase_budget,
        short(purchase_budget__lineage, 'recommend_products') AS purchase_budget__lineage,
        CASE WHEN serves(purchase_planned_for__lineage, 'recommend_products') THEN purchase_planned_for END AS purchase_planned_for,
        short(purchase_planned_for__lineage, 'recommend_products') AS purchase_planned_for__lineage,
        CASE WHEN serves(baby_due_date__lineage, 'recommend_products') THEN baby_due_date END AS baby_due_date,
        short(baby_due_date__lineage, 'recommend_products') AS baby_due_date__lineage,
        CASE WHEN serves(babies_expected__lineage, 'recommend_products') THEN babies_expected END AS babies_expected,
        short(babies_expected__lineage, 'recommend_products') AS babies_expected__lineage,
        CASE WHEN serves(children_count__lineage, 'recommend_products') THEN children_count END AS children_count,
        short(children_count__lineage, 'recommend_products') AS children_count__lineage,
        CASE WHEN serves(children_age_band__lineage, 'recommend_products') THEN children_age_band END AS children_age_band,
        short(children_age_band__lineage, 'recommend_products') AS children_age_band__lineage,
        CASE WHEN serves(allergies__lineage, 'recommend_products') THEN allergies END AS allergies,
        short(allergies__lineage, 'recommend_products') AS allergies__lineage,
        CASE WHEN serves(language__lineage, 'recommend_products') THEN language END AS language,
        short(language__lineage, 'recommend_products') AS language__lineage
    FROM read_parquet('${out}/profiles.parquet')
    WHERE serves(newsletter_topics__lineage, 'recommend_products')
        OR serves(favourite_categories__lineage, 'recommend_products')
        OR serves(organic_preferred__lineage, 'recommend_products')
        OR serves(favourite_colour__lineage, 'recommend_products')
        OR serves(planned_purchases__lineage, 'recommend_products')
        OR serves(purchase_budget__lineage, 'recommend_products')
        OR serves(purchase_planned_for__lineage, 'recommend_products')
        OR serves(baby_due_date__lineage, 'recommend_products')
        OR serves(babies_expected__lineage, 'recommend_products')
        OR serves(children_count__lineage, 'recommend_products')
        OR serves(children_age_band__lineage, 'recommend_products')
        OR serves(allergies__lineage, 'recommend_products')
        OR serves(language__lineage, 'recommend_products')
) TO '${out}/extracts-recommend_products.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480);

COPY (
    SELECT
        subject_id, jurisdiction,
        CASE WHEN serves(advice_appointment__lineage, 'service_messages') THEN advice_appointment END AS advice_appointment,
        short(advice_appointment__lineage, 'service_messages') AS advice_appointment__lineage,
        CASE WHEN serves(salutation__lineage, 'service_messages') THEN salutation END AS salutation,
        short(salutation__lineage, 'service_messages') AS salutation__lineage,
        CASE WHEN serves(preferred_name__lineage, 'service_messages') THEN preferred_name END AS preferred_name,
        short(preferred_name__lineage, 'service_messages') AS preferred_name__lineage,
        CASE WHEN serves(language__lineage, 'service_messages') THEN language END AS language,
        short(language__lineage, 'service_messages') AS language__lineage,
        CASE WHEN serves(preferred_channel__lineage, 'service_messages') THEN preferred_channel END AS preferred_channel,
        short(preferred_channel__lineage, 'service_messages') AS preferred_channel__lineage,
        CASE WHEN serves(discretion__lineage, 'service_messages') THEN discretion END AS discretion,
        short(discretion__lineage, 'service_messages') AS discretion__lineage,
        CASE WHEN serves(home_store__lineage, 'service_messages') THEN home_store END AS home_store,
        short(home_store__lineage, 'service_messages') AS home_store__lineage
    FROM read_parquet('${out}/profiles.parquet')
    WHERE serves(advice_appointment__lineage, 'service_messages')
        OR serves(salutation__lineage, 'service_messages')
        OR serves(preferred_name__lineage, 'service_messages')
        OR serves(language__lineage, 'service_messages')
        OR serves(preferred_channel__lineage, 'service_messages')
        OR serves(discretion__lineage, 'service_messages')
        OR serves(home_store__lineage, 'service_messages')
) TO '${out}/extracts-service_messages.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480);

COPY (
    SELECT
        subject_id, jurisdiction,
        CASE WHEN serves(children_age_band__lineage, 'product_safety') THEN children_age_band END AS children_age_band,
        short(children_age_band__lineage, 'product_safety') AS children_age_band__lineage,
        CASE WHEN serves(allergies__lineage, 'product_safety') THEN allergies END AS allergies,
        short(allergies__lineage, 'product_safety') AS allergies__lineage,
        CASE WHEN serves(language__lineage, 'product_safety') THEN language END AS language,
        short(language__lineage, 'product_safety') AS language__lineage,
        CASE WHEN serves(preferred_channel__lineage, 'product_safety') THEN preferred_channel END AS preferred_channel,
        short(preferred_channel__lineage, 'product_safety') AS preferred_channel__lineage
    FROM read_parquet('${out}/profiles.parquet')
    WHERE serves(children_age_band__lineage, 'product_safety')
        OR serves(allergies__lineage, 'product_safety')
        OR serves(language__lineage, 'product_safety')
        OR serves(preferred_channel__lineage, 'product_safety')
) TO '${out}/extracts-product_safety.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480);

COPY (
    SELECT
        subject_id, jurisdiction,
        CASE WHEN serves(contact_frequency__lineage, 'loyalty_programme') THEN contact_frequency END AS contact_frequency,
        short(contact_frequency__lineage, 'loyalty_programme') AS contact_frequency__lineage,
        CASE WHEN serves(children_count__lineage, 'loyalty_programme') THEN children_count END AS children_count,
        short(children_count__lineage, 'loyalty_programme') AS children_count__lineage,
        CASE WHEN serves(children_age_band__lineage, 'loyalty_programme') THEN children_age_band END AS children_age_band,
        short(children_age_band__lineage, 'loyalty_programme') AS children_age_band__lineage,
        CASE WHEN serves(salutation__lineage, 'loyalty_programme') THEN salutation END AS salutation,
        short(salutation__lineage, 'loyalty_programme') AS salutation__lineage,
        CASE WHEN serves(preferred_name__lineage, 'loyalty_programme') THEN preferred_name END AS preferred_name,
        short(preferred_name__lineage, 'loyalty_programme') AS preferred_name__lineage,
        CASE WHEN serves(language__lineage, 'loyalty_programme') THEN language END AS language,
        short(language__lineage, 'loyalty_programme') AS language__lineage,
        CASE WHEN serves(preferred_channel__lineage, 'loyalty_programme') THEN preferred_channel END AS preferred_channel,
        short(preferred_channel__lineage, 'loyalty_programme') AS preferred_channel__lineage,
        CASE WHEN serves(home_store__lineage, 'loyalty_programme') THEN home_store END AS home_store,
        short(home_store__lineage, 'loyalty_programme') AS home_store__lineage
    FROM read_parquet('${out}/profiles.parquet')
    WHERE serves(contact_frequency__lineage, 'loyalty_programme')
        OR serves(children_count__lineage, 'loyalty_programme')
        OR serves(children_age_band__lineage, 'loyalty_programme')
        OR serves(salutation__lineage, 'loyalty_programme')
        OR serves(preferred_name__lineage, 'loyalty_programme')
        OR serves(language__lineage, 'loyalty_programme')
        OR serves(preferred_channel__lineage, 'loyalty_programme')
        OR serves(home_store__lineage, 'loyalty_programme')
) TO '${out}/extracts-loyalty_programme.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480);

COPY (
    SELECT
        subject_id, jurisdiction,
        CASE WHEN serves(favourite_categories__lineage, 'insight') THEN favourite_categories END AS favourite_categories,
        short(favourite_categories__lineage, 'insight') AS favourite_categories__lineage,
        CASE WHEN serves(organic_preferred__lineage, 'insight') THEN organic_preferred END AS organic_preferred,
        short(organic_preferred__lineage, 'insight') AS organic_preferred__lineage,
        CASE WHEN serves(children_count__lineage, 'insight') THEN children_count END AS children_count,
        short(children_count__lineage, 'insight') AS children_count__lineage
    FROM read_parquet('${out}/profiles.parquet')
    WHERE serves(favourite_categories__lineage, 'insight')
        OR serves(organic_preferred__lineage, 'insight')
        OR serves(children_count__lineage, 'insight')
) TO '${out}/extracts-insight.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480);

-- The laws, on the files. A violation ends the script.

-- A value has lineage, lineage has a value, and no row is without any.
SELECT CASE WHEN count(*) > 0 THEN error('value or lineage alone, or an empty row') END
FROM read_parquet('${out}/profiles.parquet')
WHERE (newsletter_topics IS NULL) <> (newsletter_topics__lineage IS NULL)
    OR (favourite_categories IS NULL) <> (favourite_categories__lineage IS NULL)
    OR (organic_preferred IS NULL) <> (organic_preferred__lineage IS NULL)
    OR (contact_frequency IS NULL) <> (contact_frequency__lineage IS NULL)
    OR (favourite_colour IS NULL) <> (favourite_colour__lineage IS NULL)
    OR (planned_purchases IS NULL) <> (planned_purchases__lineage IS NULL)
    OR (purchase_budget IS NULL) <> (purchase_budget__lineage IS NULL)
    OR (purchase_planned_for IS NULL) <> (purchase_planned_for__lineage IS NULL)
    OR (advice_appointment IS NULL) <> (advice_appointment__lineage IS NULL)
    OR (baby_due_date IS NULL) <> (baby_due_date__lineage IS NULL)
    OR (babies_expected IS NULL) <> (babies_expected__lineage IS NULL)
    OR (children_count IS NULL) <> (children_count__lineage IS NULL)
    OR (children_age_band IS NULL) <> (children_age_band__lineage IS NULL)
    OR (allergies IS NULL) <> (allergies__lineage IS NULL)
    OR (salutation IS NULL) <> (salutation__lineage IS NULL)
    OR (preferred_name IS NULL) <> (preferred_name__lineage IS NULL)
    OR (language IS NULL) <> (language__lineage IS NULL)
    OR (preferred_channel IS NULL) <> (preferred_channel__lineage IS NULL)
    OR (discretion IS NULL) <> (discretion__lineage IS NULL)
    OR (home_store IS NULL) <> (home_store__lineage IS NULL)
    OR coalesce(newsletter_topics__lineage.origin, favourite_categories__lineage.origin, organic_preferred__lineage.origin, contact_frequency__lineage.origin, favourite_colour__lineage.origin, planned_purchases__lineage.origin, purchase_budget__lineage.origin, purchase_planned_for__lineage.origin, advice_appointment__lineage.origin, baby_due_date__lineage.origin, babies_expected__lineage.origin, children_count__lineage.origin, children_age_band__lineage.origin, allergies__lineage.origin, salutation__lineage.origin, preferred_name__lineage.origin, language__lineage.origin, preferred_channel__lineage.origin, discretion__lineage.origin, home_store__lineage.origin) IS NULL;

-- Every declared value is a statement in force: the same person, attribute, id and source, purposes and end.
CREATE TEMP TABLE held AS
SELECT subject_id, 'newsletter_topics' AS attribute, newsletter_topics__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE newsletter_topics IS NOT NULL
UNION ALL
SELECT subject_id, 'favourite_categories' AS attribute, favourite_categories__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE favourite_categories IS NOT NULL
UNION ALL
SELECT subject_id, 'organic_preferred' AS attribute, organic_preferred__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE organic_preferred IS NOT NULL
UNION ALL
SELECT subject_id, 'contact_frequency' AS attribute, contact_frequency__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE contact_frequency IS NOT NULL
UNION ALL
SELECT subject_id, 'favourite_colour' AS attribute, favourite_colour__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE favourite_colour IS NOT NULL
UNION ALL
SELECT subject_id, 'planned_purchases' AS attribute, planned_purchases__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE planned_purchases IS NOT NULL
UNION ALL
SELECT subject_id, 'purchase_budget' AS attribute, purchase_budget__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE purchase_budget IS NOT NULL
UNION ALL
SELECT subject_id, 'purchase_planned_for' AS attribute, purchase_planned_for__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE purchase_planned_for IS NOT NULL
UNION ALL
SELECT subject_id, 'advice_appointment' AS attribute, advice_appointment__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE advice_appointment IS NOT NULL
UNION ALL
SELECT subject_id, 'baby_due_date' AS attribute, baby_due_date__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE baby_due_date IS NOT NULL
UNION ALL
SELECT subject_id, 'babies_expected' AS attribute, babies_expected__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE babies_expected IS NOT NULL
UNION ALL
SELECT subject_id, 'children_count' AS attribute, children_count__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE children_count IS NOT NULL
UNION ALL
SELECT subject_id, 'children_age_band' AS attribute, children_age_band__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE children_age_band IS NOT NULL
UNION ALL
SELECT subject_id, 'allergies' AS attribute, allergies__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE allergies IS NOT NULL
UNION ALL
SELECT subject_id, 'salutation' AS attribute, salutation__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE salutation IS NOT NULL
UNION ALL
SELECT subject_id, 'preferred_name' AS attribute, preferred_name__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE preferred_name IS NOT NULL
UNION ALL
SELECT subject_id, 'language' AS attribute, language__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE language IS NOT NULL
UNION ALL
SELECT subject_id, 'preferred_channel' AS attribute, preferred_channel__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE preferred_channel IS NOT NULL
UNION ALL
SELECT subject_id, 'discretion' AS attribute, discretion__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE discretion IS NOT NULL
UNION ALL
SELECT subject_id, 'home_store' AS attribute, home_store__lineage AS lineage
FROM read_parquet('${out}/profiles.parquet') WHERE home_store IS NOT NULL;

SELECT CASE WHEN count(*) > 0 THEN error('a declared value of no statement in force') END
FROM held LEFT JOIN read_parquet('${out}/declarations.parquet') log ON held.lineage.declaration_id = log.declaration_id
    AND held.lineage.source = log.source AND held.subject_id = log.subject_id AND held.attribute = log.attribute
    AND log.fate = 'in_force' AND held.lineage.purposes = log.purposes
    AND held.lineage.valid_until IS NOT DISTINCT FROM log.ends_on
WHERE held.lineage.origin = 'declared' AND log.declaration_id IS NULL;

SELECT CASE WHEN a.declared <> b.in_force THEN error('a statement in force is in no profile') END
FROM (SELECT count(*) AS declared FROM held WHERE lineage.origin = 'declared') a,
    (SELECT count(*) AS in_force FROM read_parquet('${out}/declarations.parquet') WHERE fate = 'in_force') b;

SELECT CASE WHEN count(*) > 0 THEN error('a value that has ended, or of an origin that may not stay') END
FROM held WHERE lineage.valid_until < DATE '${date}' OR lineage.origin NOT IN ('declared', 'provided');

SELECT CASE WHEN count(*) > 0 THEN error('a value that is gone stands in the log') END
FROM read_parquet('${out}/declarations.parquet') WHERE fate = 'expired' AND value IS NOT NULL;

SELECT CASE WHEN count(*) > 0 THEN error('somebody erased is there') END
FROM (SELECT subject_id FROM read_parquet('${out}/profiles.parquet')
    UNION SELECT subject_id FROM read_parquet('${out}/declarations.parquet')
    UNION SELECT subject_id FROM read_parquet('${out}/removals.parquet'))
WHERE subject_id IN (SELECT subject_id FROM read_csv('${in}/declarations/erasure-requests*.csv', all_varchar = true));

-- Not asked: whether they stand in the order of ids. At 10 million the joins of duckdb.sql do not keep it.
SELECT CASE WHEN count(*) <> count(DISTINCT subject_id) THEN error('somebody has two profiles') END
FROM read_parquet('${out}/profiles.parquet');

-- The extract holds the values of the profiles that serve 'personal_offers', and nothing else.
WITH shown AS (
    SELECT subject_id, 'newsletter_topics' AS attribute, newsletter_topics__lineage.declaration_id AS declaration_id, newsletter_topics__lineage.source AS source
    FROM read_parquet('${out}/extracts-personal_offers.parquet') WHERE newsletter_topics IS NOT NULL
    UNION ALL
    SELECT subject_id, 'favourite_categories' AS attribute, favourite_categories__lineage.declaration_id AS declaration_id, favourite_categories__lineage.source AS source
    FROM read_parquet('${out}/extracts-personal_offers.parquet') WHERE favourite_categories IS NOT NULL
    UNION ALL
    SELECT subject_id, 'contact_frequency' AS attribute, contact_frequency__lineage.declaration_id AS declaration_id, contact_frequency__lineage.source AS source
    FROM read_parquet('${out}/extracts-personal_offers.parquet') WHERE contact_frequency IS NOT NULL
    UNION ALL
    SELECT subject_id, 'planned_purchases' AS attribute, planned_purchases__lineage.declaration_id AS declaration_id, planned_purchases__lineage.source AS source
    FROM read_parquet('${out}/extracts-personal_offers.parquet') WHERE planned_purchases IS NOT NULL
    UNION ALL
    SELECT subject_id, 'purchase_planned_for' AS attribute, purchase_planned_for__lineage.declaration_id AS declaration_id, purchase_planned_for__lineage.source AS source
    FROM read_parquet('${out}/extracts-personal_offers.parquet') WHERE purchase_planned_for IS NOT NULL
    UNION ALL
    SELECT subject_id, 'baby_due_date' AS attribute, baby_due_date__lineage.declaration_id AS declaration_id, baby_due_date__lineage.source AS source
    FROM read_parquet('${out}/extracts-personal_offers.parquet') WHERE baby_due_date IS NOT NULL
    UNION ALL
    SELECT subject_id, 'children_age_band' AS attribute, children_age_band__lineage.declaration_id AS declaration_id, children_age_band__lineage.source AS source
    FROM read_parquet('${out}/extracts-personal_offers.parquet') WHERE children_age_band IS NOT NULL
    UNION ALL
    SELECT subject_id, 'salutation' AS attribute, salutation__lineage.declaration_id AS declaration_id, salutation__lineage.source AS source
    FROM read_parquet('${out}/extracts-personal_offers.parquet') WHERE salutation IS NOT NULL
    UNION ALL
    SELECT subject_id, 'preferred_name' AS attribute, preferred_name__lineage.declaration_id AS declaration_id, preferred_name__lineage.source AS source
    FROM read_parquet('${out}/extracts-personal_offers.parquet') WHERE preferred_name IS NOT NULL
    UNION ALL
    SELECT subject_id, 'language' AS attribute, language__lineage.declaration_id AS declaration_id, language__lineage.source AS source
    FROM read_parquet('${out}/extracts-personal_offers.parquet') WHERE language IS NOT NULL
    UNION ALL
    SELECT subject_id, 'preferred_channel' AS attribute, preferred_channel__lineage.declaration_id AS declaration_id, preferred_channel__lineage.source AS source
    FROM read_parquet('${out}/extracts-personal_offers.parquet') WHERE preferred_channel IS NOT NULL
    UNION ALL
    SELECT subject_id, 'discretion' AS attribute, discretion__lineage.declaration_id AS declaration_id, discretion__lineage.source AS source
    FROM read_parquet('${out}/extracts-personal_offers.parquet') WHERE discretion IS NOT NULL),
due AS (
    SELECT subject_id, attribute, lineage.declaration_id AS declaration_id, lineage.source AS source
    FROM held WHERE list_contains(lineage.purposes, 'personal_offers'))
SELECT CASE WHEN count(*) > 0 THEN error('the extract personal_offers is not what the profiles say') END
FROM shown FULL JOIN due USING (subject_id, attribute)
WHERE shown.source IS NULL OR due.source IS NULL OR shown.source <> due.source
    OR shown.declaration_id IS DISTINCT FROM due.declaration_id;

-- The extract holds the values of the profiles that serve 'recommend_products', and nothing else.
WITH shown AS (
    SELECT subject_id, 'newsletter_topics' AS attribute, newsletter_topics__lineage.declaration_id AS declaration_id, newsletter_topics__lineage.source AS source
    FROM read_parquet('${out}/extracts-recommend_products.parquet') WHERE newsletter_topics IS NOT NULL
    UNION ALL
    SELECT subject_id, 'favourite_categories' AS attribute, favourite_categories__lineage.declaration_id AS declaration_id, favourite_categories__lineage.source AS source
    FROM read_parquet('${out}/extracts-recommend_products.parquet') WHERE favourite_categories IS NOT NULL
    UNION ALL
    SELECT subject_id, 'organic_preferred' AS attribute, organic_preferred__lineage.declaration_id AS declaration_id, organic_preferred__lineage.source AS source
    FROM read_parquet('${out}/extracts-recommend_products.parquet') WHERE organic_preferred IS NOT NULL
    UNION ALL
    SELECT subject_id, 'favourite_colour' AS attribute, favourite_colour__lineage.declaration_id AS declaration_id, favourite_colour__lineage.source AS source
    FROM read_parquet('${out}/extracts-recommend_products.parquet') WHERE favourite_colour IS NOT NULL
    UNION ALL
    SELECT subject_id, 'planned_purchases' AS attribute, planned_purchases__lineage.declaration_id AS declaration_id, planned_purchases__lineage.source AS source
    FROM read_parquet('${out}/extracts-recommend_products.parquet') WHERE planned_purchases IS NOT NULL
    UNION ALL
    SELECT subject_id, 'purchase_budget' AS attribute, purchase_budget__lineage.declaration_id AS declaration_id, purchase_budget__lineage.source AS source
    FROM read_parquet('${out}/extracts-recommend_products.parquet') WHERE purchase_budget IS NOT NULL
    UNION ALL
    SELECT subject_id, 'purchase_planned_for' AS attribute, purchase_planned_for__lineage.declaration_id AS declaration_id, purchase_planned_for__lineage.source AS source
    FROM read_parquet('${out}/extracts-recommend_products.parquet') WHERE purchase_planned_for IS NOT NULL
    UNION ALL
    SELECT subject_id, 'baby_due_date' AS attribute, baby_due_date__lineage.declaration_id AS declaration_id, baby_due_date__lineage.source AS source
    FROM read_parquet('${out}/extracts-recommend_products.parquet') WHERE baby_due_date IS NOT NULL
    UNION ALL
    SELECT subject_id, 'babies_expected' AS attribute, babies_expected__lineage.declaration_id AS declaration_id, babies_expected__lineage.source AS source
    FROM read_parquet('${out}/extracts-recommend_products.parquet') WHERE babies_expected IS NOT NULL
    UNION ALL
    SELECT subject_id, 'children_count' AS attribute, children_count__lineage.declaration_id AS declaration_id, children_count__lineage.source AS source
    FROM read_parquet('${out}/extracts-recommend_products.parquet') WHERE children_count IS NOT NULL
    UNION ALL
    SELECT subject_id, 'children_age_band' AS attribute, children_age_band__lineage.declaration_id AS declaration_id, children_age_band__lineage.source AS source
    FROM read_parquet('${out}/extracts-recommend_products.parquet') WHERE children_age_band IS NOT NULL
    UNION ALL
    SELECT subject_id, 'allergies' AS attribute, allergies__lineage.declaration_id AS declaration_id, allergies__lineage.source AS source
    FROM read_parquet('${out}/extracts-recommend_products.parquet') WHERE allergies IS NOT NULL
    UNION ALL
    SELECT subject_id, 'language' AS attribute, language__lineage.declaration_id AS declaration_id, language__lineage.source AS source
    FROM read_parquet('${out}/extracts-recommend_products.parquet') WHERE language IS NOT NULL),
due AS (
    SELECT subject_id, attribute, lineage.declaration_id AS declaration_id, lineage.source AS source
    FROM held WHERE list_contains(lineage.purposes, 'recommend_products'))
SELECT CASE WHEN count(*) > 0 THEN error('the extract recommend_products is not what the profiles say') END
FROM shown FULL JOIN due USING (subject_id, attribute)
WHERE shown.source IS NULL OR due.source IS NULL OR shown.source <> due.source
    OR shown.declaration_id IS DISTINCT FROM due.declaration_id;

-- The extract holds the values of the profiles that serve 'service_messages', and nothing else.
WITH shown AS (
    SELECT subject_id, 'advice_appointment' AS attribute, advice_appointment__lineage.declaration_id AS declaration_id, advice_appointment__lineage.source AS source
    FROM read_parquet('${out}/extracts-service_messages.parquet') WHERE advice_appointment IS NOT NULL
    UNION ALL
    SELECT subject_id, 'salutation' AS attribute, salutation__lineage.declaration_id AS declaration_id, salutation__lineage.source AS source
    FROM read_parquet('${out}/extracts-service_messages.parquet') WHERE salutation IS NOT NULL
    UNION ALL
    SELECT subject_id, 'preferred_name' AS attribute, preferred_name__lineage.declaration_id AS declaration_id, preferred_name__lineage.source AS source
    FROM read_parquet('${out}/extracts-service_messages.parquet') WHERE preferred_name IS NOT NULL
    UNION ALL
    SELECT subject_id, 'language' AS attribute, language__lineage.declaration_id AS declaration_id, language__lineage.source AS source
    FROM read_parquet('${out}/extracts-service_messages.parquet') WHERE language IS NOT NULL
    UNION ALL
    SELECT subject_id, 'preferred_channel' AS attribute, preferred_channel__lineage.declaration_id AS declaration_id, preferred_channel__lineage.source AS source
    FROM read_parquet('${out}/extracts-service_messages.parquet') WHERE preferred_channel IS NOT NULL
    UNION ALL
    SELECT subject_id, 'discretion' AS attribute, discretion__lineage.declaration_id AS declaration_id, discretion__lineage.source AS source
    FROM read_parquet('${out}/extracts-service_messages.parquet') WHERE discretion IS NOT NULL
    UNION ALL
    SELECT subject_id, 'home_store' AS attribute, home_store__lineage.declaration_id AS declaration_id, home_store__lineage.source AS source
    FROM read_parquet('${out}/extracts-service_messages.parquet') WHERE home_store IS NOT NULL),
due AS (
    SELECT subject_id, attribute, lineage.declaration_id AS declaration_id, lineage.source AS source
    FROM held WHERE list_contains(lineage.purposes, 'service_messages'))
SELECT CASE WHEN count(*) > 0 THEN error('the extract service_messages is not what the profiles say') END
FROM shown FULL JOIN due USING (subject_id, attribute)
WHERE shown.source IS NULL OR due.source IS NULL OR shown.source <> due.source
    OR shown.declaration_id IS DISTINCT FROM due.declaration_id;

-- The extract holds the values of the profiles that serve 'product_safety', and nothing else.
WITH shown AS (
    SELECT subject_id, 'children_age_band' AS attribute, children_age_band__lineage.declaration_id AS declaration_id, children_age_band__lineage.source AS source
    FROM read_parquet('${out}/extracts-product_safety.parquet') WHERE children_age_band IS NOT NULL
    UNION ALL
    SELECT subject_id, 'allergies' AS attribute, allergies__lineage.declaration_id AS declaration_id, allergies__lineage.source AS source
    FROM read_parquet('${out}/extracts-product_safety.parquet') WHERE allergies IS NOT NULL
    UNION ALL
    SELECT subject_id, 'language' AS attribute, language__lineage.declaration_id AS declaration_id, language__lineage.source AS source
    FROM read_parquet('${out}/extracts-product_safety.parquet') WHERE language IS NOT NULL
    UNION ALL
    SELECT subject_id, 'preferred_channel' AS attribute, preferred_channel__lineage.declaration_id AS declaration_id, preferred_channel__lineage.source AS source
    FROM read_parquet('${out}/extracts-product_safety.parquet') WHERE preferred_channel IS NOT NULL),
due AS (
    SELECT subject_id, attribute, lineage.declaration_id AS declaration_id, lineage.source AS source
    FROM held WHERE list_contains(lineage.purposes, 'product_safety'))
SELECT CASE WHEN count(*) > 0 THEN error('the extract product_safety is not what the profiles say') END
FROM shown FULL JOIN due USING (subject_id, attribute)
WHERE shown.source IS NULL OR due.source IS NULL OR shown.source <> due.source
    OR shown.declaration_id IS DISTINCT FROM due.declaration_id;

-- The extract holds the values of the profiles that serve 'loyalty_programme', and nothing else.
WITH shown AS (
    SELECT subject_id, 'contact_frequency' AS attribute, contact_frequency__lineage.declaration_id AS declaration_id, contact_frequency__lineage.source AS source
    FROM read_parquet('${out}/extracts-loyalty_programme.parquet') WHERE contact_frequency IS NOT NULL
    UNION ALL
    SELECT subject_id, 'children_count' AS attribute, children_count__lineage.declaration_id AS declaration_id, children_count__lineage.source AS source
    FROM read_parquet('${out}/extracts-loyalty_programme.parquet') WHERE children_count IS NOT NULL
    UNION ALL
    SELECT subject_id, 'children_age_band' AS attribute, children_age_band__lineage.declaration_id AS declaration_id, children_age_band__lineage.source AS source
    FROM read_parquet('${out}/extracts-loyalty_programme.parquet') WHERE children_age_band IS NOT NULL
    UNION ALL
    SELECT subject_id, 'salutation' AS attribute, salutation__lineage.declaration_id AS declaration_id, salutation__lineage.source AS source
    FROM read_parquet('${out}/extracts-loyalty_programme.parquet') WHERE salutation IS NOT NULL
    UNION ALL
    SELECT subject_id, 'preferred_name' AS attribute, preferred_name__lineage.declaration_id AS declaration_id, preferred_name__lineage.source AS source
    FROM read_parquet('${out}/extracts-loyalty_programme.parquet') WHERE preferred_name IS NOT NULL
    UNION ALL
    SELECT subject_id, 'language' AS attribute, language__lineage.declaration_id AS declaration_id, language__lineage.source AS source
    FROM read_parquet('${out}/extracts-loyalty_programme.parquet') WHERE language IS NOT NULL
    UNION ALL
    SELECT subject_id, 'preferred_channel' AS attribute, preferred_channel__lineage.declaration_id AS declaration_id, preferred_channel__lineage.source AS source
    FROM read_parquet('${out}/extracts-loyalty_programme.parquet') WHERE preferred_channel IS NOT NULL
    UNION ALL
    SELECT subject_id, 'home_store' AS attribute, home_store__lineage.declaration_id AS declaration_id, home_store__lineage.source AS source
    FROM read_parquet('${out}/extracts-loyalty_programme.parquet') WHERE home_store IS NOT NULL),
due AS (
    SELECT subject_id, attribute, lineage.declaration_id AS declaration_id, lineage.source AS source
    FROM held WHERE list_contains(lineage.purposes, 'loyalty_programme'))
SELECT CASE WHEN count(*) > 0 THEN error('the extract loyalty_programme is not what the profiles say') END
FROM shown FULL JOIN due USING (subject_id, attribute)
WHERE shown.source IS NULL OR due.source IS NULL OR shown.source <> due.source
    OR shown.declaration_id IS DISTINCT FROM due.declaration_id;

-- The extract holds the values of the profiles that serve 'insight', and nothing else.
WITH shown AS (
    SELECT subject_id, 'favourite_categories' AS attribute, favourite_categories__lineage.declaration_id AS declaration_id, favourite_categories__lineage.source AS source
    FROM read_parquet('${out}/extracts-insight.parquet') WHERE favourite_categories IS NOT NULL
    UNION ALL
    SELECT subject_id, 'organic_preferred' AS attribute, organic_preferred__lineage.declaration_id AS declaration_id, organic_preferred__lineage.source AS source
    FROM read_parquet('${out}/extracts-insight.parquet') WHERE organic_preferred IS NOT NULL
    UNION ALL
    SELECT subject_id, 'children_count' AS attribute, children_count__lineage.declaration_id AS declaration_id, children_count__lineage.source AS source
    FROM read_parquet('${out}/extracts-insight.parquet') WHERE children_count IS NOT NULL),
due AS (
    SELECT subject_id, attribute, lineage.declaration_id AS declaration_id, lineage.source AS source
    FROM held WHERE list_contains(lineage.purposes, 'insight'))
SELECT CASE WHEN count(*) > 0 THEN error('the extract insight is not what the profiles say') END
FROM shown FULL JOIN due USING (subject_id, attribute)
WHERE shown.source IS NULL OR due.source IS NULL OR shown.source <> due.source
    OR shown.declaration_id IS DISTINCT FROM due.declaration_id;

-- The books: each statement is logged, future, repeated, or of somebody erased.
SELECT CASE WHEN delivered.rows <> logged.rows + repeated.rows + gone.rows THEN error('the books do not close') END
FROM (SELECT count(*) AS rows FROM delivered) delivered,
    (SELECT count(*) AS rows FROM read_parquet('${out}/declarations.parquet')) logged,
    (SELECT count(*) - count(DISTINCT (source, declaration_id)) AS rows FROM delivered
        WHERE subject_id IN (SELECT subject_id FROM known)) repeated,
    (SELECT count(*) AS rows FROM delivered WHERE subject_id NOT IN (SELECT subject_id FROM known)) gone;
