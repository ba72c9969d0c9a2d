package io.crumbless.columnar.storage;

import io.crumbless.process.Workers;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options.OpenFileOptions;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.IOStatisticsSupport;
import org.apache.hadoop.fs.statistics.StoreStatisticNames;
import org.apache.hadoop.util.functional.FutureIO;

/**
 * A bucket of an object store. A file exists, complete, when its stream is closed; there are no folders and no renames.
 * Each request costs money and time, so listings are cached, a listed file is read with exactly that content or not at
 * all, and nearby ranges are read together.
 */
final class ObjectStorage implements Storage {
    private static final Set<String> SCHEMES = Set.of("s3a", "gs", "oss", "cosn", "obs", "wasb", "wasbs");
    private static final Map<FileSystem, ObjectStorage> KNOWN = new ConcurrentHashMap<>();

    /** Read entirely, and cached for a while: as fast as reading a part of it. */
    private static final long SMALL_BYTES = 4L << 20;

    /** Number of files that are copied concurrently inside the store. */
    private static final int MOST_COPIES_AT_ONCE = 16;

    private static final String STOPPED = "Stopped while copying files; the same command goes on";

    private final FileSystem files;
    private final StoreMemory memory = new StoreMemory();

    private ObjectStorage(FileSystem files) {
        this.files = files;
        StoreRequests.countedBy(this::sent);
    }

    /** Whether a file system has no renames. */
    static boolean serves(FileSystem files) {
        return SCHEMES.contains(files.getScheme());
    }

    static ObjectStorage on(FileSystem files) {
        return KNOWN.computeIfAbsent(files, ObjectStorage::new);
    }

    private long sent() {
        IOStatistics statistics = IOStatisticsSupport.retrieveIOStatistics(files);
        return statistics == null ? 0 : statistics.counters().getOrDefault(StoreStatisticNames.STORE_IO_REQUEST, 0L);
    }

    private boolean isS3() {
        return files.getScheme().equals("s3a");
    }

    @Override
    public Optional<FileEntry> find(Location location) {
        if (memory.isWrittenOnce(location)) {
            Optional<FileEntry> known = memory.found(location);
            if (known.isPresent() || memory.isAbsent(location)) {
                return known;
            }
        }
        try {
            FileEntry entry = HadoopStorage.entry(location, asked(() -> files.getFileStatus(path(location))));
            remember(entry);
            return Optional.of(entry);
        } catch (FileNotFoundException e) {
            memory.absent(location);
            return Optional.empty();
        } catch (IOException e) {
            throw cannot("look up", location, e);
        }
    }

    /** The failure, with the reason from the store. */
    StorageException cannot(String deed, Location location, IOException cause) {
        Optional<String> refusal = isS3() ? S3Refusal.of(cause) : Optional.empty();
        return refusal.map(why -> new StorageException("Cannot " + deed + " " + location + ": " + why, cause))
                .orElseGet(() -> HadoopStorage.cannot(deed, location, cause));
    }

    /** A request. */
    @FunctionalInterface
    private interface Request<T> {
        T send() throws IOException;
    }

