package io.crumbless.cli.command;

import io.crumbless.answers.explain.Explainer;
import io.crumbless.night.run.NightlyRun;
import io.crumbless.night.run.SnapshotAudit;
import java.util.function.Supplier;

/** The services that do the work of the commands. They are created lazily, so that other commands start fast. */
public record Parts(Supplier<NightlyRun> nightlyRun, Supplier<SnapshotAudit> audit, Supplier<Explainer> explainer) {}
