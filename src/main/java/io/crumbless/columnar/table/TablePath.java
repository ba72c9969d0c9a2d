package io.crumbless.columnar.table;

import io.crumbless.columnar.storage.Location;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Places as the libraries of tables want them, which all read through Hadoop. */
public final class TablePath {
    private TablePath() {}

    /** Absolute: a relative one would be looked for in a home folder. */
    public static Path of(Location location) {
        return location.localPath()
                .map(path -> new Path(path.toAbsolutePath().normalize().toUri()))
                .orElseGet(() -> new Path(location.text()));
    }

    /** That of the class path. */
    public static Configuration configuration() {
        return Shared.CONFIGURATION;
    }

    /** Reading its files takes a while; it is never changed. */
    private static final class Shared {
        static final Configuration CONFIGURATION = new Configuration();
    }
}
