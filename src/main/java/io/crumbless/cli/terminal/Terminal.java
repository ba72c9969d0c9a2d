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
 * @param columns width of the terminal of {@code err}; 0 if it is not a terminal
 * @param events if {@code err} is a log for programs
 */
public record Terminal(PrintStream out, PrintStream err, int columns, Optional<EventLog> events) {
    /** Set by the launcher; Java 17 cannot determine whether standard error is a terminal. */
    static final String COLUMNS_PROPERTY = "crumbless.columns";

    public Terminal(PrintStream out, PrintStream err, int columns) {
        this(out, err, columns, Optional.empty());
    }

    /** The same terminal, with a log for programs in place of messages. */
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
