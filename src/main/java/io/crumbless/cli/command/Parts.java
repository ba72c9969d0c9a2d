package io.crumbless.cli.command;

import io.crumbless.answers.explain.Explainer;
import io.crumbless.night.run.NightlyRun;
import io.crumbless.night.run.SnapshotAudit;
import java.util.function.Supplier;

/** What the commands hand their work to; made only when a command needs it, so that the others start fast. */
public record Parts(Supplier<NightlyRun> nightlyRun, Supplier<SnapshotAudit> audit, Supplier<Explainer> explainer) {}
