package io.crumbless.columnar.storage;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local disk as a file system of Hadoop, without links, that counts what it is asked. Its places are named
 * {@code counted:///folder}.
 */
public final class CountingFileSystem extends RawLocalFileSystem {
    public static final String SCHEME = "counted";

    public static final AtomicInteger LISTINGS = new AtomicInteger();
    public static final AtomicInteger OPENINGS = new AtomicInteger();

    /** For Hadoop, which finds it as a service. */
    public CountingFileSystem() {}

    /** Nothing is counted yet. */
    public static void reset() {
        LISTINGS.set(0);
        OPENINGS.set(0);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        super.initialize(getUri(), configuration);
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        LISTINGS.incrementAndGet();
        return super.listStatus(folder);
    }

    @Override
    public FSDataInputStream open(Path file, int bufferBytes) throws IOException {
        OPENINGS.incrementAndGet();
        return super.open(file, bufferBytes);
    }
}
