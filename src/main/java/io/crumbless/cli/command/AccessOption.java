package io.crumbless.cli.command;

import io.crumbless.night.job.AccessSettings;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The reason for using a command; recorded in the access log before anything is shown or changed. */
final class AccessOption {
    /** The column has 1,000 characters; the rest is for additions by commands. */
    private static final int LONGEST_REASON = 900;

    private static final int LONGEST_KEPT = 1000;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description =
                    "The reason for this access, up to 900 characters; it is recorded. The job file may require it "
                            + "(access.reason).")
    private @Nullable String reason;

    Optional<String> reason() {
        return Optional.ofNullable(reason).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The reason with an addition, truncated to the size of the column. */
    Optional<String> reasonAnd(String what) {
        String whole = reason().map(words -> words + " " + what).orElse(what);
        return Optional.of(whole.length() <= LONGEST_KEPT ? whole : whole.substring(0, LONGEST_KEPT - 1) + "…");
    }

    /** @throws Failure caller, if the job file requires a reason and there is none, or if it is too long */
    void requireReason(JobFile job) {
        requireRoom();
        if (job.access().reason() == AccessSettings.Reason.REQUIRED && reason().isEmpty()) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Missing --reason: the job file requires one (access.reason); say why, for the record of this use");
        }
    }

    /** @throws Failure caller, if the job file requires two accounts for this action */
    static void requireOneMay(JobFile job, String deed, String kind) {
        if (job.access().fourEyes() == AccessSettings.FourEyes.REQUIRED) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Cannot " + deed
                            + " people named here: the job file requires two accounts (access.four-eyes); enter a"
                            + " request with 'crumbless requests JOB add " + kind
                            + "', have it approved and carry it out");
        }
    }

    /** @throws Failure caller, if the reason is too long */
    void requireRoom() {
        reason().ifPresent(AccessOption::requireRoom);
    }

    /** As {@link #requireRoom()}, for a command with another reason. */
    static void requireRoom(String reason) {
        if (reason.length() > LONGEST_REASON) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Invalid --reason: it has " + reason.length() + " characters, and " + LONGEST_REASON
                            + " are kept; say it shorter");
        }
    }

    /** Records this use. */
    void record(ControlDatabase control, Clock clock, String command, Optional<String> subjectHmac) {
        record(control, clock, command, subjectHmac, reason());
    }

    /** As {@link #record(ControlDatabase, Clock, String, Optional)}, for a use with another reason. */
    static void record(
            ControlDatabase control, Clock clock, String command, Optional<String> subjectHmac, Optional<String> why) {
        control.accessLog().append(new Access(clock.instant(), user(), command, subjectHmac, why));
    }

    /** The account that runs the program. */
    static String user() {
        return System.getProperty("user.name", "unknown");
    }
}
