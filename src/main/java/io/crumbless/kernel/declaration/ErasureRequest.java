package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.StandIn;
import io.crumbless.kernel.profile.SubjectId;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person's request to erase all data about them.
 *
 * @param requestedAtMicros microseconds since the epoch, UTC
 * @param reason as delivered, empty if none was; personal, so it is kept out of logs
 */
public record ErasureRequest(SubjectId subject, long requestedAtMicros, String reason) {
    /** Characters; enough for a code or a few words, too few for free text. */
    private static final int LONGEST_KEPT_REASON = 40;

    /** When it was made. */
    public Instant requestedAt() {
        return Instant.EPOCH.plus(requestedAtMicros, ChronoUnit.MICROS);
    }

    /** The part of the reason that is stored. */
    public String keptReason() {
        return reason.substring(0, Math.min(reason.length(), LONGEST_KEPT_REASON));
    }

    /**
     * Parses a delivered request.
     *
     * @param zone zone of times without offset; of a time in a daylight saving gap or overlap, the later moment counts
     * @return empty if the request cannot be understood; the run must then stop
     */
    public static Optional<ErasureRequest> parse(
            @Nullable String subjectId, @Nullable String requestedAt, @Nullable String reason, Optional<ZoneId> zone) {
        String subject = Delivered.text(subjectId);
        String time = Delivered.text(requestedAt);
        if (subject == null || time == null || StandIn.isNoId(subject)) {
            return Optional.empty();
        }
        long micros = new FastDeclaredTimes(zone).latestMicros(time);
        String why = Delivered.text(reason);
        return DeclaredTimes.isRefused(micros)
                ? Optional.empty()
                : Optional.of(new ErasureRequest(new SubjectId(subject), micros, why == null ? "" : why));
    }

    @Override
    public String toString() {
        return "(erasure request)";
    }
}
