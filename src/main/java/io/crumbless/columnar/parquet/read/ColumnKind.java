package io.crumbless.columnar.parquet.read;

/** The logical type of a column, regardless of its physical type. */
public enum ColumnKind {
    /** UTF-8 text: STRING, ENUM, JSON, UUID and BINARY without annotation, which older writers used for text. */
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
    /** Milliseconds, microseconds, nanoseconds or INT96; instant or local time. */
    TIMESTAMP,
    /** Present in the file but not supported: maps, lists of lists, intervals, geometry and the like. */
    UNSUPPORTED
}
