CREATE TRIGGER policy_sign_off_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_sign_off
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
