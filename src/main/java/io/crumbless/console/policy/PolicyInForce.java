package io.crumbless.console.policy;

import io.crumbless.console.page.ConsoleContext;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.snapshot.ArchivedPolicy;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.Optional;

/** The policy of the last night, and the one in the job's folder for the next night. */
final class PolicyInForce {
    private final ConsoleContext context;

    PolicyInForce(ConsoleContext context) {
        this.context = context;
    }

    /** The policy of the current snapshot; before the first night, that of the folder. */
    Policy now() {
        return published().orElseGet(this::next);
    }

    Optional<Policy> published() {
        Warehouse warehouse = new Warehouse(context.job().warehouse());
        return warehouse.current().map(runId -> ArchivedPolicy.read(warehouse.snapshot(runId)));
    }

    /**
     * The policy of the job's folder.
     *
     * @throws io.crumbless.settings.yaml.ProblemsException if it is invalid, with all problems
     */
    Policy next() {
        return PolicyFolder.read(context.job().policy());
    }
}
