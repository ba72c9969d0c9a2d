package io.crumbless.tools.bench;

import java.util.Locale;

/** Who does the work of a night. */
public enum Peer {
    /** The program itself, started as its users start it, audit and hashes included. */
    CRUMBLESS,
    /** DuckDB over JDBC, {@code ops/bench/sql/duckdb.sql}. */
    DUCKDB,
    /** Spark SQL in one process, {@code ops/bench/sql/spark.sql}. */
    SPARK,
    /** Inputs decoded and outputs encoded by parquet-java, with nothing decided in between. */
    FLOOR;

    /** The word on the command line and in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it works out profiles of its own, which must be those of the others. */
    boolean decides() {
        return this != FLOOR;
    }
}
