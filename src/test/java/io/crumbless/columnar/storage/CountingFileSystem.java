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
 * The local disk as a file system of Hadoop, without links, that counts what it is asked below one folder: classes of this Java that
 * run at the same time have others. Its places are named {@code counted:///folder}.
 */
public final class CountingFileSystem extends RawLocalFileSystem {
    public static final String SCHEME = "counted";

    public static final AtomicInteger LISTINGS = new AtomicInteger();
    public static final AtomicInteger OPENINGS = new AtomicInteger();

    /** For Hadoop, which finds it as a service. */
    public CountingFileSystem() {}

    private static volatile String counted = "none";

    /** From now on, and from nothing. */
    public static void countBelow(java.nio.file.Path folder) {
        counted = folder.toString();
        LISTINGS.set(0);
        OPENINGS.set(0);
    }

    private static void count(Path asked, AtomicInteger sum) {
        if (asked.toUri().getPath().startsWith(counted)) {
            sum.incrementAndGet();
        }
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
        count(folder, LISTINGS);
        return super.listStatus(folder);
    }

    @Override
    public FSDataInputStream open(Path file, int bufferBytes) throws IOException {
        count(file, OPENINGS);
        return super.open(file, bufferBytes);
    }
}
