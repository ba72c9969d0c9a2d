-- The delivered files, read by DuckDB: records and cells, whatever the format.
-- Law 5: every record is counted. Law 10: a record that cannot be read is named by file and position.

CREATE TABLE file AS
SELECT f.*, s.* EXCLUDE (world, source),
       CASE WHEN regexp_extract(path, '\d{4}-\d{2}-\d{2}') <> ''
            THEN regexp_extract(path, '\d{4}-\d{2}-\d{2}')::DATE END AS delivered_on,
       getvariable('root') || '/archive/w' || world || '/' || path AS filename,
       NULL::VARCHAR AS hash
FROM p_file f JOIN p_source s USING (world, source);

UPDATE file SET hash = b.hash
FROM (SELECT filename, sha256(content) AS hash FROM read_blob(getvariable('root') || '/archive/w*/in/*')) b
WHERE b.filename = file.filename;

-- Lines of text files. A byte order mark and a carriage return are not part of a line.
CREATE TABLE text_line AS
SELECT world, path, source, format, delimiter, line, rtrim(text, chr(13)) AS text
FROM (SELECT filename, unnest(string_split(ltrim(content, chr(65279)), chr(10))) AS text,
             generate_subscripts(string_split(ltrim(content, chr(65279)), chr(10)), 1) AS line
      FROM read_text([getvariable('root') || '/archive/w*/in/*.csv', getvariable('root') || '/archive/w*/in/*.jsonl']))
JOIN file USING (filename)
WHERE format <> 'parquet';

-- CSV: a quote stands at the start and the end of a field, or nowhere; empty lines are no records.
CREATE TABLE csv_line AS
SELECT *, CASE WHEN delimiter = ';'
    THEN regexp_full_match(';' || text, '(?:;(?:"(?:[^"]|"")*"|[^";][^";]*|))*')
    ELSE regexp_full_match(',' || text, '(?:,(?:"(?:[^"]|"")*"|[^",][^",]*|))*') END AS quoted_well,
  CASE WHEN delimiter = ';'
    THEN regexp_extract_all(';' || text, ';("(?:[^"]|"")*"|[^";][^;]*|)', 1)
    ELSE regexp_extract_all(',' || text, ',("(?:[^"]|"")*"|[^",][^,]*|)', 1) END AS fields
FROM text_line WHERE format = 'csv' AND text <> '';

CREATE TABLE csv_record AS
SELECT c.*, h.fields AS header,
       CASE WHEN NOT c.quoted_well THEN 'quoting' WHEN len(c.fields) <> len(h.fields) THEN 'ragged' END AS fault
FROM csv_line c
JOIN (SELECT world, path, arg_min(fields, line) AS fields, min(line) AS line FROM csv_line GROUP BY ALL) h
  ON h.world = c.world AND h.path = c.path AND c.line > h.line;

CREATE TABLE json_record AS
SELECT *, CASE WHEN json_valid(text) AND json_type(text) = 'OBJECT' THEN NULL ELSE 'not_an_object' END AS fault
FROM text_line WHERE format = 'jsonl' AND trim(text) <> '';

-- Parquet, by column name whatever the file. Lists of structs are read apart, because one column has one type.
SET VARIABLE flat_files = (SELECT list_append(list(filename), getvariable('root') || '/none.parquet')
                           FROM file WHERE format = 'parquet' AND NOT structs);
SET VARIABLE struct_files = (SELECT list_append(list(filename), getvariable('root') || '/none-structs.parquet')
                             FROM file WHERE format = 'parquet' AND structs);

CREATE TABLE parquet_row AS
SELECT filename, file_row_number + 1 AS line, to_json(t)::VARCHAR AS text
FROM read_parquet(getvariable('flat_files'), filename = true, file_row_number = true, union_by_name = true) t
UNION ALL
SELECT filename, file_row_number + 1 AS line, to_json(t)::VARCHAR AS text
FROM read_parquet(getvariable('struct_files'), filename = true, file_row_number = true, union_by_name = true) t;

