package io.crumbless.warehouse.ledger;

import io.crumbless.columnar.storage.FileModes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system for H2 whose files are not closed by an interrupt, so that a run that is asked to stop can still record
 * that it stopped. H2's own {@code async} file system does that too, but passes each read and write to another thread,
 * which took a tenth of the time of a small night; here the calling thread does it.
 */
public final class SteadyFiles extends FilePathWrapper {
    /** The scheme before the path in the database address. */
    static final String SCHEME = "steady";

    /** For H2, which creates one per path. */
    public SteadyFiles() {}

    /** Registers the scheme with H2; does nothing if it is registered. */
    static void register() {
        FilePath.register(new SteadyFiles());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        Path file = Path.of(name.substring(getPrefix().length()));
        if (!mode.equals("r")) {
            own(file);
        }
        return new SteadyFile(new RandomAccessFile(file.toFile(), mode), name);
    }

    /** H2 creates files with the permissions of the umask; their content is for this account alone. */
    private static void own(Path file) throws IOException {
        if (Files.exists(file)) {
            FileModes.PRIVATE.narrow(file);
        } else {
            FileModes.PRIVATE
                    .open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
        }
    }

    private static final class SteadyFile extends FileBaseDefault {
        private final RandomAccessFile file;
        private final String name;

        SteadyFile(RandomAccessFile file, String name) {
            this.file = file;
            this.name = name;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            byte[] bytes = new byte[target.remaining()];
            int read;
            synchronized (file) {
                file.seek(position);
                read = file.read(bytes);
            }
            if (read > 0) {
                target.put(bytes, 0, read);
            }
            return read;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            synchronized (file) {
                file.seek(position);
                file.write(bytes);
            }
            return bytes.length;
        }

        @Override
        public long size() throws IOException {
            return file.length();
        }

        /** Never grows the file. */
        @Override
        protected void implTruncate(long size) throws IOException {
            if (size < file.length()) {
                file.setLength(size);
            }
        }

        @Override
        public void force(boolean metadata) throws IOException {
            file.getFD().sync();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.getChannel().tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
