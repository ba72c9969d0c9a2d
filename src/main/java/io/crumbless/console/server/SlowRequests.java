package io.crumbless.console.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which a request takes too long to arrive, however regularly a little of it does: each of them would keep
 * others out for hours. A request that has arrived may take as long as it does to be answered.
 */
final class SlowRequests implements Connection.Listener {
    private final Scheduler scheduler;
    private final long longestMillis;
    private final Map<Connection, Arriving> open = new ConcurrentHashMap<>();

    /** @param longestMillis in which a request must arrive, from its first byte; looked at four times within it */
    SlowRequests(Scheduler scheduler, long longestMillis) {
        this.scheduler = scheduler;
        this.longestMillis = longestMillis;
    }

    /** What has come and gone on a connection as of the last look, and when something began to come; 0 for nothing. */
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

    /** An answer ends what arrived before it. */
    private static Arriving next(Arriving last, long bytesIn, long answers) {
        if (answers != last.answers()) {
            return new Arriving(bytesIn, answers, 0);
        }
        boolean begins = last.sinceNanos() == 0 && bytesIn != last.bytesIn();
        return new Arriving(bytesIn, answers, begins ? System.nanoTime() | 1 : last.sinceNanos());
    }
}
