-- The night of the bench, as an engineer would write it for Spark SQL 4.2.
--
-- One shuffle by person serves both the latest statement of each attribute and the profile; links are broadcast, so that the
-- memberships are not shuffled at all. People are sorted while their values are still in one map.
--
-- ${in} the generated data, ${segments} what the policy says of each segment, ${out} where files are written,
-- ${date} the business date, ${as_of} the cut-off.

CREATE TEMPORARY VIEW segment (segment_id STRING, origin STRING, rule STRING, fixed BOOLEAN, fills STRING)
USING csv OPTIONS (path '${segments}', header true);

CREATE TEMPORARY VIEW trusted_link AS
SELECT cookie, customer
FROM parquet.`${in}/legacy/logins*.parquet`
WHERE how IN ('login', 'registration', 'loyalty_card', 'order_confirmation') AND at < TIMESTAMP '${as_of}';

-- A cookie that reaches two people is a shared device.
CREATE TEMPORARY VIEW linked AS
SELECT cookie, any_value(customer) AS subject_id
FROM trusted_link
GROUP BY cookie
HAVING min(customer) = max(customer);

CREATE TEMPORARY VIEW erased (subject_id STRING, requested_at STRING, reason STRING)
USING csv OPTIONS (path '${in}/declarations/erasure-requests*.csv', header true);

CREATE TEMPORARY VIEW link AS
SELECT cookie, subject_id FROM linked LEFT ANTI JOIN erased USING (subject_id);

CREATE TEMPORARY VIEW membership AS
SELECT visitor, segment_id, ts, method, score
FROM parquet.`${in}/legacy/dmp/${date}/*.parquet`
WHERE ts < TIMESTAMP '${as_of}';

CREATE TEMPORARY VIEW statement AS
WITH delivered AS (
    SELECT 'preference-centre' AS source, CAST(NULL AS STRING) AS usual_jurisdiction, *
    FROM parquet.`${in}/declarations/preference-centre*.parquet`
    UNION ALL
    SELECT 'store', 'DE', * FROM parquet.`${in}/declarations/store-${date}*.parquet`
    UNION ALL
    SELECT 'call-centre', 'DE', * FROM parquet.`${in}/declarations/call-centre-${date}*.parquet`
    UNION ALL
    SELECT 'survey', NULL, * FROM parquet.`${in}/declarations/survey-${date}*.parquet`)
SELECT
    subject_id, attribute, value, declaration_id, source, channel, elicitation, purposes, notice_id, notice_version,
    notice_language, legal_basis, CAST(declared_at AS TIMESTAMP) AS declared_at, CAST(valid_until AS DATE) AS valid_until,
    coalesce(jurisdiction, usual_jurisdiction) AS jurisdiction
FROM delivered LEFT ANTI JOIN erased USING (subject_id)
WHERE CAST(declared_at AS TIMESTAMP) < TIMESTAMP '${as_of}';

-- The latest statement of each person on each attribute counts, until it ends.
CREATE TEMPORARY VIEW in_force AS
WITH ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY subject_id, attribute ORDER BY declared_at DESC, size(purposes), declaration_id) AS place
    FROM (SELECT * FROM statement DISTRIBUTE BY subject_id)),
ending AS (
    SELECT * EXCEPT (valid_until), least(
            valid_until,
            add_months(CAST(declared_at AS DATE), CASE
                WHEN attribute IN ('planned_purchases', 'purchase_budget', 'advice_appointment', 'children_age_band') THEN 6
                WHEN attribute = 'babies_expected' THEN 10
                WHEN attribute = 'allergies' THEN 12
                WHEN attribute IN ('newsletter_topics', 'favourite_categories', 'favourite_colour', 'children_count') THEN 24
                WHEN attribute = 'home_store' THEN 36
            END),
            CASE attribute
                WHEN 'baby_due_date' THEN date_add(CAST(value AS DATE), 56)
                WHEN 'purchase_planned_for' THEN date_add(CAST(value AS DATE), 14)
            END) AS valid_until
    FROM ranked
    WHERE place = 1)
SELECT
    subject_id, attribute, value, jurisdiction, declared_at,
    named_struct(
        'origin', 'declared', 'declaration_id', declaration_id, 'source', source, 'channel', channel,
        'elicitation', elicitation, 'purposes', sort_array(purposes), 'notice_id', notice_id,
        'notice_version', notice_version, 'notice_language', notice_language, 'legal_basis', legal_basis,
        'declared_at', declared_at, 'valid_until', valid_until, 'rule', 'declared',
        'accumulated_from', CAST(NULL AS ARRAY<STRING>),
        'accumulated_sources', CAST(NULL AS ARRAY<STRING>)) AS lineage
FROM ending
WHERE valid_until IS NULL OR valid_until >= DATE '${date}';

-- Languages that people once chose themselves: the latest fills the gap of those who never spoke of it.
CREATE TEMPORARY VIEW filled AS
SELECT subject_id, 'language' AS attribute, max_by(fills, ts) AS value, CAST(NULL AS STRING) AS jurisdiction,
    CAST(NULL AS TIMESTAMP) AS declared_at,
    named_struct(
        'origin', 'provided', 'declaration_id', CAST(NULL AS STRING), 'source', 'dmp', 'channel', CAST(NULL AS STRING),
        'elicitation', CAST(NULL AS STRING), 'purposes', array('product_safety', 'service_messages'),
        'notice_id', CAST(NULL AS STRING), 'notice_version', CAST(NULL AS STRING), 'notice_language', CAST(NULL AS STRING),
        'legal_basis', CAST(NULL AS STRING), 'declared_at', max(ts), 'valid_until', DATE '2027-03-31',
        'rule', max_by(rule, ts), 'accumulated_from', CAST(NULL AS ARRAY<STRING>),
        'accumulated_sources', CAST(NULL AS ARRAY<STRING>)) AS lineage
