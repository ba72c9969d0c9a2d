package io.crumbless.columnar.storage;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;

/** Hadoop's second API for a {@link CountingFileSystem}, used to replace a file by a rename. */
public final class CountingContext extends DelegateToFileSystem {
    /** For Hadoop. */
    public CountingContext(URI place, Configuration configuration) throws IOException, URISyntaxException {
        super(place, new CountingFileSystem(), configuration, CountingFileSystem.SCHEME, false);
    }

    @Override
    public int getUriDefaultPort() {
        return -1;
    }
}
