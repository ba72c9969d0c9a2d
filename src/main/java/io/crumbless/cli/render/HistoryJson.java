package io.crumbless.cli.render;

import io.crumbless.warehouse.ledger.RunAttempt;
import io.crumbless.warehouse.ledger.RunAttempt.Published;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Attempts and snapshots as JSON for {@code status} and {@code history}. */
public final class HistoryJson {
    private HistoryJson() {}

    public static Map<String, Object> of(RunAttempt attempt) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("status", attempt.status().word());
        object.put("business_date", attempt.businessDate().toString());
        object.put("run_id", attempt.runId().orElse(null));
        object.put("started_at", attempt.startedAt().toString());
        object.put("ended_at", attempt.endedAt().map(Object::toString).orElse(null));
        object.put(
                "took_ms",
                attempt.endedAt()
                        .map(end -> Duration.between(attempt.startedAt(), end).toMillis())
                        .orElse(null));
        object.put(
                "exit_code", attempt.exitCode().isPresent() ? attempt.exitCode().getAsInt() : null);
        object.put("message", attempt.message());
        object.put("published", attempt.published().map(HistoryJson::of).orElse(null));
        return object;
    }

    private static Map<String, Object> of(Published published) {
        return ResultJson.ordered(
                "run_id", published.runId(),
                "snapshot", published.snapshot(),
                "records_read", published.recordsRead(),
                "profiles", published.profiles(),
                "contact_moments", published.contactMoments());
    }

    public static Map<String, Object> of(PublishedSnapshots.Snapshot snapshot) {
        return ResultJson.ordered(
                "run_id", snapshot.runId(),
                "business_date", snapshot.businessDate().toString(),
                "profiles", snapshot.profiles(),
                "contact_moments", snapshot.contactMoments());
    }
}
