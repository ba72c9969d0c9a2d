package io.crumbless.night.run;

import io.crumbless.process.Failure;
import io.crumbless.warehouse.audit.Rule;
import java.util.Collection;
import java.util.Set;

/** The audit of a night found that its output violates a law, so it was not published. */
public final class AuditFailed extends Failure {
    private static final long serialVersionUID = 1L;

    private final transient Set<Rule> broken;

    /** @param broken the rules with findings */
    public AuditFailed(ErrorCategory category, String message, Collection<Rule> broken) {
        super(category, message);
        this.broken = Set.copyOf(broken);
    }

    public Set<Rule> broken() {
        return broken;
    }
}
