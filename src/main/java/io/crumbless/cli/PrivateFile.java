package io.crumbless.cli;

import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file with a person's values, which only the account that asked for it may read (0600), from its first byte on. */
final class PrivateFile {
    private PrivateFile() {}

    /**
     * Writes it whole, in place of what may have been there.
     *
     * @throws Failure caller if its folder does not exist or it is a folder; environment if it cannot be written
     */
    static void write(Path file, byte[] content) {
        Path folder = requirePlace(file);
        try {
            Path aside = Files.createTempFile(folder, ".crumbless", ".tmp", ownerOnly());
            try {
                Files.write(aside, content);
                Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw new Failure(
                    Actor.ENVIRONMENT,
                    "Cannot write " + file + ": " + e.getClass().getSimpleName() + "; look at the folder and try again",
                    e);
        }
    }

    /**
     * The folder it would be written into.
     *
     * @throws Failure caller if that does not exist, or the file is a folder
     */
    static Path requirePlace(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Failure(Actor.CALLER, "Cannot write " + file + ": its folder does not exist; create it first");
        }
        if (Files.isDirectory(file)) {
            throw new Failure(Actor.CALLER, "Cannot write " + file + ": it is a folder; name a file");
        }
        return folder;
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
