package io.crumbless.kernel.declaration;

/**
 * How to interpret a local time in a daylight saving overlap, when clocks were set back and showed it twice. Regardless
 * of this setting, withdrawals and other denials count at the later moment, and a time in a gap, which clocks skipped,
 * is refused.
 */
public enum DoubledHour {
    /** It is ambiguous, and refused. */
    REFUSED,
    /** The first occurrence, under daylight saving time. */
    EARLIER,
    /** The second occurrence, as if recorded by clocks that were already set back. */
    LATER
}
