package io.crumbless.console.page;

import io.crumbless.answers.explain.Explainer;
import io.crumbless.console.access.Counters;
import io.crumbless.console.access.SearchLimits;
import io.crumbless.console.access.User;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.intake.ActivationIndex;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * What pages work with.
 *
 * @param control the control database; asked within {@link #asking}
 * @param counters for the metrics
 * @param explainer which keeps files open that were read lately
 * @param limits how many ids a user may try
 * @param activations what was done with values of people, which remembers which files are of whom
 */
public record ConsoleContext(
        JobFile job,
        Clock clock,
        ControlDatabase control,
        Explainer explainer,
        Counters counters,
        SearchLimits limits,
        ActivationIndex activations) {
    public ConsoleContext(JobFile job, Clock clock, ControlDatabase control, Explainer explainer) {
        this(
                job,
                clock,
                control,
                explainer,
                new Counters(),
                new SearchLimits(clock, job.console().searchesPerHour()),
                new ActivationIndex());
    }

    /**
     * Records that a user entered an unknown id, or not the required one; returns whether this locks the user out of
     * searches, which is then recorded and reported.
     */
    public boolean missed(User user) {
        boolean locks = limits.missed(user);
        if (locks) {
            new Lockout(this).begin(user);
        }
        return locks;
    }

    /**
     * Queries the control database.
     *
     * @throws io.crumbless.process.Failure busy while a night holds an H2 file
     */
    public <T> T asking(Function<ControlDatabase, T> question) {
        return control.holding(() -> question.apply(control));
    }

    /** Queries the control database for optional content; empty while a night uses an H2 file. */
    public <T> Optional<T> askingIfFree(Function<ControlDatabase, T> question) {
        try {
            return Optional.of(asking(question));
        } catch (Failure failure) {
            if (failure.category() != ErrorCategory.BUSY) {
                throw failure;
            }
            return Optional.empty();
        }
    }

    /**
     * Adds a look or an action to the access log, before it is shown or done.
     *
     * @param what {@code console person}, {@code console statement}, ...
     * @param subjectHmac keyed hash of the person, from the tombstones; empty if it concerns no single person
     */
    public void record(User user, String what, Optional<String> subjectHmac, Optional<String> reason) {
        asking(open -> open.accessLog().append(new Access(clock.instant(), user.name(), what, subjectHmac, reason)));
    }

    /**
     * As {@link #record}, for a look at snapshots: while a night uses an H2 file, it is recorded in the signed journal
     * beside it, from which it is moved to the access log.
     *
     * @return whether it is in the journal, so that the control database cannot be queried
     */
    public boolean recordLook(User user, String what, Optional<SubjectId> subject, String reason) {
        Optional<Boolean> recorded = askingIfFree(open -> {
            record(
                    user,
                    what,
                    subject.flatMap(id -> open.tombstonesIfAny().map(all -> all.hmac(id))),
                    Optional.of(reason));
            return true;
        });
        if (recorded.isEmpty()) {
            recordMeanwhile(user, what, subject, reason);
        }
        return recorded.isEmpty();
    }

    /** Records a look in the journal, after the control database was found in use by a night. */
    public void recordMeanwhile(User user, String what, Optional<SubjectId> subject, String reason) {
        control.recordMeanwhile(clock.instant(), user.name(), what, subject, Optional.of(reason));
    }
}
