package io.crumbless.columnar.storage;

import io.crumbless.columnar.storage.StoreConditionalFiles.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;

/**
 * Tests whether a store honours conditional writes: first sequentially, then concurrently, since some stores check
 * first and write later.
 */
final class StoreProbe {
    private static final int ROUNDS = 3;
    private static final int RACERS = 8;

    private final StoreConditionalFiles conditional;
    private final ObjectStorage storage;
    private final FileSystem files;

    StoreProbe(StoreConditionalFiles conditional, ObjectStorage storage, FileSystem files) {
        this.conditional = conditional;
        this.storage = storage;
        this.files = files;
    }

    void requireHonest(Location folder) {
        Location file = folder.resolve(".probe-" + UUID.randomUUID());
        try {
            requireCapable(folder);
        } catch (IOException e) {
            throw storage.cannot("try conditional writes in", folder, e);
        }
        try {
            tryInTurn(folder, file);
            tryAtOnce(folder, file);
        } catch (IOException e) {
            deleteIfPossible(file);
            throw storage.cannot("try conditional writes in", folder, e);
        } catch (StorageException e) {
            deleteIfPossible(file);
            throw e;
        }
        storage.deleteFile(file);
    }

    /** Without permission to write there is none to delete either; the reason is known by then. */
    private void deleteIfPossible(Location file) {
        try {
            storage.deleteFile(file);
        } catch (StorageException left) {
            return;
        }
    }

    private void requireCapable(Location folder) throws IOException {
        boolean capable = files.hasPathCapability(
                        HadoopStorage.path(folder), CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE)
                && files.hasPathCapability(
                        HadoopStorage.path(folder), CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE_ETAG);
        if (!capable) {
            throw unfit(folder, "its connector offers no conditional writes, or they are switched off");
        }
    }

    private void tryInTurn(Location folder, Location file) throws IOException {
        boolean first = put(file, 0, Optional.empty()) == Answer.WRITTEN;
        boolean second = put(file, 1, Optional.empty()) == Answer.WRITTEN;
        if (!first || second) {
            throw unfit(folder, "it creates a file that is there already");
        }
        Optional<String> etag = Optional.of(storage.stat(file).etag());
        boolean third = put(file, 2, etag) == Answer.WRITTEN;
        boolean fourth = put(file, 3, etag) == Answer.WRITTEN;
        if (!third || fourth) {
            throw unfit(folder, "it replaces a file that is no longer the one that was read");
        }
    }

    private void tryAtOnce(Location folder, Location file) throws IOException {
        ExecutorService racers = Executors.newFixedThreadPool(RACERS);
        try {
            for (int round = 1; round <= ROUNDS; round++) {
                Optional<String> etag = Optional.of(storage.stat(file).etag());
                CyclicBarrier start = new CyclicBarrier(RACERS);
                List<Callable<Answer>> race = new ArrayList<>();
                for (int racer = 0; racer < RACERS; racer++) {
                    int number = round * RACERS + racer;
                    race.add(() -> {
                        start.await();
                        return put(file, number, etag);
                    });
                }
                if (winners(racers.invokeAll(race)) > 1) {
                    throw unfit(folder, "of several writers at the same time more than one succeeds");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it was stopped", e);
        } finally {
            racers.shutdownNow();
        }
    }

    private static int winners(List<Future<Answer>> race) throws IOException, InterruptedException {
        int winners = 0;
        for (Future<Answer> racer : race) {
            try {
                winners += racer.get() == Answer.WRITTEN ? 1 : 0;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
            }
        }
        return winners;
    }

    private Answer put(Location file, int number, Optional<String> etag) throws IOException {
        return conditional.put(file, Integer.toString(number).getBytes(StandardCharsets.UTF_8), etag);
    }

    private static StorageException unfit(Location folder, String why) {
        return new StorageException("Cannot use " + folder + " for a warehouse: " + why
                + ", so two nights could publish over each other; use a store with conditional writes (If-Match), see"
                + " docs/how-to/object-stores.md, or HDFS or a local disk. Deliveries may lie there all the same");
    }
}
