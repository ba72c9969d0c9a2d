package io.crumbless.warehouse.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: entries that several threads add at the same time are written in one commit, so that they share one
 * wait for the disk. Entries added during a commit are in the next one. Thread-safe.
 *
 * @param <T> an entry
 * @param <R> what its commit returns for it
 */
final class GroupCommit<T, R> {
    private final Function<List<T>, List<R>> commit;
    private final Object turn = new Object();
    private final List<Entry<T, R>> waiting = new ArrayList<>();

    /**
     * @param commit writes all entries or none, in their order, and returns one result for each; called by one thread
     *     at a time
     */
    GroupCommit(Function<List<T>, List<R>> commit) {
        this.commit = commit;
    }

    /** One entry and its result. */
    private static final class Entry<T, R> {
        private final T content;
        private @Nullable R result;
        private @Nullable RuntimeException failure;

        Entry(T content) {
            this.content = content;
        }

        boolean isOpen() {
            return result == null && failure == null;
        }
    }

    /**
     * Adds an entry, which is committed when this returns.
     *
     * @throws RuntimeException of the commit; then the entry is not written
     */
    R add(T content) {
        Entry<T, R> mine = new Entry<>(content);
        synchronized (waiting) {
            waiting.add(mine);
        }
        synchronized (turn) {
            if (mine.isOpen()) {
                commitAll(taken());
            }
        }
        R result = mine.result;
        if (result == null) {
            throw mine.failure == null ? new IllegalStateException("A commit left out an entry") : mine.failure;
        }
        return result;
    }

    /** Number of entries that wait for the next commit. */
    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private List<Entry<T, R>> taken() {
        synchronized (waiting) {
            List<Entry<T, R>> taken = List.copyOf(waiting);
            waiting.clear();
            return taken;
        }
    }

    private void commitAll(List<Entry<T, R>> entries) {
        try {
            List<R> results =
                    commit.apply(entries.stream().map(entry -> entry.content).toList());
            for (int i = 0; i < entries.size(); i++) {
                entries.get(i).result = results.get(i);
            }
        } catch (RuntimeException e) {
            failed(entries, e);
        }
    }

    /** Commits the entries one by one, so that one that cannot be written does not affect the others. */
    private void failed(List<Entry<T, R>> entries, RuntimeException failure) {
        if (entries.size() == 1) {
            entries.get(0).failure = failure;
        } else {
            entries.forEach(entry -> commitAll(List.of(entry)));
        }
    }
}
