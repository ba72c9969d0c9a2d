package io.crumbless.cli;

import io.crumbless.ledger.AccessLog.Access;
import io.crumbless.ledger.ControlDatabase;
import io.crumbless.ledger.Tombstones;
import io.crumbless.legal.Explanation;
import io.crumbless.legal.ExplanationText;
import io.crumbless.legal.Sentences;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.crumbless.profile.SubjectId;
import io.crumbless.run.JobFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
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
            "Says what a snapshot holds of one person: each value, who declared it, when, where, for what, under which"
                    + " notice, until when; what became of everything else they said; what was refused and removed.",
            "",
            "It prints personal values. Each use is recorded: who, when, why.",
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  crumbless explain C-1042 --reason \"access request 2026-117\"",
            "  crumbless explain C-1042 --as-of 2026-11-21 --lang de --reason \"complaint 2026-40\"",
        })
final class ExplainCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "SUBJECT", description = "The customer id.")
    private String subject = "";

    @Option(names = "--job", paramLabel = "JOB", description = "The job file. Without it, jobs/nightly-profiles.yaml.")
    private @Nullable Path job;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why you look; kept with the record of this use.")
    private @Nullable String reason;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description =
                    "Look in the snapshot of that business date, or the last before it, while it is kept. Without it,"
                            + " in the current one.")
    private @Nullable LocalDate asOf;

    @Option(
            names = "--lang",
            paramLabel = "LANGUAGE",
            defaultValue = "en",
            description = "Language of the sentences: de or en. Without it, en.")
    private String language = "en";

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
        if (!Sentences.LANGUAGES.contains(language)) {
            throw new Failure(Actor.CALLER, "Invalid --lang '" + language + "': use de or en");
        }
        SubjectId id = new SubjectId(subject);
        Optional<Instant> erasedAt = record(jobFile, id);
        Explanation found = session.parts().explainer().get().explain(jobFile, id, Optional.ofNullable(asOf));
        Explanation explanation = erasedAt.map(found::erased).orElse(found);
        session.terminal()
                .out()
                .print(
                        json
                                ? ExplanationJson.of(explanation) + "\n"
                                : ExplanationText.of(explanation, new Sentences(language)));
        return 0;
    }

    /**
     * Before anything is shown: what cannot be recorded is not shown.
     *
     * @return when the person asked to be erased
     */
    private Optional<Instant> record(JobFile jobFile, SubjectId id) {
        try (ControlDatabase database = ControlDatabase.open(jobFile.control())) {
            Tombstones tombstones = database.tombstones();
            Instant now = session.clock().instant();
            database.accessLog()
                    .append(new Access(
                            now,
                            System.getProperty("user.name", "unknown"),
                            "explain",
                            Optional.of(tombstones.hmac(id)),
                            Optional.ofNullable(reason)));
            return tombstones.contains(id) ? tombstones.all().requestedAt(id) : Optional.empty();
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
