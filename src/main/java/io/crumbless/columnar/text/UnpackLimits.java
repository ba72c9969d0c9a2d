package io.crumbless.columnar.text;

/**
 * Limits for unpacked files. A larger result is treated as a decompression bomb.
 *
 * @param times maximum ratio to the packed size; not checked up to {@link #HARMLESS_BYTES}
 * @param gibibytes maximum size of the text
 */
public record UnpackLimits(double times, double gibibytes) {
    /** Text with one kind of row shrinks to a hundredth; no real delivery shrinks further. */
    public static final double DEFAULT_TIMES = 300;

    /** More would take one thread hours, since a packed file cannot be split. */
    public static final double DEFAULT_GIBIBYTES = 256;

    /** 128 MiB, read in a second: always accepted, regardless of the ratio. */
    public static final long HARMLESS_BYTES = 128L << 20;

    public static final UnpackLimits DEFAULTS = new UnpackLimits(DEFAULT_TIMES, DEFAULT_GIBIBYTES);

    /** For files that were checked before. */
    public static final UnpackLimits NONE = new UnpackLimits(Double.MAX_VALUE, Double.MAX_VALUE);

    public UnpackLimits {
        if (!(times >= 1)) {
            throw new IllegalArgumentException("limits.unpacked-may-reach.times must be 1 or more but was " + times);
        }
        if (!(gibibytes > 0)) {
            throw new IllegalArgumentException(
                    "limits.unpacked-may-reach.gibibytes must be more than 0 but was " + gibibytes);
        }
    }

    /** The limit that is exceeded; empty if none is. */
    String exceeded(long text, long packed) {
        if (text > HARMLESS_BYTES && text > times * packed) {
            return "limits.unpacked-may-reach.times";
        }
        return text > gibibytes * (1 << 30) ? "limits.unpacked-may-reach.gibibytes" : "";
    }
}
