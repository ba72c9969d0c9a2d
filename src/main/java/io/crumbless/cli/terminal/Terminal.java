package io.crumbless.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Where commands write.
 *
 * @param out results
 * @param err progress, messages, log
 * @param columns width of the terminal that {@code err} is shown on; 0 if it is not shown on one
 * @param events where {@code err} is a log for machines
 */
public record Terminal(PrintStream out, PrintStream err, int columns, Optional<EventLog> events) {
    /** The launcher passes the width of the terminal; Java 17 cannot determine whether standard error is one. */
    static final String COLUMNS_PROPERTY = "crumbless.columns";

    public Terminal(PrintStream out, PrintStream err, int columns) {
        this(out, err, columns, Optional.empty());
    }

    /** The same, with a log for machines in the place of messages. */
    public Terminal logging(EventLog log) {
        return new Terminal(out, log.lines(), 0, Optional.of(log));
    }

    /**
     * That of this process. It is written in UTF-8, whatever the locale: cron and systemd start programs without one, and
     * Java would put question marks for the letters of a name.
     */
    public static Terminal ofThisProcess() {
        return new Terminal(
                utf8(new Pipe(FileDescriptor.out)),
                utf8(new Pipe(FileDescriptor.err)),
                Integer.getInteger(COLUMNS_PROPERTY, 0));
    }

    private static PrintStream utf8(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    boolean isInteractive() {
        return columns > 0;
    }

    /** Whoever reads may have enough, as {@code head} has: no failure. A disk that is full is one. */
    private static final class Pipe extends FileOutputStream {
        Pipe(FileDescriptor descriptor) {
            super(descriptor);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                super.write(bytes, from, count);
            } catch (IOException failure) {
                String message = failure.getMessage();
                if (message == null || !message.toLowerCase(Locale.ROOT).contains("broken pipe")) {
                    throw failure;
                }
            }
        }
    }
}
