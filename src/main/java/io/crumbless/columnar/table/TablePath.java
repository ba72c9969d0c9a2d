package io.crumbless.columnar.table;

import io.crumbless.columnar.storage.Location;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Locations for table libraries, which all read through Hadoop. */
public final class TablePath {
    private TablePath() {}

    /** Absolute, because a relative one would be resolved against a home folder. */
    public static Path of(Location location) {
        return location.localPath()
                .map(path -> new Path(path.toAbsolutePath().normalize().toUri()))
                .orElseGet(() -> new Path(location.text()));
    }

    /** The configuration on the class path. */
    public static Configuration configuration() {
        return Shared.CONFIGURATION;
    }

    /** Loading it takes a while; it is never changed. */
    private static final class Shared {
        static final Configuration CONFIGURATION = new Configuration();
    }
}
