package io.crumbless.cli;

import io.crumbless.ledger.AccessLog.Access;
import io.crumbless.ledger.ControlDatabase;
import io.crumbless.legal.Explanation;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.crumbless.profile.SubjectId;
import io.crumbless.run.JobFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        header = "Say what is held of one person, and why.%n",
        description = {
            "Says what the current snapshot holds of one person: each value, who declared it, when, where, for what, under"
                    + " which notice, until when; and what became of everything else they said.",
            "",
            "It prints personal values. Each use is recorded: who, when, why.",
        },
        footerHeading = "%nExample:%n",
        footer = "  crumbless explain c-1042 --reason \"access request 2026-117\"")
final class ExplainCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "SUBJECT", description = "The customer id.")
    private String subject = "";

    @Option(names = "--job", paramLabel = "JOB", description = "The job file. Without it, jobs/nightly-profiles.yaml.")
    private @Nullable Path job;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why you look; kept with the record of this use.")
    private @Nullable String reason;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    ExplainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JobFile jobFile = session.jobOrUsual(job);
        if (subject.isBlank()) {
            throw new Failure(Actor.CALLER, "Invalid SUBJECT: it is blank");
        }
        SubjectId id = new SubjectId(subject);
        record(jobFile, id);
        Explanation explanation = session.parts().explainer().get().explain(jobFile, id);
        session.terminal().out().print(json ? ExplanationJson.of(explanation) + "\n" : ExplanationText.of(explanation));
        return 0;
    }

    /** Before anything is shown: what cannot be recorded is not shown. */
    private void record(JobFile jobFile, SubjectId id) {
        try (ControlDatabase database = ControlDatabase.open(jobFile.control())) {
            String hmac = database.tombstones().hmac(id);
            Instant now = session.clock().instant();
            database.accessLog()
                    .append(new Access(
                            now,
                            System.getProperty("user.name", "unknown"),
                            "explain",
                            Optional.of(hmac),
                            Optional.ofNullable(reason)));
        } catch (Failure failure) {
            if (failure.actor() != Actor.BUSY) {
                throw failure;
            }
            throw new Failure(
                    Actor.BUSY,
                    "Cannot record this use while a run holds the control database, so nothing is shown; try again when"
                            + " the run has ended",
                    failure);
        }
    }
}
