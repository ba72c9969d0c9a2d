package io.crumbless.tools.bench;

import java.util.List;
import java.util.Locale;

/** Who does the work of a night. */
public enum Peer {
    /** The program itself, started as its users start it, audit and hashes included. */
    CRUMBLESS,
    /** The same night as an application of Spark on this machine, from {@code run --engine spark} to its end. */
    CRUMBLESS_SPARK,
    /** DuckDB over JDBC, {@code ops/bench/sql/duckdb.sql}: profiles and removals, and nothing else. */
    DUCKDB,
    /** The same, and {@code duckdb-full.sql} behind it: all a night writes, hashes, and the laws as queries. */
    DUCKDB_FULL,
    /** Spark SQL in one process, {@code ops/bench/sql/spark.sql}. */
    SPARK,
    /** Inputs decoded and outputs encoded by parquet-java, with nothing decided in between. */
    FLOOR;

    /** The word on the command line and in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is the program, by whichever engine. */
    boolean isProgram() {
        return this == CRUMBLESS || this == CRUMBLESS_SPARK;
    }

    /** Datasets it works out by itself, which must be those of the others. */
    List<String> compared() {
        return switch (this) {
            case FLOOR -> List.of();
            case DUCKDB, SPARK -> List.of("profiles", "removals");
            case CRUMBLESS, CRUMBLESS_SPARK, DUCKDB_FULL ->
                List.of(
                        "profiles",
                        "removals",
                        "declarations",
                        "contact_moments",
                        "extracts/insight",
                        "extracts/loyalty_programme",
                        "extracts/personal_offers",
                        "extracts/product_safety",
                        "extracts/recommend_products",
                        "extracts/service_messages");
        };
    }
}
