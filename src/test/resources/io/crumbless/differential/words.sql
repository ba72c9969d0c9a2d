-- Small questions that are asked often.

-- Reference, "What counts as nothing": white space around a text is not part of it, and nothing but white space is nothing.
CREATE MACRO given(t) AS
    CASE WHEN trim(t) = '' THEN NULL ELSE trim(t) END;

-- The same: CSV alone has words for nothing, outside quotes.
CREATE MACRO unquoted(t) AS
    CASE WHEN trim(t) IN ('NULL', '\N', '''''') THEN '' ELSE t END;

-- Reference, provenance.yaml, name-patterns: "letters and digits count, case and separators do not".
CREATE MACRO bare(t) AS regexp_replace(lower(t), '[^\p{L}\p{N}]', '', 'g');

-- Reference, provenance.yaml: "patterns, * standing for any characters".
CREATE MACRO glob_matches(pattern, t) AS
    regexp_full_match(t, '(?s)' || replace(regexp_escape(pattern), '\*', '.*'));

-- A JSON array of strings; null where it is none.
CREATE MACRO json_texts(t) AS
    CASE WHEN t LIKE '[%' AND json_valid(t) AND list_count(json_type(t, '$[*]')) = len(json_type(t, '$[*]'))
              AND len(list_filter(json_type(t, '$[*]'), lambda k: k NOT IN ('VARCHAR', 'UBIGINT', 'BIGINT', 'DOUBLE', 'BOOLEAN'))) = 0
         THEN json_extract_string(t, '$[*]') END;

-- Design 4: purposes as delivered, sorted, no repeats. Null where the text is a broken array.
CREATE MACRO purposes_of(t) AS
    CASE WHEN given(t) IS NULL THEN []::VARCHAR[]
         WHEN given(t) LIKE '[%' THEN list_sort(list_distinct(list_filter(
             list_transform(json_texts(given(t)), lambda p: given(p)), lambda p: p IS NOT NULL)))
         ELSE list_sort(list_distinct(list_filter(
             list_transform(regexp_split_to_array(given(t), '[;,]'), lambda p: given(p)), lambda p: p IS NOT NULL)))
    END;

-- Design 3, origin: "a segment is only as declared as its weakest trait": from strong to weak.
CREATE MACRO weakness(origin) AS
    list_position(['declared', 'provided', 'observed', 'derived', 'inferred', 'acquired', 'unknown'], origin);

-- A period of the policy from a day; null where there is none.
CREATE MACRO after_period(day, months, days) AS
    CASE WHEN days IS NULL THEN NULL ELSE (day + to_months(coalesce(months, 0)) + to_days(days))::DATE END;

-- Three clocks: the civil day of a moment.
CREATE MACRO day_of(moment, zone) AS timezone(zone, moment)::DATE;

-- The date of birth that a value of the age attribute tells; null where it can be nobody's.
CREATE MACRO birth_date(type, said, spoken_on) AS
    CASE WHEN type = 'date' THEN CASE WHEN said::DATE BETWEEN DATE '1900-01-01' AND spoken_on THEN said::DATE END
         WHEN said::BIGINT BETWEEN 1900 AND year(spoken_on) THEN make_date(said::BIGINT, 12, 31) END;

-- The birthday on which somebody is so old; of those born on 29 February 1 March where there is no such day.
CREATE MACRO birthday(born, age) AS
    (born + to_years(age))::DATE + CASE WHEN day(born + to_years(age)) < day(born) THEN 1 ELSE 0 END;

-- ADR 4: "withdrawn and expired values leave the evidence log", and so do those of minors.
CREATE MACRO lets_go(fate) AS fate IN ('withdrawn', 'expired', 'minor', 'corrected');

-- What is let go is not delivered again; what was corrected was another content.
CREATE MACRO stays_gone(fate) AS fate IN ('withdrawn', 'expired', 'minor');

-- What has ended already, and with it all that depends on it.
CREATE MACRO passed() AS DATE '0001-01-01';

-- Reference, ids.md: "what takes away or asks reaches an id in every spelling": letter case, width, white space around it,
-- what nobody sees, zeros before a number and a point behind it make no other person.
CREATE MACRO seen_in(id) AS trim(lower(translate(regexp_replace(id, '[\x{200B}\x{FEFF}\x{2060}]', '', 'g'),
    'ＳＫＡＢＣＤＥＦ', 'SKABCDEF')), ' ' || chr(9) || chr(160));
CREATE MACRO spelled(id) AS CASE
    WHEN regexp_full_match(seen_in(id), '[0-9]+([.]0*)?')
    THEN coalesce(nullif(ltrim(regexp_extract(seen_in(id), '[0-9]+'), '0'), ''), '0')
    ELSE seen_in(id) END;
