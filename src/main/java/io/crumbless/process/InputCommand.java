package io.crumbless.process;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Another program that is handed something on its standard input. What it prints is nobody's. */
public final class InputCommand {
    private final List<String> command;
    private final Duration patience;

    /**
     * @param command program and arguments; no shell is asked
     * @param patience after which it is ended
     */
    public InputCommand(List<String> command, Duration patience) {
        this.command = List.copyOf(command);
        this.patience = patience;
    }

    /**
     * Hands it over and waits.
     *
     * @param input a few kilobytes at most, for it need not read them
     * @return why it was not taken, in words; empty if it was
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

    /** One that has ended before it read says by its exit code why. */
    private static boolean isTaken(Process process, byte[] input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    /** With what it started, which would live on. */
    private static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
