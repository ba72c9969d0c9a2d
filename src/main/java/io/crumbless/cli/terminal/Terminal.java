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

    /** The same terminal, with a machine-readable log instead of messages. */
    public Terminal logging(EventLog log) {
        return new Terminal(out, log.lines(), 0, Optional.of(log));
    }

    /**
     * The terminal of this process. The encoding is UTF-8 regardless of the locale: cron and systemd set none, and Java
     * would print question marks for letters outside ASCII.
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

    /** A reader that closes the pipe early, such as {@code head}, is not a failure; a full disk is. */
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
