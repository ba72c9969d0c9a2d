package io.crumbless.night.legacy;

import io.crumbless.columnar.text.KeyWatch;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.provenance.ProvidedValue;

/**
 * Takes what leaves the scanner. Nothing here states which segment or attribute was stripped. Called by the thread that
 * scans.
 */
public interface MembershipSink extends QuarantineSink {
    /**
     * One value of a subject went: it was stripped, or it was {@link Origin#PROVIDED} and does not count.
     *
     * @param subject ordinal in the {@link LinkTable}
     */
    void removed(int subject, Origin origin);

    /**
     * A value the person once typed in, which may fill a gap of the profile.
     *
     * @param subject ordinal in the {@link LinkTable}
     */
    void provided(int subject, ProvidedValue value);

    /** What keys a split of JSON Lines had. */
    default void keys(KeyWatch watch) {}

    /** Receives rows, and values inside rows that were read, which could not be read. */
    @Override
    void quarantined(long position, LegacyRefusal reason);
}
