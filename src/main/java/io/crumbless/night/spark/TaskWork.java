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
 * The work as the tasks of one process have it: read once, for all of them. A process works for one run at a time, or for
 * a comparison of two works; of earlier ones nothing is kept.
 */
final class TaskWork {
    /** Of a comparison. */
    private static final int MOST_AT_ONCE = 2;

    /** By the id of the attempt, the one that was asked for last at the end. */
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
     * @param id of the attempt at the work
     * @param written form of the work
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

    /** Lets go of a work that is over. */
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

    /** Where all attempts of tasks write. */
    Location attempts() {
        return attempts(work).resolve(id);
    }

    /** Where the attempts of tasks write, those of attempts at the whole work in a folder each. */
    static Location attempts(SparkWork work) {
        return work.staging().shards();
    }

    /** The folder of one attempt of a task; numbers of attempts come again, those of tasks' attempts do not. */
    Location attempt(long taskAttemptId) {
        return attempts().resolve(Long.toString(taskAttemptId));
    }

    /** How what is read is cut into parts, found out when it is asked for first. */
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

    /** What a stage works with, in a folder of its own. */
    @SuppressWarnings("unchecked")
    <F extends FactSource> LocalWork<F> in(TaskFolder folder) {
        Workspace workspace = new Workspace(folder.path());
        workspace.create();
        return new LocalWork<>(terms, (F) facts, workspace, memory);
    }
}
