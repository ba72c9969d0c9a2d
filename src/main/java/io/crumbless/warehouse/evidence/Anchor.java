package io.crumbless.warehouse.evidence;

import io.crumbless.columnar.storage.Location;
import io.crumbless.process.Quantity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps checkpoints outside: a line for each is added to a file, handed to a command, or both. That it cannot be done is told
 * and stops nothing, since what it would be about has happened; the audit then finds that the last state is not anchored.
 */
final class Anchor {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AnchorSettings settings;

    Anchor(AnchorSettings settings) {
        this.settings = settings;
    }

    /** Adds a line; returns what could not be done, in words. */
    List<String> add(SignedLine line) {
        byte[] bytes = (line.text() + "\n").getBytes(StandardCharsets.UTF_8);
        List<String> failures = new ArrayList<>();
        settings.file()
                .flatMap(Location::localPath)
                .flatMap(file -> append(file, bytes))
                .ifPresent(failures::add);
        if (!settings.command().isEmpty()) {
            hand(bytes).ifPresent(failures::add);
        }
        return failures;
    }

    /** Only adds: a file system that lets lines be added and not changed allows no more. */
    private static Optional<String> append(Path file, byte[] line) {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer buffer = ByteBuffer.wrap(line);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    cannot("add to the anchor file " + file, e.getClass().getSimpleName()));
        }
    }

    private Optional<String> hand(byte[] line) {
        String what = "hand it to the anchor command '" + settings.command().get(0) + "'";
        try {
            Process process = new ProcessBuilder(settings.command())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean taken = isTaken(process, line);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of(cannot(what, "it took longer than " + Quantity.of(PATIENCE.toSeconds(), "second")));
            }
            if (process.exitValue() != 0) {
                return Optional.of(cannot(what, "it ended with " + process.exitValue()));
            }
            return taken ? Optional.empty() : Optional.of(cannot(what, "it did not read it"));
        } catch (IOException e) {
            return Optional.of(cannot(what, "it cannot be started"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(cannot(what, "it was interrupted"));
        }
    }

    /** One that has ended before it read says by its exit code why. */
    private static boolean isTaken(Process process, byte[] line) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(line);
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    private static String cannot(String what, String why) {
        return "The state of the warehouse is not anchored: cannot " + what + ": " + why
                + "; see to it, the next use adds the state of then";
    }

    /** The lines of the anchor file, as they are; empty where none is named or it is not there. */
    Optional<List<String>> lines() throws IOException {
        Optional<Path> file = settings.file().flatMap(Location::localPath).filter(Files::exists);
        return file.isEmpty() ? Optional.empty() : Optional.of(Files.readAllLines(file.get()));
    }

    Optional<Location> file() {
        return settings.file();
    }
}
