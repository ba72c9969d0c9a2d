package io.crumbless.columnar.text;

/**
 * What a packed file may unpack to. Beyond it the file is taken for one that was made to fill disks or nights.
 *
 * @param times of its own size; not looked at up to {@link #HARMLESS_BYTES}
 * @param gibibytes of text
 */
public record UnpackLimits(double times, double gibibytes) {
    /** Text of one kind of row shrinks to a hundredth; nothing that people deliver shrinks further. */
    public static final double DEFAULT_TIMES = 300;

    /** More is hours of reading for one thread, since a packed file is read in one piece. */
    public static final double DEFAULT_GIBIBYTES = 256;

    /** Read in a second, whatever the ratio: 128 MiB. */
    public static final long HARMLESS_BYTES = 128L << 20;

    public static final UnpackLimits DEFAULTS = new UnpackLimits(DEFAULT_TIMES, DEFAULT_GIBIBYTES);

    /** For files that were unpacked within limits before. */
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

    /** Which limit so many bytes of text from so many packed ones exceed; empty where none. */
    String exceeded(long text, long packed) {
        if (text > HARMLESS_BYTES && text > times * packed) {
            return "limits.unpacked-may-reach.times";
        }
        return text > gibibytes * (1 << 30) ? "limits.unpacked-may-reach.gibibytes" : "";
    }
}