FROM (SELECT /*+ BROADCAST(segment) */ visitor, ts, fills, rule FROM membership JOIN segment USING (segment_id)
    WHERE fills IS NOT NULL AND score IS NULL)
JOIN link ON visitor = cookie
LEFT ANTI JOIN (
    SELECT subject_id FROM statement WHERE attribute = 'language'
    UNION
    SELECT customer FROM parquet.`${in}/legacy/opt-outs*.parquet` WHERE customer IS NOT NULL
    UNION
    SELECT trusted_link.customer FROM parquet.`${in}/legacy/opt-outs*.parquet` JOIN trusted_link USING (cookie)) spoken
USING (subject_id)
GROUP BY subject_id;

INSERT OVERWRITE DIRECTORY '${out}/profiles' USING parquet
WITH person AS (
    SELECT subject_id, max_by(jurisdiction, declared_at) AS jurisdiction,
        map_from_entries(collect_list(struct(attribute, struct(value, lineage)))) AS held
    FROM (SELECT * FROM in_force UNION ALL SELECT * FROM filled)
    GROUP BY subject_id
    ORDER BY subject_id)
SELECT
    subject_id, jurisdiction,
    from_json(held['newsletter_topics'].value, 'array<string>') AS newsletter_topics, held['newsletter_topics'].lineage AS newsletter_topics__lineage,
    from_json(held['favourite_categories'].value, 'array<string>') AS favourite_categories, held['favourite_categories'].lineage AS favourite_categories__lineage,
    cast(held['organic_preferred'].value AS BOOLEAN) AS organic_preferred, held['organic_preferred'].lineage AS organic_preferred__lineage,
    held['contact_frequency'].value AS contact_frequency, held['contact_frequency'].lineage AS contact_frequency__lineage,
    held['favourite_colour'].value AS favourite_colour, held['favourite_colour'].lineage AS favourite_colour__lineage,
    from_json(held['planned_purchases'].value, 'array<string>') AS planned_purchases, held['planned_purchases'].lineage AS planned_purchases__lineage,
    cast(held['purchase_budget'].value AS DECIMAL(8,2)) AS purchase_budget, held['purchase_budget'].lineage AS purchase_budget__lineage,
    cast(held['purchase_planned_for'].value AS DATE) AS purchase_planned_for, held['purchase_planned_for'].lineage AS purchase_planned_for__lineage,
    cast(held['advice_appointment'].value AS TIMESTAMP) AS advice_appointment, held['advice_appointment'].lineage AS advice_appointment__lineage,
    cast(held['baby_due_date'].value AS DATE) AS baby_due_date, held['baby_due_date'].lineage AS baby_due_date__lineage,
    cast(held['babies_expected'].value AS BIGINT) AS babies_expected, held['babies_expected'].lineage AS babies_expected__lineage,
    cast(held['children_count'].value AS BIGINT) AS children_count, held['children_count'].lineage AS children_count__lineage,
    from_json(held['children_age_band'].value, 'array<string>') AS children_age_band, held['children_age_band'].lineage AS children_age_band__lineage,
    from_json(held['allergies'].value, 'array<string>') AS allergies, held['allergies'].lineage AS allergies__lineage,
    held['salutation'].value AS salutation, held['salutation'].lineage AS salutation__lineage,
    held['preferred_name'].value AS preferred_name, held['preferred_name'].lineage AS preferred_name__lineage,
    held['language'].value AS language, held['language'].lineage AS language__lineage,
    held['preferred_channel'].value AS preferred_channel, held['preferred_channel'].lineage AS preferred_channel__lineage,
    held['discretion'].value AS discretion, held['discretion'].lineage AS discretion__lineage,
    held['home_store'].value AS home_store, held['home_store'].lineage AS home_store__lineage
FROM person;

-- What went, by person and origin: everything but the one that fills a gap. A later origin is weaker, and counts.
INSERT OVERWRITE DIRECTORY '${out}/removals' USING parquet
WITH ranked AS (
    SELECT *, array_position(
        array('provided', 'observed', 'derived', 'inferred', 'acquired', 'unknown'), origin) AS weakness
    FROM segment),
legacy AS (
    SELECT /*+ BROADCAST(link), BROADCAST(ranked) */ subject_id, CASE
            WHEN fixed OR (fills IS NOT NULL AND score IS NULL) THEN weakness
            ELSE greatest(weakness, CASE
                WHEN score IS NOT NULL THEN 4
                WHEN startswith(method, 'broker') OR startswith(method, 'data_partner') THEN 5
                WHEN startswith(method, 'model') OR startswith(method, 'lookalike') THEN 4
                WHEN method IN ('cookie', 'pixel', 'tag', 'sdk', 'server_log') THEN 2
                WHEN weakness IS NULL THEN 6
            END)
        END AS weakest, count(*) AS counted
    FROM membership
    JOIN link ON visitor = cookie
    LEFT JOIN ranked USING (segment_id)
    GROUP BY ALL)
SELECT * FROM (
    SELECT subject_id, 'dmp' AS source,
        element_at(
            array('provided', 'observed', 'derived', 'inferred', 'acquired', 'unknown'), CAST(weakest AS INT)) AS origin,
        counted - if(filled.attribute IS NOT NULL AND weakest = 1, 1, 0) AS values
    FROM legacy LEFT JOIN filled USING (subject_id))
WHERE values > 0
ORDER BY subject_id, origin;
