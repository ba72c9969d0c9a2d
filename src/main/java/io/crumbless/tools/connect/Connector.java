package io.crumbless.tools.connect;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.util.Locale;

/** A connector to a kind of object store, which is found on the class path. */
public enum Connector {
    /** Amazon S3 and what speaks its language. */
    S3("s3a", "hadoop-aws"),
    /** Google Cloud Storage. */
    GS("gs", "hadoop-gcp"),
    /** Azure Data Lake Storage. */
    ABFS("abfs", "hadoop-azure");

    private final String scheme;
    private final String artifact;

    Connector(String scheme, String artifact) {
        this.scheme = scheme;
        this.artifact = artifact;
    }

    /** As the command line names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of its locations. */
    public String scheme() {
        return scheme;
    }

    /** Its jar of Hadoop's, without the version. */
    public String artifact() {
        return artifact;
    }

    /** Whether the program can use it; nothing is reached. */
    public boolean isThere() {
        try {
            Storage.requireServed(Location.of(scheme + "://any/place"));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
