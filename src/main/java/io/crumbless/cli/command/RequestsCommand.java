package io.crumbless.cli.command;

import io.crumbless.answers.explain.RequestedPerson;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.metrics.NightMetrics;
import io.crumbless.night.request.RequestDesk;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.request.PrivacyRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "requests",
        mixinStandardHelpOptions = true,
        header = "The register of requests under data protection law.",
        synopsisSubcommandLabel = "[COMMAND]",
        description = {
            "Manages requests of people (access, erasure, rectification, restriction, objection, portability, "
                    + "opt-out of sale or sharing), with deadlines and an append-only history. Without COMMAND, lists "
                    + "them.",
            "",
            "A restriction, an objection and an opt-out are in effect from the next night until they are "
                    + "closed. An erasure and a re-admission are carried out after another account has approved them. "
                    + "Each use is recorded.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless requests jobs/nightly-profiles.yaml list --open",
            "  crumbless requests jobs/nightly-profiles.yaml add erasure C-1042 --jurisdiction DE",
            "  crumbless requests jobs/nightly-profiles.yaml approve R-7",
        },
        subcommands = {
            RequestsListCommand.class,
            RequestsShowCommand.class,
            RequestsAddCommand.class,
            RequestsNoteCommand.class,
            RequestsCheckIdentityCommand.class,
            RequestsExtendCommand.class,
            RequestsHoldCommand.class,
            RequestsRefuseCommand.class,
            RequestsApproveCommand.class,
            RequestsCarryOutCommand.class,
            RequestsAnnounceLiftingCommand.class,
            RequestsLetterCommand.class,
            RequestsCloseCommand.class,
        })
final class RequestsCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "The job file (default: jobs/nightly-profiles.yaml).")
    private @Nullable Path job;

    RequestsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return new RequestsListCommand(invocation, this).call();
    }

    JobFile job() {
        return invocation.jobOrUsual(job);
    }

    /** As {@link #atDesk}, and updates the metrics. */
    <T> T changing(Function<RequestDesk, T> work) {
        try {
            return atDesk(work);
        } finally {
            NightMetrics.erased(job())
                    .forEach(notice -> invocation.terminal().err().println("crumbless: " + notice));
        }
    }

    /**
     * Works on the register.
     *
     * @throws Failure busy while a run holds the control database
     */
    <T> T atDesk(Function<RequestDesk, T> work) {
        JobFile jobFile = job();
        try (ControlDatabase control = ControlDatabase.open(jobFile.control())) {
            return work.apply(
                    new RequestDesk(jobFile, control, invocation.clock(), AccessOption.user(), notice -> invocation
                            .terminal()
                            .err()
                            .println("crumbless: " + notice)));
        } catch (Failure failure) {
            if (failure.category() != ErrorCategory.BUSY) {
                throw failure;
            }
            throw new Failure(
                    ErrorCategory.BUSY,
                    "Cannot use the register while a run holds the control database; try again when the run has ended",
                    failure);
        }
    }

    RequestedPerson person(SubjectId subject) {
        return RequestedPerson.of(invocation.parts().explainer().get(), job(), subject);
    }

    /** Records the recipients of the person's values, and returns the updated request. */
    PrivacyRequest listRecipients(RequestDesk desk, PrivacyRequest request, SubjectId subject) {
        desk.requireIsOf(request, subject);
        return desk.listRecipients(request, person(subject).recipients());
    }

    /** @throws Failure caller if it is not the id of a request */
    static long number(String id) {
        return PrivacyRequest.number(id)
                .orElseThrow(() -> new Failure(
                        ErrorCategory.CALLER, "Invalid request '" + id + "': expected its number, such as R-7"));
    }
}
