package io.crumbless.warehouse.evidence;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.IoReason;
import io.crumbless.columnar.storage.LineFile;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.InputCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records checkpoints outside the warehouse: appends a line for each to a file, passes it to a command, or both. A
 * failure is reported and stops nothing, since what the checkpoint is about has already happened; the audit then
 * reports that the last state is not anchored.
 */
final class Anchor {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Others may store it and read it under accounts of their own. */
    private static final FileModes AS_THE_UMASK_ALLOWS = new FileModes(
            PosixFilePermissions.fromString("rw-rw-rw-"),
            PosixFilePermissions.fromString("rwxrwxrwx"),
            FileModes.Umask.NARROWS);

    private final AnchorSettings settings;

    Anchor(AnchorSettings settings) {
        this.settings = settings;
    }

    /**
     * Appends a line.
     *
     * @param before the previous line; if a full disk truncated it, it is completed first
     * @return what failed, as messages
     */
    List<String> add(SignedLine line, Optional<SignedLine> before) {
        List<String> failures = new ArrayList<>();
        settings.file()
                .flatMap(Location::localPath)
                .flatMap(file -> append(file, line, before))
                .ifPresent(failures::add);
        if (!settings.command().isEmpty()) {
            hand(bytes(line.text() + "\n")).ifPresent(failures::add);
        }
        return failures;
    }

    /** Appends only, because the file system may allow nothing else. */
    private static Optional<String> append(Path file, SignedLine line, Optional<SignedLine> before) {
        try {
            LineFile lines = new LineFile(file, AS_THE_UMASK_ALLOWS, Storage.Sync.ON_CLOSE);
            String tail = lines.tail();
            Optional<String> rest = before.map(SignedLine::text)
                    .filter(text -> !tail.isEmpty() && text.startsWith(tail))
                    .map(text -> text.substring(tail.length()) + "\n");
            if (rest.isPresent()) {
                lines.continueWith(bytes(rest.get()));
            }
            lines.add(bytes(line.text() + "\n"));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(cannot("add to the anchor file " + file, IoReason.of(e)));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Optional<String> hand(byte[] line) {
        return new InputCommand(settings.command(), PATIENCE)
                .hand(line)
                .map(why -> cannot(
                        "hand it to the anchor command '" + settings.command().get(0) + "'", why));
    }

    private static String cannot(String what, String why) {
        return "The state of the warehouse is not anchored: cannot " + what + ": " + why
                + "; see to it, the next use adds the state of then";
    }

    /** The lines of the anchor file; empty if none is configured or it does not exist. */
    Optional<List<String>> lines() throws IOException {
        Optional<Path> file = settings.file().flatMap(Location::localPath).filter(Files::exists);
        return file.isEmpty() ? Optional.empty() : Optional.of(Files.readAllLines(file.get()));
    }

    Optional<Location> file() {
        return settings.file();
    }
}
