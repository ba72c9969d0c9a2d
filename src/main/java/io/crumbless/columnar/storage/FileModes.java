package io.crumbless.columnar.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Permissions of files and folders that the program creates. They are set on creation, so that there is no moment with
 * wider permissions.
 *
 * @param files such as {@code rw-r-----}
 * @param folders such as {@code rwxr-x---}
 * @param umask whether the umask of the process restricts them further
 */
public record FileModes(Set<PosixFilePermission> files, Set<PosixFilePermission> folders, Umask umask) {
    /** For the account of the program only: keys, control database, logs, unfinished work, evidence about people. */
    public static final FileModes PRIVATE = of("rw-------", "rwx------", Umask.NARROWS);

    /** A folder that others can traverse, but not list. */
    public static final FileModes PASSED_THROUGH = of("rw-------", "rwx--x---", Umask.NARROWS);

    /** Also readable by the group of that account, unless configured otherwise: for files that analysts read. */
    public static final FileModes PUBLISHED = of("rw-r-----", "rwxr-x---", Umask.NARROWS);

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** By the path of a folder; few, since a process works for few jobs. */
    private static final Map<String, FileModes> BELOW = new ConcurrentHashMap<>();

    /** How to apply permissions that the process's umask would not grant. */
    public enum Umask {
        /** They are not granted: an account may be stricter than the program. */
        NARROWS,
        /** They are granted nevertheless, because they were configured explicitly. */
        IS_OVERRULED
    }

    public FileModes {
        files = Set.copyOf(files);
        folders = Set.copyOf(folders);
    }

    private static FileModes of(String files, String folders, Umask umask) {
        return new FileModes(PosixFilePermissions.fromString(files), PosixFilePermissions.fromString(folders), umask);
    }

    /** Sets the permissions for whatever is created below a folder. */
    public static void set(Location folder, FileModes modes) {
        BELOW.put(folder.text(), modes);
    }

    /** The permissions at a location: those of the nearest folder above it with any. */
    public static FileModes at(Location place) {
        String nearest = "";
        FileModes modes = PUBLISHED;
        for (Map.Entry<String, FileModes> each : BELOW.entrySet()) {
            String folder = each.getKey();
            boolean holds = place.text().equals(folder) || place.text().startsWith(folder + "/");
            if (holds && folder.length() > nearest.length()) {
                nearest = folder;
                modes = each.getValue();
            }
        }
        return modes;
    }

    /**
     * Readable by those who can read a folder, and writable by its owner only. For this account only if the folder does
     * not exist.
     */
    public static FileModes asReadableAs(Path folder) throws IOException {
        if (!POSIX || !Files.isDirectory(folder)) {
            return PRIVATE;
        }
        Set<PosixFilePermission> there = Files.getPosixFilePermissions(folder);
        return new FileModes(common(there, "rw-r--r--"), common(there, "rwxr-xr-x"), Umask.NARROWS);
    }

    private static Set<PosixFilePermission> common(Set<PosixFilePermission> there, String most) {
        Set<PosixFilePermission> common = PosixFilePermissions.fromString(most);
        common.retainAll(there);
        return common;
    }

    /** Opens a file, with these permissions if it is created. */
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        boolean isNew = umask == Umask.IS_OVERRULED && !Files.exists(file);
        FileChannel channel = FileChannel.open(file, Set.of(options), attributes(files));
        if (isNew) {
            give(file, files);
        }
        return channel;
    }

    /** Writes an entire file, replacing its content. */
    public void write(Path file, byte[] content) throws IOException {
        write(file, content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    /** Writes to a file with these options. */
    public void write(Path file, byte[] content, OpenOption... options) throws IOException {
        try (FileChannel channel = open(file, options)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /** Creates a folder and its missing parents, with these permissions. */
    public void createFolders(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = folder; umask == Umask.IS_OVERRULED && at != null && !Files.exists(at); at = at.getParent()) {
            missing.push(at);
        }
        Files.createDirectories(folder, attributes(folders));
        for (Path made : missing) {
            give(made, folders);
        }
    }

    /** Removes permissions beyond these, if an earlier program version or somebody else created the file or folder. */
    public void narrow(Path place) throws IOException {
        if (!POSIX || !Files.exists(place)) {
            return;
        }
        Set<PosixFilePermission> there = Files.getPosixFilePermissions(place);
        if (there.retainAll(Files.isDirectory(place) ? folders : files)) {
            Files.setPosixFilePermissions(place, there);
        }
    }

    private static void give(Path place, Set<PosixFilePermission> permissions) throws IOException {
        if (POSIX) {
            Files.setPosixFilePermissions(place, permissions);
        }
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
