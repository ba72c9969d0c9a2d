package io.crumbless.cli;

import io.crumbless.ledger.AccessLog.Access;
import io.crumbless.ledger.ControlDatabase;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.crumbless.run.AccessSettings;
import io.crumbless.run.JobFile;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Why a command is used; kept in the access log, which is written before anything is shown or changed. */
final class AccessOption {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; kept with the record of this use. The job file may require it (access.reason).")
    private @Nullable String reason;

    Optional<String> reason() {
        return Optional.ofNullable(reason).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** @throws Failure caller if the job file requires a reason and there is none */
    void requireReason(JobFile job) {
        if (job.access().reason() == AccessSettings.Reason.REQUIRED && reason().isEmpty()) {
            throw new Failure(
                    Actor.CALLER,
                    "Missing --reason: the job file requires one (access.reason); say why, for the record of this use");
        }
    }

    /** Adds a record of this use. */
    void record(ControlDatabase control, Clock clock, String command, Optional<String> subjectHmac) {
        record(control, clock, command, subjectHmac, reason());
    }

    /** As {@link #record(ControlDatabase, Clock, String, Optional)}, for a use that has a reason of its own. */
    static void record(
            ControlDatabase control, Clock clock, String command, Optional<String> subjectHmac, Optional<String> why) {
        control.accessLog().append(new Access(clock.instant(), user(), command, subjectHmac, why));
    }

    /** The account that uses the program. */
    static String user() {
        return System.getProperty("user.name", "unknown");
    }
}
