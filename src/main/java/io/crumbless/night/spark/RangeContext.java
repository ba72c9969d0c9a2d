package io.crumbless.night.spark;

import io.crumbless.columnar.spill.SliceStore;
import io.crumbless.columnar.spill.SpillRun;
import io.crumbless.night.scatter.Withdrawers;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data that every range needs in addition to its records: the symbols of each part, and all withdrawals. Broadcast once
 * to each process.
 */
final class RangeContext implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<List<String>> symbols = new ArrayList<>();
    private final ArrayList<Run> runs = new ArrayList<>();
    private transient @Nullable Withdrawers withdrawers;

    /** Withdrawals in one run of a part. */
    private record Run(int part, List<byte[]> records) implements Serializable {}

    /** @param parts all parts, in their order */
    RangeContext(List<Scattered.Done> parts) {
        for (Scattered.Done part : parts) {
            symbols.add(part.symbols());
            part.withdrawers().stream()
                    .filter(records -> !records.isEmpty())
                    .forEach(records -> runs.add(new Run(part.part(), records)));
        }
    }

    List<String> symbols(int part) {
        return symbols.get(part);
    }

    /** Read on first use. */
    synchronized Withdrawers withdrawers(TaskFolder folder) throws IOException {
        Withdrawers known = withdrawers;
        if (known == null) {
            known = read(folder);
            withdrawers = known;
        }
        return known;
    }

    private Withdrawers read(TaskFolder folder) throws IOException {
        try (SliceStore store = new SliceStore(folder.path(), Long.MAX_VALUE)) {
            List<SpillRun> found = new ArrayList<>();
            for (Run run : runs) {
                long from = store.bytes();
                for (byte[] records : run.records()) {
                    store.add(records);
                }
                found.add(store.run(from, store.bytes(), symbols(run.part())));
            }
            return Withdrawers.read(found);
        }
    }
}
