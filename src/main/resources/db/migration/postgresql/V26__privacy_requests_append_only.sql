CREATE TRIGGER privacy_request_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON privacy_request
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER privacy_request_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON privacy_request_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
