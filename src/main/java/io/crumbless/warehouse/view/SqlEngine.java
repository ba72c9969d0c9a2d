package io.crumbless.warehouse.view;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** An SQL engine, and the file of the warehouse with the statements for it. */
public enum SqlEngine {
    /** DuckDB 1.1 and later. */
    DUCKDB("views.sql"),
    /** Spark SQL 3.4 and later. */
    SPARK("views-spark.sql"),
    /** Trino, with its Hive connector. */
    TRINO("views-trino.sql"),
    /** Hive 3 and later. */
    HIVE("views-hive.sql");

    private final String file;

    SqlEngine(String file) {
        this.file = file;
    }

    /** Name of the file in the warehouse. */
    public String file() {
        return file;
    }

    /** The word by which users select it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The engine with this word, if there is one. */
    public static Optional<SqlEngine> ofWord(String word) {
        return Arrays.stream(values())
                .filter(engine -> engine.word().equals(word))
                .findFirst();
    }

    Dialect dialect() {
        return switch (this) {
            case DUCKDB -> new DuckDbDialect();
            case SPARK -> new SparkDialect();
            case TRINO -> new TrinoDialect();
            case HIVE -> new HiveDialect();
        };
    }
}
