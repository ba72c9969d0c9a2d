package io.crumbless.console.page;

import io.crumbless.answers.explain.Explainer;
import io.crumbless.console.access.User;
import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.time.Clock;
import java.util.Optional;

/**
 * What pages work with.
 *
 * @param control the control database, open for as long as the console runs; it throws busy while a night holds an H2 file
 * @param explainer which keeps files open that were read lately
 */
public record ConsoleContext(JobFile job, Clock clock, ControlDatabase control, Explainer explainer) {
    /**
     * Adds to the access log that somebody looks at, or does, something; before it is shown or done.
     *
     * @param what {@code console person}, {@code console statement}, ...
     * @param subjectHmac of whom it is about, from the tombstones; empty where of no single person
     */
    public void record(User user, String what, Optional<String> subjectHmac, Optional<String> reason) {
        control.accessLog().append(new Access(clock.instant(), user.name(), what, subjectHmac, reason));
    }
}
