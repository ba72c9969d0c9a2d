package io.crumbless.night.legacy;

import io.crumbless.columnar.text.KeyWatch;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.provenance.ProvidedValue;

/**
 * Receives what the scanner emits. Nothing in this interface reveals which segment or attribute was stripped. Called by
 * the scanning thread.
 */
public interface MembershipSink extends QuarantineSink {
    /**
     * A value of a subject was removed: it was stripped, or it was {@link Origin#PROVIDED} and does not count.
     *
     * @param subject ordinal in the {@link LinkTable}
     */
    void removed(int subject, Origin origin);

    /**
     * A value that the person once typed in, which may fill a gap in the profile.
     *
     * @param subject ordinal in the {@link LinkTable}
     */
    void provided(int subject, ProvidedValue value);

    /** Reports the keys found in a split of JSON Lines. */
    default void keys(KeyWatch watch) {}

    /** Receives rows that could not be read, and unreadable values of rows that could. */
    @Override
    void quarantined(long position, LegacyRefusal reason);
}
