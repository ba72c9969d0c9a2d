package io.crumbless.process;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs a program and writes a message to its standard input. Its output is discarded. */
public final class InputCommand {
    /** Why a job file must not name a command that {@link #showsSecret}. */
    public static final String SHOWS_SECRET =
            "an argument looks like a secret, and every account of the machine can list arguments; keep it in a file that"
                    + " the program reads";

    /**
     * An argument with a secret in it: a header, an option with its value, an address with user and password. Values that begin
     * with {@code $} are references, which a shell resolves.
     */
    private static final Pattern SECRET = Pattern.compile("(?is).*\\bbearer\\s+[^\\s$].*"
            + "|.*(secret|passw(or)?d|token|api[-_]?key)([-_](access[-_])?(key|value))?[\"']?[=:]\\s*[\"']?[^\\s/$\"'].*"
            + "|.*://[^/\\s]*:[^/\\s]*@.*");

    /** An option whose value is the next argument; {@code --no-password} has none. */
    private static final Pattern SECRET_FOLLOWS =
            Pattern.compile("(?i)(?!--?no-)--?([a-z-]*[-_])?(secret|passw(or)?d|token|api[-_]?key)");

    private final List<String> command;
    private final Duration patience;

    /**
     * @param command program and arguments; no shell is involved
     * @param patience time-out, after which it is killed
     */
    public InputCommand(List<String> command, Duration patience) {
        this.command = List.copyOf(command);
        this.patience = patience;
    }

    /** Whether an argument looks like a secret. While the program runs, every account of the machine can list its arguments. */
    public static boolean showsSecret(List<String> command) {
        for (int i = 1; i < command.size(); i++) {
            if (SECRET.matcher(command.get(i)).matches()
                    || (i + 1 < command.size()
                            && SECRET_FOLLOWS.matcher(command.get(i)).matches()
                            && !isPath(command.get(i + 1)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPath(String argument) {
        return argument.startsWith("/");
    }

    /**
     * Writes the message and waits for the program to end.
     *
     * @param input at most a few kilobytes, since the program may end without reading it
     * @return why it failed, for a message; empty on success
     */
    public Optional<String> hand(byte[] input) {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return Optional.of("it cannot be started");
        }
        try {
            boolean taken = isTaken(process, input);
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of("it took longer than " + Quantity.of(patience.toSeconds(), "second"));
            }
            if (process.exitValue() != 0) {
                return Optional.of("it ended with " + process.exitValue());
            }
            return taken ? Optional.empty() : Optional.of("it did not read it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        } finally {
            end(process);
        }
    }

    /** A program that ended before it read its input reports by its exit code whether it succeeded. */
    private static boolean isTaken(Process process, byte[] input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    /** Kills it with its child processes, which would survive it. */
    private static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
