package io.crumbless.night.gather;

import io.crumbless.columnar.spill.KeySample;
import io.crumbless.columnar.spill.SpillFile;
import io.crumbless.columnar.spill.SpillMerge;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.publish.Staging;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Stage;
import io.crumbless.night.scatter.FactCodec;
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.night.scatter.Withdrawers;
import io.crumbless.night.scatter.Workspace;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.dataset.Datasets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gather: reads the spilled facts in ranges of subjects, in the order of their ids, merges each subject by the kernel
 * and writes the outcome. The ranges depend on the subjects alone, so the files have the same bytes on every machine.
 */
public final class MergeStage implements Stage {
    /** Approximate number of subjects per row group: large enough for fast scans, small enough to find one subject. */
    public static final int SUBJECTS_PER_RANGE = 1 << 17;

    public static final String PREFIX = "range-";
    /** Prefix of the counts of people with doubtful ids, for each {@link io.crumbless.kernel.profile.IdDoubt}. */
    static final String DOUBTFUL = "doubtful ids ";

    /** Prefix of a count for each person with restrictions in the register of requests, by keyed hash. */
    static final String IN_REGISTER = "in register ";

    static final String SUBJECTS = "subjects";
    static final String PROFILES = "profiles";
    static final String MOMENTS = "contact moments";

    /** Count of values that serve fewer purposes because their person opted out of sale, sharing or sensitive uses. */
    static final String OPTED_OUT = "values opted out";

    private final LocalWork<?> work;
    private final Staging staging;
    private final Datasets datasets;
    private @Nullable Ranges ranges;

    /** Reusable memory of finished ranges: at most as many as ranges are processed concurrently. */
    private final Queue<ShardColumns> columns = new ConcurrentLinkedQueue<>();

    public MergeStage(LocalWork<?> work, Staging staging, Datasets datasets) {
        this.work = work;
        this.staging = staging;
        this.datasets = datasets;
    }

    @Override
    public String name() {
        return "merge profiles";
    }

    private record Ranges(List<SpillFile> files, List<byte[]> splitters, Withdrawers withdrawers) {
        byte[] from(int range) {
            return range == 0 ? FactCodec.BEHIND_WITHDRAWERS : splitters.get(range - 1);
        }

        byte @Nullable [] to(int range) {
            return range == splitters.size() ? null : splitters.get(range);
        }
    }

    /** Opened once for all ranges. */
    private synchronized Ranges ranges() throws IOException {
        if (ranges == null) {
            List<SpillFile> files = new ArrayList<>();
            for (Path path : work.workspace().spillFiles()) {
                files.add(SpillFile.open(path));
            }
            ranges = new Ranges(files, KeySample.splitters(files, SUBJECTS_PER_RANGE), Withdrawers.read(files));
        }
        return ranges;
    }

    /**
     * Closes the spill files: a deleted file that is open still occupies the disk, in a scheduler until the next
     * garbage collection.
     */
    @Override
    public synchronized void release() {
        columns.clear();
        if (ranges != null) {
            for (SpillFile file : ranges.files()) {
                close(file);
            }
            ranges = null;
        }
    }

    private static void close(SpillFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // It was open for reading only.
        }
    }

    /** The name of a range in names of parts and files. */
    public static String rangeName(int range) {
        return String.format(Locale.ROOT, "%s%05d", PREFIX, range);
    }

    @Override
    public List<String> parts() {
        try {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i <= ranges().splitters().size(); i++) {
                parts.add(rangeName(i));
            }
            return parts;
        } catch (IOException failure) {
            throw new Failure(Failure.ErrorCategory.ENVIRONMENT, "Cannot read the spill of the run", failure);
        }
    }

    @Override
    public void run(String part) throws IOException {
        int range = Integer.parseInt(part.substring(PREFIX.length()));
        Ranges all = ranges();
        SpillMerge spill = new SpillMerge(all.files(), all.from(range), all.to(range));
        ShardColumns free = columns.poll();
        ShardColumns own = free == null ? new ShardColumns(datasets) : free;
        try (Shards shards = new Shards(
                work.terms(), staging.runId(), staging.shards(), datasets, part, own, sync(staging.shards()))) {
            RangeMerge merge = new RangeMerge(work.terms(), work.facts(), spill, shards, all.withdrawers());
            merge.run();
            merge.delivered().write(work.workspace(), part);
            shards.finish();
            work.workspace().keep(part, merge.notes());
        }
        columns.add(own);
    }

    /**
     * Pieces on this machine are recreated, like all other work, after a restart of its system. Those on other machines
     * may be lost while this one continues to run.
     */
    private static Storage.Sync sync(Location shards) {
        return shards.isLocal() ? Storage.Sync.NEVER : Storage.Sync.ON_CLOSE;
    }

    @Override
    public List<Count> counts() {
        return shown(work.workspace().counts(PREFIX));
    }

    /**
     * People with restrictions in the register of requests for whom something is stored or delivered, by keyed hash.
     */
    public static Set<String> foundInRegister(Workspace workspace) {
        return workspace.counts(PREFIX).tailMap(IN_REGISTER).keySet().stream()
                .takeWhile(name -> name.startsWith(IN_REGISTER))
                .map(name -> name.substring(IN_REGISTER.length()))
                .collect(Collectors.toSet());
    }

    /** The counts to display, summed over all ranges. */
    public static List<Count> shown(Map<String, Long> counts) {
        return List.of(
                new Count(counts.getOrDefault(SUBJECTS, 0L), SUBJECTS, "subject"),
                new Count(counts.getOrDefault(PROFILES, 0L), PROFILES, "profile"),
                new Count(counts.getOrDefault(MOMENTS, 0L), MOMENTS, "contact moment"));
    }
}
