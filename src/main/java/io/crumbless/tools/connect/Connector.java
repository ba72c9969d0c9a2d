package io.crumbless.tools.connect;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.delivery.SqlServer;
import io.crumbless.night.delivery.TableFormat;
import io.crumbless.night.lineage.LiveLineage;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** A library that the program does without until it is asked for: it is found on the class path. */
public enum Connector {
    /** Amazon S3 and what speaks its language. */
    S3("s3a://", "hadoop-aws", true, () -> isServed("s3a")),
    /** Google Cloud Storage. */
    GS("gs://", "hadoop-gcp", false, () -> isServed("gs")),
    /** Azure Data Lake Storage. */
    ABFS("abfs://", "hadoop-azure", false, () -> isServed("abfs")),
    /** Files of Apache ORC. */
    ORC("format: orc", "orc-core", true, TableFormat.ORC::isInstalled),
    /** Tables of Delta Lake. */
    DELTA("format: delta", "delta-kernel-defaults", true, TableFormat.DELTA::isInstalled),
    /** Tables of Apache Iceberg. */
    ICEBERG("format: iceberg", "iceberg-data", true, TableFormat.ICEBERG::isInstalled),
    /** Databases of Microsoft SQL Server. */
    SQLSERVER("jdbc:sqlserver:", "mssql-jdbc", true, SqlServer::isInstalled),
    /** Topics of Kafka, for events of lineage. */
    KAFKA("lineage.kafka", "kafka-clients", true, LiveLineage::reachesKafka);

    private final String use;
    private final String artifact;
    private final boolean addable;
    private final BooleanSupplier there;

    Connector(String use, String artifact, boolean addable, BooleanSupplier there) {
        this.use = use;
        this.artifact = artifact;
        this.addable = addable;
        this.there = there;
    }

    private static boolean isServed(String scheme) {
        try {
            Storage.requireServed(Location.of(scheme + "://any/place"));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** As the command line names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where it is needed: the beginning of locations, or a key of a job file. */
    public String use() {
        return use;
    }

    /** Its foremost jar, without the version. */
    public String artifact() {
        return artifact;
    }

    /** Whether its jars are resolved by the command. */
    public boolean isAddable() {
        return addable;
    }

    /** Whether the program can use it; nothing is reached. */
    public boolean isThere() {
        return there.getAsBoolean();
    }
}
