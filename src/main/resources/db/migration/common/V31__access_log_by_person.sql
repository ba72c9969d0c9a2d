-- Letters and statements say when the staff looked at a person's data: found without reading the whole log.
CREATE INDEX access_log_by_subject ON access_log (subject_hmac);
