package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.UnpackLimits;
import io.crumbless.night.delivery.FileFormat;
import io.crumbless.night.delivery.RecordCounter;
import io.crumbless.night.delivery.RecordCounter.Counted;
import io.crumbless.process.Workers;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

/**
 * Counts and hashes files on background threads, each once. Counting begins early, while the control database is
 * opened.
 */
public final class DeliveryCounts implements AutoCloseable {
    private final Workers workers;
    private final UnpackLimits limits;
    private final Map<Asked, Future<Counted>> counts = new ConcurrentHashMap<>();

    /** A file in the state in which it was found; a changed file is counted again. */
    private record Asked(FileEntry file, FileFormat format) {}

    /** @param limits for compressed files */
    public DeliveryCounts(int threads, UnpackLimits limits) {
        this.limits = limits;
        this.workers = new Workers(
                threads,
                "crumbless-count",
                "Stopped while counting the deliveries; the same command continues the night");
    }

    /** Starts counting a file, unless that was done before. */
    void begin(FileEntry file, FileFormat format) {
        counts.computeIfAbsent(
                new Asked(file, format),
                asked -> workers.begin(
                        () -> RecordCounter.count(asked.file, asked.format, RecordCounter.PART_BYTES, limits)));
    }

    /**
     * The count of a file.
     *
     * @throws Stopped if the thread is interrupted while it waits; otherwise as {@link RecordCounter#count}
     */
    Counted of(FileEntry file, FileFormat format) {
        begin(file, format);
        return workers.result(Objects.requireNonNull(counts.get(new Asked(file, format)), "begun above"));
    }

    @Override
    public void close() {
        workers.close();
    }
}
