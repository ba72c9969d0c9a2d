package io.crumbless.columnar.parquet.read;

/** What a column holds, whatever the physical type that carries it. */
public enum ColumnKind {
    /** UTF-8 text: STRING, ENUM, JSON, UUID and BINARY that says nothing of itself, as older writers left text. */
    TEXT,
    BOOLEAN,
    /** Integers of up to 64 bits, signed or not. */
    WHOLE,
    /** Decimal of any precision and physical type. */
    DECIMAL,
    /** FLOAT or DOUBLE. */
    FRACTION,
    DATE,
    /** Time of day. */
    TIME,
    /** Milliseconds, microseconds, nanoseconds or INT96; with or without zone. */
    TIMESTAMP,
    /** Present in the file but not readable here: maps, lists of lists, intervals, geometry and the like. */
    UNSUPPORTED
}