CREATE TABLE parquet_record AS
SELECT world, path, source, line, text, NULL::VARCHAR AS fault FROM parquet_row JOIN file USING (filename);

CREATE TABLE record AS
SELECT world, path, source, line, fault FROM csv_record
UNION ALL SELECT world, path, source, line, fault FROM json_record
UNION ALL SELECT world, path, source, line, fault FROM parquet_record;

-- A value as text; a list as a JSON array.
CREATE TABLE cell AS
WITH fields AS (
    SELECT world, path, source, line, unnest(header) AS col,
           unnest(list_transform(fields, lambda f:
               CASE WHEN f LIKE '"%' THEN replace(f[2:-2], '""', '"') ELSE unquoted(f) END)) AS value
    FROM csv_record WHERE fault IS NULL),
objects AS (
    SELECT world, path, source, line, text FROM json_record WHERE fault IS NULL
    UNION ALL SELECT world, path, source, line, text FROM parquet_record),
keys AS (SELECT *, unnest(json_keys(text)) AS col FROM objects)
SELECT world, path, source, line, col, value FROM fields WHERE given(value) IS NOT NULL
UNION ALL
SELECT world, path, source, line, col, json_extract_string(text, '$."' || col || '"') AS value FROM keys
WHERE given(json_extract_string(text, '$."' || col || '"')) IS NOT NULL AND col NOT IN ('filename', 'file_row_number');

CREATE TABLE statement_record AS
SELECT r.world, r.path, r.source, r.line, r.fault, f.delivered_on,
       max(given(value)) FILTER (col = 'declaration_id') AS declaration_id,
       max(given(value)) FILTER (col = 'subject_id') AS subject,
       max(given(value)) FILTER (col = 'action') AS action,
       max(given(value)) FILTER (col = 'attribute') AS attribute,
       max(given(value)) FILTER (col = 'value') AS value,
       purposes_of(max(value) FILTER (col = 'purposes')) AS purposes,
       max(given(value)) FILTER (col = 'notice_id') AS notice,
       max(given(value)) FILTER (col = 'notice_version') AS version,
       max(given(value)) FILTER (col = 'notice_language') AS language,
       max(given(value)) FILTER (col = 'channel') AS channel,
       max(given(value)) FILTER (col = 'elicitation') AS elicitation,
       max(given(value)) FILTER (col = 'declared_by') AS declared_by,
       max(given(value)) FILTER (col = 'recorded_by') AS recorded_by,
       max(given(value)) FILTER (col = 'confirmed') AS confirmed,
       max(given(value)) FILTER (col = 'declared_at') AS declared_at,
       max(given(value)) FILTER (col = 'valid_until') AS valid_until,
       coalesce(max(given(value)) FILTER (col = 'jurisdiction'), any_value(f.jurisdiction)) AS jurisdiction,
       max(given(value)) FILTER (col = 'legal_basis') AS legal_basis,
       max(given(value)) FILTER (col = 'evidence_ref') AS evidence_ref,
       -- Of a source that delivers everything tonight's record counts, whenever it was revised.
       max(given(value)) FILTER (col = 'revised_at' AND f.increment) AS revised_at,
       any_value(f.zone) AS source_zone
FROM record r JOIN file f USING (world, path) LEFT JOIN cell c USING (world, path, line)
WHERE f.kind = 'declarations'
GROUP BY ALL;

CREATE TABLE link_record AS
SELECT r.world, r.path, r.source, r.line, r.fault,
       max(given(value)) FILTER (col = 'visitor') AS cookie,
       max(given(value)) FILTER (col = 'customer') AS subject,
       coalesce(any_value(f.method), max(given(value)) FILTER (col = 'how')) AS method,
       max(given(value)) FILTER (col = 'ts') AS linked_at,
       any_value(f.mapped LIKE '%ts%') AS timed, any_value(f.zone) AS source_zone
FROM record r JOIN file f USING (world, path) LEFT JOIN cell c USING (world, path, line)
WHERE f.kind = 'links'
GROUP BY ALL;

