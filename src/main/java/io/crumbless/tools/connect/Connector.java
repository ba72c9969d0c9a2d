package io.crumbless.tools.connect;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.delivery.SqlServer;
import io.crumbless.night.delivery.TableFormat;
import io.crumbless.night.lineage.LiveLineage;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** An optional library, which is used if it is on the class path. */
public enum Connector {
    /** Amazon S3 and compatible object stores. */
    S3("s3a://", "hadoop-aws", true, () -> isServed("s3a")),
    /** Google Cloud Storage. */
    GS("gs://", "hadoop-gcp", false, () -> isServed("gs")),
    /** Azure Data Lake Storage. */
    ABFS("abfs://", "hadoop-azure", false, () -> isServed("abfs")),
    /** Apache ORC files. */
    ORC("format: orc", "orc-core", true, TableFormat.ORC::isInstalled),
    /** Delta Lake tables. */
    DELTA("format: delta", "delta-kernel-defaults", true, TableFormat.DELTA::isInstalled),
    /** Apache Iceberg tables. */
    ICEBERG("format: iceberg", "iceberg-data", true, TableFormat.ICEBERG::isInstalled),
    /** Microsoft SQL Server databases. */
    SQLSERVER("jdbc:sqlserver:", "mssql-jdbc", true, SqlServer::isInstalled),
    /** Apache Kafka, for lineage events. */
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

    /** The name of the connector on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What needs the connector: the prefix of locations, or a key of a job file. */
    public String use() {
        return use;
    }

    /** The artifact id of its main jar. */
    public String artifact() {
        return artifact;
    }

    /** Whether the command can resolve its jars. */
    public boolean isAddable() {
        return addable;
    }

    /** Whether the connector is installed. Makes no connection. */
    public boolean isThere() {
        return there.getAsBoolean();
    }
}
