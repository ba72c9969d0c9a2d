package io.crumbless.night.notify;

import io.crumbless.night.run.EndedAttempt;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A notification: which night of which job, how it ended, who has to act. It contains no personal data: messages name
 * files, sources and counts, and messages of libraries are left out.
 */
record Notification(Map<String, Object> content) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Notification failure(EndedAttempt attempt, Failure failure) {
        String message = attempt.messageForOthers();
        Map<String, Object> content = of(attempt, "failure");
        content.put("acts", acts(failure.category()));
        content.put("message", message);
        content.put(
                "text",
                "Crumbless: " + attempt.job().name() + " " + attempt.businessDate() + " failed (code "
                        + attempt.exitCode() + "): " + message);
        return new Notification(content);
    }

    static Notification recovery(EndedAttempt attempt) {
        Map<String, Object> content = of(attempt, "recovery");
        attempt.report().map(RunReport::runId).ifPresent(runId -> content.put("run_id", runId));
        content.put(
                "text",
                "Crumbless: " + attempt.job().name() + " " + attempt.businessDate() + " is published, after a failure");
        return new Notification(content);
    }

    private static Map<String, Object> of(EndedAttempt attempt, String event) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("event", event);
        content.put("job", attempt.job().name());
        content.put("business_date", attempt.businessDate().toString());
        content.put("exit_code", attempt.exitCode());
        content.put("at", attempt.ended().truncatedTo(ChronoUnit.SECONDS).toString());
        return content;
    }

    private static String acts(Failure.ErrorCategory category) {
        return switch (category) {
            case CALLER -> "caller";
            case SETTINGS -> "author of the job file or the policy";
            case INPUT -> "supplier";
            case ENVIRONMENT -> "platform";
            case BUSY -> "nobody";
            case INTERNAL -> "crumbless";
        };
    }

    byte[] json() {
        return JSON.writeValueAsBytes(content);
    }
}
