package io.crumbless.night.run;

import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One attempt at a night, however it ended.
 *
 * @param steps finished steps, in their order
 * @param report if it published, or found published
 * @param failure otherwise
 */
public record EndedAttempt(
        JobFile job,
        LocalDate businessDate,
        Instant started,
        Instant ended,
        List<RunReport.Step> steps,
        Optional<RunReport> report,
        Optional<Failure> failure) {
    private static final int LONGEST_MESSAGE = 2000;
    private static final String OURS = "io.crumbless.";

    public EndedAttempt {
        steps = List.copyOf(steps);
    }

    /** The exit code of the program. */
    public int exitCode() {
        return failure.map(one -> one.category().exitCode()).orElse(0);
    }

    /**
     * Why it failed, for readers elsewhere; empty if it succeeded. Messages of libraries are left out, since they may
     * quote input.
     */
    public String messageForOthers() {
        return failure.map(EndedAttempt::messageForOthers).orElse("");
    }

    private static String messageForOthers(Failure failure) {
        String message = String.valueOf(failure.getMessage());
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            boolean isOurs = cause.getClass().getName().startsWith(OURS);
            if (!isOurs && message.equals(cause.getMessage())) {
                return "reading or writing failed (" + cause.getClass().getSimpleName()
                        + "); 'crumbless history' has the message";
            }
        }
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
    }

    public Duration took() {
        return Duration.between(started, ended);
    }
}
