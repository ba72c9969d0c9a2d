package io.crumbless.warehouse.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

/** A small file with a secret, which only its owner may read (0600), from its creation on. */
final class SecretFile {
    private SecretFile() {}

    /** Writes a file that does not exist yet; it is on disk when this returns. */
    static void write(Path file, String secret) throws IOException {
        ByteBuffer text = StandardCharsets.US_ASCII.encode(secret);
        try (FileChannel out = FileChannel.open(
                file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            while (text.hasRemaining()) {
                out.write(text);
            }
            out.force(true);
        }
    }

    /** The temporary file that is then moved into place, so that a kill leaves no half of the file there. */
    static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    /** Writes the temporary file, replacing what a kill may have left. */
    static void writeAside(Path file, String secret) throws IOException {
        Files.deleteIfExists(aside(file));
        write(aside(file), secret);
    }

    /** Moves the temporary file into place. */
    static void putInPlace(Path file) throws IOException {
        Files.move(aside(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolderOf(file);
    }

    /** What depends on it is committed next, so the name of the file must survive a power failure. */
    static void forceFolderOf(Path file) {
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."))) {
            folder.force(true);
        } catch (IOException notHere) {
            // Some systems do not allow opening a folder; they persist names by themselves.
        }
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
