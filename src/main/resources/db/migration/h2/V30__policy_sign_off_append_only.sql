CREATE TRIGGER policy_sign_off_append_only BEFORE UPDATE, DELETE ON policy_sign_off FOR EACH ROW
    CALL 'io.crumbless.ledger.AppendOnly';