    /** Some connectors throw other exceptions, such as that of Google's store without credentials. */
    private static <T> T asked(Request<T> request) throws IOException {
        try {
            return request.send();
        } catch (RuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void remember(FileEntry entry) {
        boolean selected = memory.found(entry.location()).isPresent();
        if (entry.isFile() && (selected || memory.isWrittenOnce(entry.location()))) {
            memory.found(entry);
        }
    }

    @Override
    public FileEntry stat(Location location) {
        return find(location)
                .orElseThrow(() -> cannot("look up", location, new FileNotFoundException(location.text())));
    }

    @Override
    public void writtenOnce(Location folder) {
        memory.writtenOnce(folder);
    }

    /** A file that is selected now is read later with this content, or not at all. */
    @Override
    public List<FileEntry> select(Location folder) {
        return memory.listing(folder).orElseGet(() -> {
            List<FileEntry> entries = list(folder);
            memory.listing(folder, entries);
            entries.stream().filter(FileEntry::isFile).forEach(memory::found);
            return entries;
        });
    }

    @Override
    public Optional<FileEntry> findSelected(Location place) {
        return place.parent().isRoot() ? find(place) : findAmong(place.parent(), place.name());
    }

    @Override
    public Optional<FileEntry> findAmong(Location folder, String name) {
        Location place = folder.child(name);
        return select(folder).stream()
                .filter(entry -> entry.location().equals(place))
                .findFirst();
    }

    @Override
    public boolean mayBeFolder(Location place) {
        return true;
    }

    @Override
    public Optional<FileEntry> recheck(FileEntry file) {
        return file.etag().isEmpty() ? find(file.location()) : Optional.of(file);
    }

    /** A folder without files does not exist; listing it returns nothing. */
    @Override
    public List<FileEntry> list(Location folder) {
        List<FileEntry> entries = new ArrayList<>();
        try {
            RemoteIterator<FileStatus> all = asked(() -> files.listStatusIterator(path(folder)));
            while (asked(all::hasNext)) {
                FileStatus status = asked(all::next);
                if (!isTheFileItself(folder, status)) {
                    entries.add(
                            HadoopStorage.entry(folder.child(status.getPath().getName()), status));
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw cannot("list", folder, e);
        }
        entries.forEach(this::remember);
        entries.sort(Comparator.comparing(FileEntry::location));
        return entries;
    }

    private boolean isTheFileItself(Location folder, FileStatus status) {
        return status.isFile() && status.getPath().equals(files.makeQualified(path(folder)));
    }

    @Override
    public List<FileEntry> listRecursively(Location folder) {
        List<FileEntry> entries = new ArrayList<>();
        String root = files.makeQualified(path(folder)) + "/";
        try {
            RemoteIterator<LocatedFileStatus> all = asked(() -> files.listFiles(path(folder), true));
            while (asked(all::hasNext)) {
                LocatedFileStatus status = asked(all::next);
                String path = status.getPath().toString();
                if (path.startsWith(root)) {
                    entries.add(HadoopStorage.entry(folder.child(path.substring(root.length())), status));
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw cannot("list", folder, e);
        }
        entries.forEach(this::remember);
        entries.sort(Comparator.comparing(FileEntry::location));
        return entries;
    }

    @Override
    public InputStream open(Location file) {
        return open(known(file));
    }

    private FileEntry known(Location file) {
        return memory.found(file).orElseGet(() -> stat(file));
    }

    @Override
    public InputStream open(FileEntry file) {
        try {
            return isSmall(file)
                    ? new ByteArrayInputStream(content(file))
                    : opened(file, OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_WHOLE_FILE);
        } catch (IOException e) {
            throw cannot("read", file.location(), e);
        }
    }

    @Override
    public SeekableInput openSeekable(Location file) {
        return openSeekable(known(file));
    }

    @Override
    public SeekableInput openSeekable(FileEntry file) {
        try {
            return isSmall(file)
                    ? new BytesInput(content(file))
                    : new BlockInput(opened(file, OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_RANDOM), file.size());
        } catch (IOException e) {
            throw cannot("read", file.location(), e);
        }
    }

    private boolean isSmall(FileEntry file) {
        return isS3() && file.size() <= SMALL_BYTES && !file.etag().isEmpty();
    }

    private byte[] content(FileEntry file) throws IOException {
        Optional<byte[]> known = memory.content(file);
        if (known.isPresent()) {
            return known.get();
        }
        byte[] content = objects().read(path(file.location()), file.etag());
        memory.content(file, content);
        return content;
    }

    /** Without a look-up; fails if the file has changed meanwhile. */
    private FSDataInputStream opened(FileEntry file, String policy) throws IOException {
        Path path = files.makeQualified(path(file.location()));
        FutureDataInputStreamBuilder builder = files.openFile(path)
                .opt(OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY, policy)
                .opt(OpenFileOptions.FS_OPTION_OPENFILE_LENGTH, Long.toString(file.size()));
        if (isS3()) {
            builder.withFileStatus(S3Objects.status(path, file));
        }
        return asked(() -> FutureIO.awaitFuture(builder.build()));
    }

    @Override
    public Optional<byte[]> readIfThere(Location file) {
        if (!isS3()) {
            return Storage.super.readIfThere(file);
        }
        boolean once = memory.isWrittenOnce(file);
        Optional<byte[]> known = once ? memory.found(file).flatMap(memory::content) : Optional.empty();
        if (known.isPresent() || (once && memory.isAbsent(file))) {
            return known;
        }
        Optional<ConditionalFiles.Held> held = held(file);
        if (once) {
            held.ifPresentOrElse(content -> rememberContent(file, content), () -> memory.absent(file));
        }
        return held.map(ConditionalFiles.Held::content);
    }

    @Override
    public Optional<byte[]> readLately(Location file) {
        Optional<byte[]> known = memory.lately(file);
        if (known.isPresent()) {
            return known;
        }
        Optional<byte[]> read = readIfThere(file);
        read.ifPresent(content -> memory.lately(file, content));
        return read;
    }

    private void rememberContent(Location file, ConditionalFiles.Held held) {
        FileEntry entry = new FileEntry(file, held.content().length, 0, FileEntry.Kind.FILE, held.etag());
        memory.found(entry);
        memory.content(entry, held.content());
    }

    private S3Objects objects() {
        return new S3Objects(files);
    }

    @Override
    public OutputStream create(Location file, Sync sync) {
        memory.forget(file);
        try {
            prepareUploads();
            OutputStream out = files.createFile(path(file))
                    .create()
                    .overwrite(true)
                    .recursive()
                    .build();
            return new FilterOutputStream(out) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                }

                @Override
                public void close() throws IOException {
                    out.close();
                    memory.forget(file);
                }
            };
        } catch (IOException e) {
            throw cannot("create", file, e);
        }
    }

    /** The connector would create the folder for uploads with permissions for others. */
    static void prepareUploads() throws IOException {
        Optional<java.nio.file.Path> uploads = HadoopKeys.uploads();
        if (uploads.isPresent() && !Files.isDirectory(uploads.get())) {
            FileModes.PRIVATE.createFolders(uploads.get());
        }
    }

    @Override
    public void moveAtomically(Location from, Location to) {
        throw new StorageException("Cannot move " + from + " to " + to + ": an object store has no renames");
    }

    @Override
    public void replaceAtomically(Location file, byte[] content) {
        try (OutputStream out = create(file, Sync.ON_CLOSE)) {
            out.write(content);
        } catch (IOException e) {
            throw cannot("replace", file, e);
        }
    }

    /** Inside the store, if possible. */
    @Override
    public void share(Location from, Location to) {
        try {
            memory.forget(to);
            if (!isS3() || !objects().copied(path(from), known(from).size(), path(to))) {
                Storage.super.share(from, to);
            }
        } catch (IOException e) {
            throw cannot("copy " + from + " to", to, e);
        }
    }

    /** The store copies; each of these threads only waits. */
    @Override
    public void shareAll(List<Copy> copies) {
        if (copies.isEmpty()) {
            return;
        }
        try (Workers workers = new Workers(Math.min(MOST_COPIES_AT_ONCE, copies.size()), "crumbless-copy", STOPPED)) {
            workers.all(copies.stream()
                    .map(copy -> (Callable<Boolean>) () -> {
                        share(copy.from(), copy.to());
                        return true;
                    })
                    .toList());
        }
    }

    @Override
    public void createFolders(Location folder) {
        // Folders exist with their first file.
    }

    @Override
    public void createFolders(Location folder, FileModes modes) {
        // As above; the bucket's policy defines who can read.
    }

    @Override
    public boolean deleteFile(Location file) {
        memory.forget(file);
        try {
            if (isS3()) {
                // The connector would create an object for the folder in its place.
                boolean there = find(file).isPresent();
                objects().delete(path(file));
                memory.forget(file);
                return there;
            }
            return files.delete(path(file), false);
        } catch (IOException e) {
            throw cannot("delete", file, e);
        }
    }

    @Override
    public void deleteRecursively(Location location) {
        memory.forget(location);
        try {
            files.delete(path(location), true);
        } catch (IOException e) {
            throw cannot("delete", location, e);
        }
    }

    @Override
    public long usableBytes(Location folder) {
        return Long.MAX_VALUE;
    }

    @Override
    public Optional<ConditionalFiles> conditionalFiles() {
        return Optional.of(new StoreConditionalFiles(this, files));
    }

    @Override
    public Optional<KeptVersions> keptVersions(Location folder) {
        return isS3() ? Optional.of(() -> deleteNoncurrent(folder)) : Optional.empty();
    }

    private long deleteNoncurrent(Location folder) {
        try {
            return objects().deleteNoncurrent(path(folder));
        } catch (IOException e) {
            throw cannot("delete earlier versions below", folder, e);
        }
    }

    /** A file with the ETag of what was read. */
    Optional<ConditionalFiles.Held> held(Location file) {
        try {
            if (isS3()) {
                return objects().read(path(file));
            }
            Optional<FileEntry> entry = find(file);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            try (InputStream in = open(entry.get())) {
                return Optional.of(
                        new ConditionalFiles.Held(in.readAllBytes(), entry.get().etag()));
            }
        } catch (IOException e) {
            throw cannot("read", file, e);
        }
    }

    private static Path path(Location location) {
        return HadoopStorage.path(location);
    }
}
