package io.crumbless.night.spark;

import io.crumbless.columnar.spill.RangeCut;
import io.crumbless.columnar.spill.SpillChunks;
import io.crumbless.columnar.spill.SpillFile;
import io.crumbless.night.scatter.FactCodec;
import io.crumbless.night.scatter.Workspace;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Iterates over the spilled records of a part in its folder, without loading it as a whole. */
final class SpilledPart implements Iterator<Scattered>, Closeable {
    /** Large enough that one record more or less does not matter, small enough for many at once. */
    static final int RECORDS_BYTES = 64 << 10;

    private final int part;
    private final String name;
    private final Workspace workspace;
    private final RangeCut cut = new RangeCut(FactCodec.BEHIND_WITHDRAWERS, List.of());
    private final List<SpillFile> runs = new ArrayList<>();
    private final List<List<byte[]>> withdrawers = new ArrayList<>();
    private final Deque<Scattered> ready = new ArrayDeque<>();
    private @Nullable SpillChunks chunks;
    private int run = -1;
    private final byte[] named;
    private boolean done;

    /** @param part index among all parts */
    SpilledPart(int part, String name, Workspace workspace) throws IOException {
        this(part, name, workspace, new byte[0]);
    }

    /** @param named as {@link Scattered.Done} has it */
    SpilledPart(int part, String name, Workspace workspace, byte[] named) throws IOException {
        this.named = named;
        this.part = part;
        this.name = name;
        this.workspace = workspace;
        for (Path file : workspace.spillFiles()) {
            runs.add(SpillFile.open(file));
        }
    }

    @Override
    public boolean hasNext() {
        try {
            while (ready.isEmpty() && !done) {
                readMore();
            }
            return !ready.isEmpty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Scattered next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private void readMore() throws IOException {
        byte[] records = chunks == null ? null : chunks.next();
        if (records != null) {
            cut.cut(records, this::take);
        } else if (run + 1 < runs.size()) {
            run++;
            chunks = new SpillChunks(runs.get(run), RECORDS_BYTES);
            withdrawers.add(new ArrayList<>());
            cut.beginRun();
        } else {
            ready.add(end());
            done = true;
            close();
        }
    }

    private void take(int range, byte[] records) {
        if (range == RangeCut.BEFORE) {
            withdrawers.get(run).add(records);
        } else {
            ready.add(new Scattered.Records(part, run, records));
        }
    }

    /** Runs of one part share their symbols, and the last one has all of them. */
    private Scattered end() {
        List<byte[]> sample = new ArrayList<>();
        runs.forEach(each -> sample.addAll(each.sampledKeys()));
        List<String> symbols = runs.isEmpty()
                ? List.of()
                : List.copyOf(runs.get(runs.size() - 1).symbols());
        byte[] notes = ManifestFile.bytes(workspace.together(name));
        return new Scattered.Done(part, notes, symbols, sample, withdrawers, named, null);
    }

    @Override
    public void close() throws IOException {
        for (SpillFile each : runs) {
            each.close();
        }
    }
}
