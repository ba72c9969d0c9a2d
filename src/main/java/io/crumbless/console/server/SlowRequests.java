package io.crumbless.console.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which a request takes too long to arrive, even if some bytes arrive regularly; otherwise each
 * of them could block other users for hours. The time to answer a complete request is not limited.
 */
final class SlowRequests implements Connection.Listener {
    private final Scheduler scheduler;
    private final long longestMillis;
    private final Map<Connection, Arriving> open = new ConcurrentHashMap<>();

    /** @param longestMillis maximum time for a request to arrive, from its first byte; checked four times within it */
    SlowRequests(Scheduler scheduler, long longestMillis) {
        this.scheduler = scheduler;
        this.longestMillis = longestMillis;
    }

    /**
     * The state of a connection at the last check: bytes received, answers sent, and when the current request began to
     * arrive; 0 for none.
     */
    private record Arriving(long bytesIn, long answers, long sinceNanos) {}

    @Override
    public void onOpened(Connection connection) {
        open.put(connection, new Arriving(0, 0, 0));
        later(connection);
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    private void later(Connection connection) {
        scheduler.schedule(() -> look(connection), longestMillis / 4, TimeUnit.MILLISECONDS);
    }

    private void look(Connection connection) {
        Arriving last = open.get(connection);
        if (last == null) {
            return;
        }
        Arriving now = next(last, connection.getBytesIn(), connection.getMessagesOut());
        boolean comes = now.bytesIn() != last.bytesIn() && last.sinceNanos() != 0 && now.sinceNanos() != 0;
        if (comes && System.nanoTime() - now.sinceNanos() > TimeUnit.MILLISECONDS.toNanos(longestMillis)) {
            connection.getEndPoint().close(new TimeoutException("A request takes too long to arrive"));
            return;
        }
        open.replace(connection, last, now);
        later(connection);
    }

    /** The next state; an answer completes the request that arrived before it. */
    private static Arriving next(Arriving last, long bytesIn, long answers) {
        if (answers != last.answers()) {
            return new Arriving(bytesIn, answers, 0);
        }
        boolean begins = last.sinceNanos() == 0 && bytesIn != last.bytesIn();
        return new Arriving(bytesIn, answers, begins ? System.nanoTime() | 1 : last.sinceNanos());
    }
}
