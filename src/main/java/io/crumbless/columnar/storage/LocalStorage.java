package io.crumbless.columnar.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The local disk through {@code java.nio}: loads no Hadoop class, and writes no checksum files. */
final class LocalStorage implements Storage, Storage.Links {
    static final LocalStorage INSTANCE = new LocalStorage();

    private LocalStorage() {}

    @Override
    public Optional<FileEntry> find(Location location) {
        try {
            return Optional.of(entry(location, Files.readAttributes(path(location), BasicFileAttributes.class)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw cannot("look up", location, e);
        }
    }

    @Override
    public FileEntry stat(Location location) {
        try {
            return entry(location, Files.readAttributes(path(location), BasicFileAttributes.class));
        } catch (IOException e) {
            throw cannot("look up", location, e);
        }
    }

    @Override
    public Optional<FileEntry> findEvenBroken(Location location) {
        Optional<FileEntry> found = find(location);
        boolean broken = found.isEmpty() && Files.isSymbolicLink(path(location));
        return broken ? Optional.of(new FileEntry(location, 0, 0, FileEntry.Kind.BROKEN_LINK)) : found;
    }

    @Override
    public List<FileEntry> list(Location folder) {
        List<FileEntry> entries = new ArrayList<>(listEvenBroken(folder));
        entries.removeIf(entry -> !entry.isFile() && !entry.isFolder());
        return entries;
    }

    @Override
    public List<FileEntry> listEvenBroken(Location folder) {
        List<FileEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(path(folder))) {
            for (Path path : paths) {
                entry(folder, path).ifPresent(entries::add);
            }
        } catch (IOException e) {
            throw cannot("list", folder, e);
        }
        entries.sort(Comparator.comparing(FileEntry::location));
        return entries;
    }

    /** Empty if it was deleted meanwhile. A name that is not valid text can be found by listing its folder only. */
    private Optional<FileEntry> entry(Location folder, Path listed) {
        Location location = folder.child(listed.getFileName().toString());
        Optional<FileEntry> found = findEvenBroken(location);
        return found.isEmpty() && Files.exists(listed, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(new FileEntry(location, 0, 0, FileEntry.Kind.UNREADABLE_NAME))
                : found;
    }

    @Override
    public InputStream open(Location file) {
        try {
            return Channels.newInputStream(FileChannel.open(path(file), StandardOpenOption.READ));
        } catch (IOException e) {
            throw cannot("read", file, e);
        }
    }

    @Override
    public SeekableInput openSeekable(Location file) {
        try {
            return new ChannelInput(FileChannel.open(path(file), StandardOpenOption.READ));
        } catch (IOException e) {
            throw cannot("read", file, e);
        }
    }

    @Override
    public OutputStream create(Location file, Sync sync) {
        Path path = path(file);
        try {
            FileModes modes = FileModes.at(file);
            Path folder = path.getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                modes.createFolders(folder);
            }
            FileChannel channel = modes.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return sync == Sync.ON_CLOSE ? new SyncedOutput(channel) : Channels.newOutputStream(channel);
        } catch (IOException e) {
            throw cannot("create", file, e);
        }
    }

    @Override
    public void moveAtomically(Location from, Location to) {
        Path target = path(to);
        try {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(to.text());
            }
            Files.move(path(from), target, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(target);
        } catch (AtomicMoveNotSupportedException e) {
            throw new StorageException(
                    "Cannot move " + from + " to " + to + ": they are on different disks; keep both on one", e);
        } catch (IOException e) {
            throw cannot("move " + from + " to", to, e);
        }
    }

    @Override
    public void replaceAtomically(Location file, byte[] content) {
        Path path = path(file);
        Path aside = aside(path);
        try {
            // A leftover of a kill may have other permissions.
            Files.deleteIfExists(aside);
            try (FileChannel channel =
                    FileModes.at(file).open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(path);
        } catch (IOException e) {
            throw cannot("replace", file, e);
        }
    }

    @Override
    public void share(Location from, Location to) {
        try {
            Files.createLink(path(to), path(from));
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (e instanceof FileAlreadyExistsException || e instanceof NoSuchFileException) {
                throw cannot("copy " + from + " to", to, (IOException) e);
            }
            Storage.super.share(from, to);
        } catch (IOException e) {
            throw cannot("copy " + from + " to", to, e);
        }
    }

    @Override
    public void createFolders(Location folder) {
        try {
            FileModes.at(folder).createFolders(path(folder));
        } catch (IOException e) {
            throw cannot("create the folder", folder, e);
        }
    }

    @Override
    public void createFolders(Location folder, FileModes modes) {
        try {
            modes.createFolders(path(folder));
            modes.narrow(path(folder));
        } catch (IOException e) {
            throw cannot("create the folder", folder, e);
        }
    }

    @Override
    public boolean deleteFile(Location file) {
        try {
            return Files.deleteIfExists(path(file));
        } catch (IOException e) {
            throw cannot("delete", file, e);
        }
    }

    @Override
    public void deleteRecursively(Location location) {
        Path path = path(location);
        try {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(path);
                return;
            }
            Files.walkFileTree(path, new Deletion());
        } catch (IOException e) {
            throw cannot("delete", location, e);
        }
    }

    @Override
    public long usableBytes(Location folder) {
        Path path = path(folder).toAbsolutePath();
        while (path.getParent() != null && !Files.exists(path)) {
            path = path.getParent();
        }
        try {
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
            throw cannot("ask for the free space of", folder, e);
        }
    }

    @Override
    public Optional<Links> links() {
        return Optional.of(this);
    }

    @Override
    public void point(Location link, String target) {
        Path path = path(link);
        Path aside = aside(path);
        try {
            Files.deleteIfExists(aside);
            Files.createSymbolicLink(aside, Path.of(target));
            Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(path);
        } catch (IOException e) {
            throw cannot("point the link", link, e);
        }
    }

    @Override
    public Optional<String> target(Location link) {
        try {
            return Optional.of(Files.readSymbolicLink(path(link)).toString());
        } catch (NotLinkException | NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw cannot("read the link", link, e);
        }
    }

    @Override
    public List<Location> within(Location folder) {
        try (Stream<Path> paths = Files.walk(path(folder))) {
            return paths.filter(Files::isSymbolicLink)
                    .map(Location::of)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw new StorageException("Cannot list " + folder + ": " + e.getMessage());
        } catch (IOException e) {
            throw cannot("list", folder, e);
        }
    }

    private static Path aside(Path path) {
        return path.resolveSibling("." + path.getFileName() + ".aside");
    }

    /** Makes a rename survive a power failure; not every file system allows opening a folder for that. */
    private static void syncFolder(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The rename is done; only its durability is up to the file system.
        }
    }

    private static Path path(Location location) {
        return location.localPath()
                .orElseThrow(() -> new IllegalArgumentException("Not on the local disk: " + location));
    }

    private static FileEntry entry(Location location, BasicFileAttributes attributes) {
        boolean folder = attributes.isDirectory();
        return new FileEntry(
                location,
                folder ? 0 : attributes.size(),
                attributes.lastModifiedTime().toMillis(),
                folder ? FileEntry.Kind.FOLDER : FileEntry.Kind.FILE);
    }

    private static StorageException cannot(String deed, Location location, IOException cause) {
        return new StorageException("Cannot " + deed + " " + location + ": " + IoReason.of(cause), cause);
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }

    private record ChannelInput(FileChannel channel) implements SeekableInput {
        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public void seek(long position) throws IOException {
            channel.position(position);
        }

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            return channel.read(buffer);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
