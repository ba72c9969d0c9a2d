package io.crumbless.columnar.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Any Hadoop file system, chosen by the scheme of the location and configured by the {@code core-site.xml} and
 * {@code hdfs-site.xml} on the class path and by {@link HadoopKeys}.
 */
final class HadoopStorage implements Storage {
    private static final int COPY_BYTES = 1 << 16;

    /** What Hadoop itself takes where it is given no buffer. */
    private static final String BUFFER_KEY = "io.file.buffer.size";

    private static final int BUFFER_BYTES = 4096;

    /**
     * A name node that restarts, or is briefly in safe mode, is retried every five seconds, eight times. Hadoop does
     * not retry where there is one name node.
     */
    private static final Map<String, String> PATIENCE_WITH_HDFS =
            Map.of("dfs.client.retry.policy.enabled", "true", "dfs.client.retry.policy.spec", "5000,8");

    private final FileSystem files;
    private final Configuration configuration;

    private HadoopStorage(FileSystem files, Configuration configuration) {
        this.files = files;
        this.configuration = configuration;
    }

    /** Hadoop keeps one {@link FileSystem} per scheme, authority and user, so this is cheap when repeated. */
    static Storage holding(Location location) {
        Configuration configuration = configuration();
        try {
            if ("hdfs".equals(uri(location).getScheme())) {
                // Has Hadoop read the settings of HDFS.
                FileSystem.getFileSystemClass("hdfs", configuration);
                PATIENCE_WITH_HDFS.forEach((key, value) -> otherwise(configuration, key, value));
            }
            FileSystem files = FileSystem.get(uri(location), configuration);
            return ObjectStorage.serves(files) ? ObjectStorage.on(files) : new HadoopStorage(files, configuration);
        } catch (IOException e) {
            throw unreachable(location, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | LinkageError e) {
            // What connectors throw where a setting or one of their jars is missing.
            throw unreachable(location, "its connector fails with " + e, new IOException(e));
        }
    }

    private static StorageException unreachable(Location location, String why, IOException cause) {
        return new StorageException(
                "Cannot reach the file system of " + location + ": " + why
                        + "; check its scheme and the Hadoop configuration on the class path: settings, credentials, and jars of the"
                        + " connector",
                cause);
    }

    /**
     * Looks whether there is a file system for the location; it is not reached.
     *
     * @throws IllegalArgumentException if there is none
     */
    static void requireServed(Location location) {
        URI uri = uri(location);
        try {
            FileSystem.getFileSystemClass(uri.getScheme(), configuration());
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new IllegalArgumentException(
                    "nothing on the class path serves the scheme '" + uri.getScheme() + "'; "
                            + howToServe(uri.getScheme()),
                    e);
        }
        URI otherwise = FileSystem.getDefaultUri(configuration());
        boolean named = uri.getAuthority() != null
                || (uri.getScheme().equals(otherwise.getScheme()) && otherwise.getAuthority() != null);
        if (!named && uri.getScheme().equals("hdfs")) {
            throw new IllegalArgumentException("it names no server, and fs.defaultFS of the Hadoop configuration on the"
                    + " class path is " + otherwise + "; write hdfs://namenode:8020/...");
        }
    }

    private static String howToServe(String scheme) {
        return switch (scheme) {
            case "s3a" -> "run './crumbless connector add s3', or name a local path";
            case "s3", "s3n" -> "write s3a://, which './crumbless connector add s3' brings";
            case "gs", "abfs", "abfss" ->
                "put the jars of the connector into lib/ext, see docs/how-to/object-stores.md, or name a local path";
            default -> "put the connector into lib/ext beside the program, or name a local path";
        };
    }

    @Override
    public Optional<FileEntry> find(Location location) {
        try {
            return Optional.of(entry(location, files.getFileStatus(path(location))));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw cannot("look up", location, e);
        }
    }

    @Override
    public FileEntry stat(Location location) {
        try {
            return entry(location, files.getFileStatus(path(location)));
        } catch (IOException e) {
            throw cannot("look up", location, e);
        }
    }

    @Override
    public List<FileEntry> list(Location folder) {
        try {
            List<FileEntry> entries = new ArrayList<>();
            for (FileStatus status : files.listStatus(path(folder))) {
                entries.add(entry(folder.child(status.getPath().getName()), status));
            }
            entries.sort(Comparator.comparing(FileEntry::location));
            return entries;
        } catch (IOException e) {
            throw cannot("list", folder, e);
        }
    }

    @Override
    public InputStream open(Location file) {
        try {
            return files.open(path(file));
        } catch (IOException e) {
            throw cannot("read", file, e);
        }
    }

    @Override
    public SeekableInput openSeekable(Location file) {
        try {
            return new StreamInput(files.open(path(file)));
        } catch (IOException e) {
            throw cannot("read", file, e);
        }
    }

    @Override
    public OutputStream create(Location file, Sync sync) {
        try {
            FileModes modes = FileModes.at(file);
            // A cluster would give folders that are missing the modes of the one above, which may be closed.
            makeFolders(path(file).getParent(), modes);
            FSDataOutputStream out = create(path(file), modes);
            return sync == Sync.ON_CLOSE ? new SyncedStream(out) : out;
        } catch (IOException e) {
            throw cannot("create", file, e);
        }
    }

    private FSDataOutputStream create(Path path, FileModes modes) throws IOException {
        return withModes(
                path,
                modes,
                files.create(
                        path,
                        permission(modes.files()),
                        false,
                        bufferBytes(),
                        files.getDefaultReplication(path),
                        files.getDefaultBlockSize(path),
                        null));
    }

    /** Fails if the folder is missing, as on a disk. */
    private FSDataOutputStream createInFolder(Path path, FileModes modes) throws IOException {
        return withModes(
                path,
                modes,
                files.createNonRecursive(
                        path,
                        permission(modes.files()),
                        EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
                        bufferBytes(),
                        files.getDefaultReplication(path),
                        files.getDefaultBlockSize(path),
                        null));
    }

    private int bufferBytes() {
        return configuration.getInt(BUFFER_KEY, BUFFER_BYTES);
    }

    private FSDataOutputStream withModes(Path path, FileModes modes, FSDataOutputStream out) throws IOException {
        FsPermission permission = permission(modes.files());
        if (modes.umask() == FileModes.Umask.IS_OVERRULED) {
            files.setPermission(path, permission);
        }
        return out;
    }

    private static FsPermission permission(Set<PosixFilePermission> permissions) {
        return FsPermission.valueOf("-" + PosixFilePermissions.toString(permissions));
    }

    @Override
    public void moveAtomically(Location from, Location to) {
        try {
            // HDFS would move into an existing folder instead of refusing.
            if (files.exists(path(to))) {
                throw new FileAlreadyExistsException(to.text());
            }
            if (!files.rename(path(from), path(to))) {
                throw new IOException("the file system refused; check that " + from + " and the folder of " + to
                        + " exist and may be written");
            }
        } catch (IOException e) {
            throw cannot("move " + from + " to", to, e);
        }
    }

    @Override
    public void replaceAtomically(Location file, byte[] content) {
        // Unlike a file system, a context does not take a path without the name of its server.
        Path path = files.makeQualified(path(file));
        Path aside = new Path(path.getParent(), "." + path.getName() + ".aside");
        try {
            try (FSDataOutputStream out = createInFolder(aside, FileModes.at(file))) {
                out.write(content);
                out.hsync();
            }
            FileContext.getFileContext(files.getUri(), configuration).rename(aside, path, Options.Rename.OVERWRITE);
        } catch (IOException e) {
            throw cannot("replace", file, e);
        }
    }

    /** Azure renames in one step where the account has a hierarchical namespace, which is where there are access lists. */
    @Override
    public void requireRenames(Location folder) {
        try {
            if (files.getScheme().startsWith("abfs")
                    && !files.hasPathCapability(path(folder), CommonPathCapabilities.FS_ACLS)) {
                throw new StorageException("Cannot use " + folder + " for a warehouse: its account has no hierarchical"
                        + " namespace, so folders are not renamed in one step; use an account that has one");
            }
        } catch (IOException e) {
            throw cannot("look up", folder, e);
        }
    }

    @Override
    public void createFolders(Location folder) {
        try {
            makeFolders(path(folder), FileModes.at(folder));
        } catch (IOException e) {
            throw cannot("create the folder", folder, e);
        }
    }

    private void makeFolders(Path folder, FileModes modes) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = folder; at != null && !files.exists(at); at = at.getParent()) {
            missing.push(at);
        }
        if (!files.mkdirs(folder, permission(modes.folders()))) {
            throw new IOException("the file system refused; check the rights on the folder above");
        }
        for (Path made : missing) {
            if (modes.umask() == FileModes.Umask.IS_OVERRULED) {
                files.setPermission(made, permission(modes.folders()));
            }
        }
    }

    @Override
    public void createFolders(Location folder, FileModes modes) {
        try {
            FsPermission permission = permission(modes.folders());
            if (!files.mkdirs(path(folder), permission)) {
                throw new IOException("the file system refused; check the rights on the folder above");
            }
            files.setPermission(path(folder), permission);
        } catch (IOException e) {
            throw cannot("create the folder", folder, e);
        }
    }

    @Override
    public boolean deleteFile(Location file) {
        return delete(file, false);
    }

    @Override
    public void deleteRecursively(Location location) {
        delete(location, true);
    }

    private boolean delete(Location location, boolean recursively) {
        try {
            boolean deleted = files.delete(path(location), recursively);
            if (!deleted && files.exists(path(location))) {
                throw new IOException("the file system refused; check the rights on the folder above");
            }
            return deleted;
        } catch (IOException e) {
            throw cannot("delete", location, e);
        }
    }

    @Override
    public long usableBytes(Location folder) {
        try {
            return files.getStatus(path(folder)).getRemaining();
        } catch (IOException e) {
            throw cannot("ask for the free space of", folder, e);
        }
    }

    static Path path(Location location) {
        return new Path(location.text());
    }

    private static URI uri(Location location) {
        return new Path(location.text()).toUri();
    }

    static FileEntry entry(Location location, FileStatus status) {
        return new FileEntry(
                location,
                status.isDirectory() ? 0 : status.getLen(),
                status.getModificationTime(),
                status.isDirectory() ? FileEntry.Kind.FOLDER : FileEntry.Kind.FILE,
                etag(status));
    }

    /** Some stores put it in quotes, in some answers. */
    private static String etag(FileStatus status) {
        return status instanceof EtagSource source && source.getEtag() != null
                ? source.getEtag().replace("\"", "")
                : "";
    }

    static StorageException cannot(String deed, Location location, IOException cause) {
        String why = cause instanceof FileAlreadyExistsException
                ? "it exists already; remove it first"
                : firstLine(IoReason.of(cause));
        return new StorageException("Cannot " + deed + " " + location + ": " + why, cause);
    }

    /** A message from a remote server may carry its stack trace. */
    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    static Configuration configuration() {
        Configuration configuration = Shared.CONFIGURATION;
        HadoopKeys.named().forEach((key, value) -> {
            if (!value.equals(configuration.getRaw(key))) {
                configuration.set(key, value, "job file");
            }
        });
        HadoopKeys.uploads().ifPresent(folder -> otherwise(configuration, HadoopKeys.UPLOADS, folder.toString()));
        return configuration;
    }

    /** Read from XML files once, when the first such location is used. */
    private static final class Shared {
        static final Configuration CONFIGURATION = new Configuration();

        static {
            // S3A would check whether folders exist, and create marker objects for them.
            otherwise(CONFIGURATION, "fs.s3a.performance.flags", "create,delete,mkdir");
        }
    }

    /** Sets a key that nobody but Hadoop's own defaults has set. */
    private static void otherwise(Configuration configuration, String key, String value) {
        String[] sources = configuration.getPropertySources(key);
        boolean ours = sources == null || Arrays.stream(sources).allMatch(source -> source.endsWith("-default.xml"));
        if (ours) {
            configuration.set(key, value, "crumbless-default.xml");
        }
    }

    private static final class SyncedStream extends OutputStream {
        private final FSDataOutputStream out;
        private boolean closed;

        SyncedStream(FSDataOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                try (FSDataOutputStream closing = out) {
                    closing.hsync();
                }
            }
        }
    }

    /** Copies through a small array: not every Hadoop stream can read into a buffer. */
    private static final class StreamInput implements SeekableInput {
        private final FSDataInputStream in;
        private final byte[] copy = new byte[COPY_BYTES];

        StreamInput(FSDataInputStream in) {
            this.in = in;
        }

        @Override
        public long position() throws IOException {
            return in.getPos();
        }

        @Override
        public void seek(long position) throws IOException {
            in.seek(position);
        }

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            if (buffer.hasArray()) {
                int count = in.read(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
                buffer.position(buffer.position() + Math.max(count, 0));
                return count;
            }
            int count = in.read(copy, 0, Math.min(copy.length, buffer.remaining()));
            if (count > 0) {
                buffer.put(copy, 0, count);
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
