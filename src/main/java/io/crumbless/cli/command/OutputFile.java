package io.crumbless.cli.command;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.IoReason;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes an answer, a page or a certificate into a file named by the user. It never replaces files of the program
 * itself, nor anything other than a file. Only the account of the user can read it (0600), from the first byte on.
 */
final class OutputFile {
    private final Path file;
    private final OwnFolders own;
    private final Existing existing;

    /** What to do with an existing file. */
    enum Existing {
        KEEP,
        REPLACE
    }

    /** @param named as the user wrote it */
    OutputFile(Invocation invocation, Path named, Existing existing) {
        this.file = invocation.resolve(named).toAbsolutePath();
        this.own = invocation.ownFolders();
        this.existing = existing;
    }

    /**
     * Checks that the file can be written, before the work for it is done.
     *
     * @return the folder it would be written into
     * @throws Failure caller if its folder does not exist or belongs to the program, if something other than a file is
     *     there, or a file that must not be replaced
     */
    Path requirePlace() {
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw refused("its folder does not exist; create it first");
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw refused("it is a folder; name a file");
        }
        own.of(file).ifPresent(what -> {
            throw refused("it lies in " + what + "; name a file elsewhere");
        });
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            requireReplaceable();
        }
        return folder;
    }

    private void requireReplaceable() {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw refused("it is no file, but a link, a device or a pipe; name another file");
        }
        if (existing == Existing.KEEP) {
            throw exists();
        }
    }

    /**
     * Writes the file atomically.
     *
     * @throws Failure as {@link #requirePlace}; environment if it cannot be written
     */
    void write(byte[] content) {
        Path aside = requirePlace().resolve(".crumbless-" + UUID.randomUUID() + ".tmp");
        try {
            try {
                fill(aside, content);
                moveInto(aside);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists();
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot write " + file + ": " + IoReason.of(e), e);
        }
    }

    private static void fill(Path aside, byte[] content) throws IOException {
        try (FileChannel channel =
                FileModes.PRIVATE.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private void moveInto(Path aside) throws IOException {
        if (existing == Existing.REPLACE) {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(aside, file);
        }
    }

    private Failure exists() {
        return refused("it exists already; --force replaces it, or name another file");
    }

    private Failure refused(String why) {
        return new Failure(ErrorCategory.CALLER, "Cannot write " + file + ": " + why);
    }
}
