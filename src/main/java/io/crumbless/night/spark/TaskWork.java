package io.crumbless.night.spark;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.night.plan.FactSource;
import io.crumbless.night.plan.PlanTerms;
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.night.scatter.MemoryBudget;
import io.crumbless.night.scatter.Workspace;
import io.crumbless.warehouse.dataset.Datasets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.OptionalLong;
import org.apache.spark.SparkEnv;
import org.jspecify.annotations.Nullable;

/**
 * The work in one process, shared by its tasks: deserialised once. A process works on one run at a time, or compares
 * two works; earlier ones are discarded.
 */
final class TaskWork {
    /** For a comparison. */
    private static final int MOST_AT_ONCE = 2;

    /** By id of the attempt, the most recently used last. */
    private static final LinkedHashMap<String, TaskWork> CURRENT = new LinkedHashMap<>(4, 0.75f, true);

    private final String id;
    private final SparkWork work;
    private final PlanTerms terms;
    private final FactSource facts;
    private final Datasets datasets;
    private final MemoryBudget memory;
    private @Nullable ScatterStages scatter;

    private TaskWork(String id, SparkWork work) {
        this.id = id;
        this.work = work;
        this.terms = work.terms();
        this.facts = work.factSource();
        this.datasets = Datasets.of(terms.policy(), work.pages());
        this.memory = MemoryBudget.of(OptionalLong.empty(), cores());
    }

    /**
     * @param id of the attempt
     * @param written the work in serialised form
     */
    static synchronized TaskWork of(String id, byte[] written) {
        TaskWork known = CURRENT.get(id);
        if (known == null) {
            known = read(id, written);
            CURRENT.put(id, known);
            if (CURRENT.size() > MOST_AT_ONCE) {
                CURRENT.remove(CURRENT.keySet().iterator().next());
            }
        }
        return known;
    }

    private static TaskWork read(String id, byte[] written) {
        SparkWork work = SparkWork.of(written);
        FileModes.set(work.warehouse(), work.modes());
        return new TaskWork(id, work);
    }

    /** Discards a finished work. */
    static synchronized void forget(String id) {
        CURRENT.remove(id);
    }

    SparkWork work() {
        return work;
    }

    PlanTerms terms() {
        return terms;
    }

    FactSource facts() {
        return facts;
    }

    Datasets datasets() {
        return datasets;
    }

    MemoryBudget memory() {
        return memory;
    }

    /** The folder in which all attempts of tasks write. */
    Location attempts() {
        return attempts(work).resolve(id);
    }

    /** The folder in which attempts of tasks write, with one folder per attempt at the work. */
    static Location attempts(SparkWork work) {
        return work.staging().shards();
    }

    /** The folder of one attempt of a task; ids of tasks' attempts are unique, unlike their numbers. */
    Location attempt(long taskAttemptId) {
        return attempts().resolve(Long.toString(taskAttemptId));
    }

    /** The stages with their parts, created on first use. */
    synchronized ScatterStages scatter() {
        ScatterStages known = scatter;
        if (known == null) {
            Workspace nowhere = new Workspace(Path.of(""));
            known = ScatterStages.of(work.facts(), new LocalWork<>(terms, facts, nowhere, memory));
            scatter = known;
        }
        return known;
    }

    /** How many tasks a process may run at the same time. */
    private static int cores() {
        return Math.max(
                1,
                SparkEnv.get()
                        .conf()
                        .getInt("spark.executor.cores", Runtime.getRuntime().availableProcessors()));
    }

    /** What a stage needs, in a folder of its own. */
    @SuppressWarnings("unchecked")
    <F extends FactSource> LocalWork<F> in(TaskFolder folder) {
        Workspace workspace = new Workspace(folder.path());
        workspace.create();
        return new LocalWork<>(terms, (F) facts, workspace, memory);
    }
}
