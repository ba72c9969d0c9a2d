CREATE TRIGGER privacy_request_append_only BEFORE UPDATE, DELETE ON privacy_request FOR EACH ROW
    CALL 'io.crumbless.ledger.AppendOnly';
CREATE TRIGGER privacy_request_event_append_only BEFORE UPDATE, DELETE ON privacy_request_event FOR EACH ROW
    CALL 'io.crumbless.ledger.AppendOnly';