CREATE TABLE opt_out_record AS
SELECT r.world, r.path, r.source, r.line,
       max(given(value)) FILTER (col = 'visitor') AS cookie,
       max(given(value)) FILTER (col = 'customer') AS subject
FROM record r JOIN file f USING (world, path) LEFT JOIN cell c USING (world, path, line)
WHERE f.kind = 'opt-outs'
GROUP BY ALL;

CREATE TABLE erasure_record AS
SELECT r.world, r.path, r.source, r.line,
       max(given(value)) FILTER (col = 'subject_id') AS subject,
       max(given(value)) FILTER (col = 'requested_at') AS requested_at, any_value(f.zone) AS source_zone
FROM record r JOIN file f USING (world, path) LEFT JOIN cell c USING (world, path, line)
WHERE f.kind = 'erasures'
GROUP BY ALL;

-- What a legacy row says of all its values.
CREATE TABLE legacy_record AS
SELECT r.world, r.path, r.source, r.line, r.fault, any_value(f.shape) AS shape, any_value(f.structs) AS structs,
       any_value(f.by_subject) AS by_subject, any_value(f.mapped) AS mapped, any_value(f.zone) AS source_zone,
       any_value(f.format) AS format,
       max(given(value)) FILTER (col = 'visitor') AS key,
       max(given(value)) FILTER (col = 'segment') AS segment,
       max(given(value)) FILTER (col = 'segments') AS segments,
       max(given(value)) FILTER (col = 'attr') AS attr,
       max(given(value)) FILTER (col = 'val') AS val,
       max(given(value)) FILTER (col = 'ts') AS ts,
       max(given(value)) FILTER (col = 'how') AS how,
       max(given(value)) FILTER (col = 'score') AS score,
       max(given(value)) FILTER (col = 'sys') AS sys
FROM record r JOIN file f USING (world, path) LEFT JOIN cell c USING (world, path, line)
WHERE f.kind = 'memberships'
GROUP BY ALL;

-- The values in a row: one of a membership or a tall row, one for each item of a list, one for each filled column of a
-- wide row. A value without a name is a segment that is missing.
CREATE TABLE legacy_value AS
WITH read AS (SELECT * FROM legacy_record WHERE fault IS NULL AND key IS NOT NULL),
items AS (
    -- In CSV a list is a JSON array, or texts separated by |.
    SELECT *, CASE WHEN segments LIKE '[%' THEN json_extract(segments, '$[*]')
                   WHEN format = 'csv' THEN list_transform(string_split(segments, '|'), lambda s: to_json(s)) END AS item
    FROM read WHERE shape = 'list' AND segments IS NOT NULL),
each AS (SELECT * EXCLUDE (item), unnest(item) AS item FROM items)
SELECT world, path, source, line, by_subject, source_zone, key, segment AS name, false AS names_attribute,
       val, ts, how, score, sys
FROM read WHERE shape = 'membership' AND segment IS NOT NULL
UNION ALL
SELECT world, path, source, line, by_subject, source_zone, key, attr, true, val, ts, how, score, sys
FROM read WHERE shape = 'tall' AND attr IS NOT NULL AND val IS NOT NULL
UNION ALL
SELECT r.world, r.path, r.source, r.line, by_subject, source_zone, key, c.col, true, given(c.value), ts, how, score, sys
FROM read r JOIN cell c USING (world, path, line)
WHERE shape = 'wide' AND c.col NOT IN ('visitor', 'ts', 'how', 'score', 'sys')
UNION ALL
SELECT world, path, source, line, by_subject, source_zone, key,
       given(CASE WHEN structs THEN item ->> '$.segment' ELSE item ->> '$' END), false, NULL,
       CASE WHEN structs THEN given(item ->> '$.ts') ELSE ts END,
       CASE WHEN structs THEN given(item ->> '$.how') ELSE how END,
       CASE WHEN structs THEN given(item ->> '$.score') ELSE score END, sys
FROM each;
