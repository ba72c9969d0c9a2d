package io.crumbless.night.notify;

import io.crumbless.night.job.JobFile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notifies the people configured in a job of something they have to act on, other than a night. */
public final class Alert {
    private Alert() {}

    /**
     * Notifies them, within a minute each. The text must not contain personal data.
     *
     * @return who could not be notified and why; empty if all were, or nobody is configured
     */
    public static List<String> send(JobFile job, Instant at, String event, String text) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("event", event);
        content.put("job", job.name());
        content.put("at", at.truncatedTo(ChronoUnit.SECONDS).toString());
        content.put("text", text);
        return new NightNotifications().send(job, new Notification(content));
    }
}
