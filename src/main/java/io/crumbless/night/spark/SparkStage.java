package io.crumbless.night.spark;

import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.night.gather.MergeStage;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Stage;
import io.crumbless.night.scatter.AdmitStage;
import io.crumbless.night.scatter.PartNotes;
import io.crumbless.night.scatter.StripStage;
import io.crumbless.night.scatter.Workspace;
import io.crumbless.warehouse.snapshot.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Scatters and gathers the facts of a plan on Spark. A single part: Spark divides it into tasks and retries those that
 * fail.
 */
final class SparkStage implements Stage {
    private static final String PART = "spark";
    private static final List<String> PHASES = List.of(ScatterRun.SCATTER, GatherRun.GATHER, GatherRun.PARTS);
    private static final long THOUSAND = 1000;

    private final SparkDriver driver;
    private final SparkWork work;
    private final Workspace workspace;
    private volatile Reached reached = new Reached(0, 1);

    /** Current progress. */
    private record Reached(long done, long total) {}

    SparkStage(SparkDriver driver, SparkWork work, Workspace workspace) {
        this.driver = driver;
        this.work = work;
        this.workspace = workspace;
    }

    @Override
    public String name() {
        return "work on Spark";
    }

    @Override
    public List<String> parts() {
        return List.of(PART);
    }

    @Override
    public void run(String part) {
        SparkResult result = driver.run(work, this::advanced);
        result.write(results());
        result.notes().forEach(workspace::keep);
        workspace.keep(PART, PartNotes.NONE);
    }

    private void advanced(String phase, int done, int total) {
        reached = new Reached(phasesBefore(phase) * (long) total + done, (long) PHASES.size() * total);
    }

    private static int phasesBefore(String phase) {
        return Math.max(0, PHASES.indexOf(phase));
    }

    /** In thousandths, because the number of tasks differs between phases. */
    @Override
    public long size(String part) {
        return THOUSAND;
    }

    @Override
    public long done(String part) {
        return THOUSAND * reached.done() / reached.total();
    }

    @Override
    public String unit() {
        return "thousandths";
    }

    private Location results() {
        return Location.of(workspace.folder().resolve("spark-result.json"));
    }

    /** The files, as listed in the manifest. */
    List<Manifest.Output> outputs() {
        return SparkResult.read(results()).outputs();
    }

    /** The counts that the stages of the local engine show. */
    @Override
    public List<Count> counts() {
        Map<String, Long> counts = workspace.counts(MergeStage.PREFIX);
        List<Count> shown = new ArrayList<>();
        shown.add(new Count(workspace.books(StripStage.PREFIX).counted(Unit.LEGACY_VALUES), "values", "value"));
        shown.add(new Count(workspace.books(AdmitStage.PREFIX).counted(Unit.STATEMENTS), "statements", "statement"));
        shown.addAll(MergeStage.shown(counts));
        shown.removeIf(count -> count.number() == 0);
        return shown;
    }
}
