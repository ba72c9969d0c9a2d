package io.crumbless.storage;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Who may read and write what the program makes: given to the system when a file or folder is made, never afterwards, so that
 * there is no moment in which more is allowed. The umask of the process may take more away.
 *
 * @param files such as {@code rw-r-----}
 * @param folders such as {@code rwxr-x---}
 */
public record FileModes(Set<PosixFilePermission> files, Set<PosixFilePermission> folders) {
    /** Of the account the program runs under alone: keys, control database, logs, unfinished work, evidence of persons. */
    public static final FileModes PRIVATE = of("rw-------", "rwx------");

    /** Readable by the group of that account too: what analysts look at. */
    public static final FileModes PUBLISHED = of("rw-r-----", "rwxr-x---");

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    public FileModes {
        files = Set.copyOf(files);
        folders = Set.copyOf(folders);
    }

    private static FileModes of(String files, String folders) {
        return new FileModes(PosixFilePermissions.fromString(files), PosixFilePermissions.fromString(folders));
    }

    /** Readable by those who may read a folder, and writable by its owner alone. For this account alone if it is not there. */
    public static FileModes asReadableAs(Path folder) throws IOException {
        if (!POSIX || !Files.isDirectory(folder)) {
            return PRIVATE;
        }
        Set<PosixFilePermission> there = Files.getPosixFilePermissions(folder);
        return new FileModes(common(there, "rw-r--r--"), common(there, "rwxr-xr-x"));
    }

    private static Set<PosixFilePermission> common(Set<PosixFilePermission> there, String most) {
        Set<PosixFilePermission> common = PosixFilePermissions.fromString(most);
        common.retainAll(there);
        return common;
    }

    /** To make a file with; nothing where the file system has no such modes. */
    public FileAttribute<?>[] file() {
        return attributes(files);
    }

    /** To make a folder with, and those above it that are missing. */
    public FileAttribute<?>[] folder() {
        return attributes(folders);
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
