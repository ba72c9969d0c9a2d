package io.crumbless.night.notify;

import io.crumbless.night.job.JobFile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Something that the people a job notifies have to act on, other than a night. */
public final class Alert {
    private Alert() {}

    /**
     * Notifies them, within a minute for each. The text holds nothing of a person in the data.
     *
     * @return why whom could not be notified; empty if all were, or nobody is named
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
