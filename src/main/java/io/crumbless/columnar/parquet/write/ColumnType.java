package io.crumbless.columnar.parquet.write;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.apache.parquet.schema.Types.PrimitiveBuilder;

/**
 * The type of values that are written; only types that every reader supports.
 *
 * @param precision digits of a decimal, 1 to 18; 0 for other types
 * @param scale digits after the decimal point
 */
public record ColumnType(Base base, int precision, int scale) {
    /** The stored type, and the method of {@link PartWriter} that writes it. */
    public enum Base {
        /** STRING, in UTF-8. */
        TEXT,
        BOOLEAN,
        /** Signed 32-bit integer. */
        INT32,
        /** Signed 64-bit integer. */
        INT64,
        /** INT32 for up to 9 digits, INT64 otherwise. */
        DECIMAL,
        /** Days since the epoch. */
        DATE,
        /** Microseconds since the epoch, UTC. */
        TIMESTAMP_MICROS
    }

    public static final ColumnType TEXT = new ColumnType(Base.TEXT, 0, 0);
    public static final ColumnType BOOLEAN = new ColumnType(Base.BOOLEAN, 0, 0);
    public static final ColumnType INT32 = new ColumnType(Base.INT32, 0, 0);
    public static final ColumnType INT64 = new ColumnType(Base.INT64, 0, 0);
    public static final ColumnType DATE = new ColumnType(Base.DATE, 0, 0);
    public static final ColumnType TIMESTAMP_MICROS = new ColumnType(Base.TIMESTAMP_MICROS, 0, 0);

    private static final int MOST_DIGITS = 18;
    private static final int MOST_DIGITS_OF_INT32 = 9;

    public ColumnType {
        boolean decimal = base == Base.DECIMAL;
        if (decimal && (precision < 1 || precision > MOST_DIGITS || scale < 0 || scale > precision)) {
            throw new IllegalArgumentException("Invalid decimal(" + precision + "," + scale
                    + "): precision must be 1 to 18, scale 0 to precision");
        }
        if (!decimal && (precision != 0 || scale != 0)) {
            throw new IllegalArgumentException("Invalid type " + base + ": only a decimal has precision and scale");
        }
    }

    public static ColumnType decimal(int precision, int scale) {
        return new ColumnType(Base.DECIMAL, precision, scale);
    }

    boolean is32Bits() {
        return switch (base) {
            case INT32, DATE -> true;
            case DECIMAL -> precision <= MOST_DIGITS_OF_INT32;
            case TEXT, BOOLEAN, INT64, TIMESTAMP_MICROS -> false;
        };
    }

    PrimitiveType parquetType(PrimitiveTypeRepetition repetition, int fieldId, String name) {
        PrimitiveBuilder<PrimitiveType> builder = repetition.builder(physical());
        PrimitiveBuilder<PrimitiveType> typed =
                switch (base) {
                    case TEXT -> builder.as(LogicalTypeAnnotation.stringType());
                    case DECIMAL -> builder.as(LogicalTypeAnnotation.decimalType(scale, precision));
                    case DATE -> builder.as(LogicalTypeAnnotation.dateType());
                    case TIMESTAMP_MICROS ->
                        builder.as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS));
                    case BOOLEAN, INT32, INT64 -> builder;
                };
        return typed.id(fieldId).named(name);
    }

    private PrimitiveTypeName physical() {
        return switch (base) {
            case TEXT -> PrimitiveTypeName.BINARY;
            case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
            case INT32, DATE, INT64, DECIMAL, TIMESTAMP_MICROS ->
                is32Bits() ? PrimitiveTypeName.INT32 : PrimitiveTypeName.INT64;
        };
    }

    /** Whether every row has a value. */
    enum PrimitiveTypeRepetition {
        REQUIRED,
        OPTIONAL;

        PrimitiveBuilder<PrimitiveType> builder(PrimitiveTypeName physical) {
            return this == REQUIRED ? Types.required(physical) : Types.optional(physical);
        }
    }
}
