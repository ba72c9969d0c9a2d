package io.crumbless.tools.bench;

import java.util.List;
import java.util.Locale;

/** A program that does the work of a nightly run. */
public enum Peer {
    /** Crumbless itself, started in the same way as by its users, including audit and hashes. */
    CRUMBLESS,
    /** The same run as a Spark application on this machine, from the start of {@code run --engine spark} to its end. */
    CRUMBLESS_SPARK,
    /** DuckDB over JDBC, {@code ops/bench/sql/duckdb.sql}: profiles and removals, and nothing else. */
    DUCKDB,
    /**
     * Like {@link #DUCKDB}, followed by {@code duckdb-full.sql}: all outputs of a run, hashes, and the laws as queries.
     */
    DUCKDB_FULL,
    /** Spark SQL in one process, {@code ops/bench/sql/spark.sql}. */
    SPARK,
    /** A lower bound: inputs are decoded and outputs encoded by parquet-java, without any decisions in between. */
    FLOOR;

    /** The word on the command line and in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is Crumbless, on any engine. */
    boolean isProgram() {
        return this == CRUMBLESS || this == CRUMBLESS_SPARK;
    }

    /** The datasets that it computes, which must equal those of the other peers. */
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
