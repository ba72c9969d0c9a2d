package io.crumbless.cli.command;

import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.report.PolicyDiffDocument;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.cli.render.PolicyDiffJson;
import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.LiveProgress;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.LocalPolicyTrial;
import io.crumbless.night.run.PolicyDifference;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.settings.policy.PolicyComparison;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.PolicySignOffs.SignOff;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        header = "Show what another policy would change, without publishing anything.",
        description = {
            "Compares two policy folders: their rules and their texts. With --job, it computes a whole night "
                    + "under both policies, with the same stages and the same kernel as a run. For each attribute, "
                    + "origin, jurisdiction and purpose it counts the values that would be added, be removed, serve "
                    + "other purposes or end on another day, and the contact moments that would be added or removed, "
                    + "with three examples of each change under pseudonyms. It shows no value and no id of a person, and "
                    + "publishes and leaves nothing behind. The page of --html is for sign-off: it contains the texts, "
                    + "and a place for name, date and signature. --sign records the sign-off with name, time and the "
                    + "SHA-256 of both folders. To sign off the first policy, name its folder twice.",
            "",
            "It uses the evidence log from before the night, and admits the deliveries again. Records that the "
                    + "old policy refused on earlier nights appear only if they are delivered again.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless policy diff warehouse/current/_evidence/policy jobs/policy",
            "  crumbless policy diff old new --job jobs/nightly-profiles.yaml --html change.html --lang de",
            "  crumbless policy diff old new --job jobs/nightly-profiles.yaml --share 0.01 --exit-code",
            "  crumbless policy diff old new --job jobs/nightly-profiles.yaml --sign --by \"Dr. A. Weber\"",
        })
final class PolicyDiffCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_NOTE = 1000;

    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "OLD", description = "Folder of the policy in force.")
    private Path old = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "Folder of the new policy.")
    private Path now = Path.of("");

    @Option(names = "--job", paramLabel = "JOB", description = "Compute a night of this job under both policies.")
    private @Nullable Path job;

    @Option(
            names = "--date",
            paramLabel = "DATE",
            description = "Business date of the night (default: that of the current snapshot).")
    private @Nullable LocalDate date;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            description = "Use only this share of the people, such as 0.01; it is the same people each time.")
    private @Nullable Double share;

    @Mixin
    private EngineOption engine = new EngineOption();

    @Mixin
    private PageOptions page = new PageOptions();

    @Option(
            names = "--sign",
            description = "Record in the control database of --job that the new policy is signed off.")
    private boolean sign;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "The person who signs off, such as \"Dr. A. Weber, legal\".")
    private @Nullable String by;

    @Option(names = "--note", paramLabel = "TEXT", description = "Reason, recorded with the sign-off.")
    private @Nullable String note;

    @Option(names = "--exit-code", description = "End with exit code 1 if the policies or their results differ.")
    private boolean exitCode;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    PolicyDiffCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        KeyShare looked = checked();
        Sentences sentences = page.sentences();
        Path oldFolder = invocation.resolve(old);
        Path newFolder = invocation.resolve(now);
        invocation.ownFolders().addPolicy(oldFolder);
        invocation.ownFolders().addPolicy(newFolder);
        page.requirePlace(invocation);
        Policy before = PolicyFolder.read(oldFolder);
        Policy after = PolicyFolder.read(newFolder);
        PolicyComparison comparison = PolicyComparison.of(before, after);
        Optional<PolicyDifference> difference =
                job == null || isFirst(job) ? Optional.empty() : Optional.of(tried(job, before, after, looked));
        PolicyDiffDocument document = new PolicyDiffDocument(before, after, comparison, difference, sentences);
        String oldPlace = invocation.shown(oldFolder.toString());
        String newPlace = invocation.shown(newFolder.toString());
        Optional<Path> written = page.write(invocation, document.forSignOff(oldPlace, newPlace));
        Optional<SignOff> signedOff = signOff(before, after);
        boolean differs = !comparison.isEmpty();
        int code = exitCode && differs ? DIFFERENT : 0;
        if (json) {
            invocation
                    .terminal()
                    .out()
                    .println(ResultJson.text(PolicyDiffJson.object(comparison, difference, signedOff, code)));
        } else {
            invocation.terminal().out().print(PlainText.of(document.brief(oldPlace, newPlace)));
            written.ifPresent(file -> invocation.terminal().out().println("\n" + sentences.of("written", file)));
            signedOff.ifPresent(recorded -> invocation
                    .terminal()
                    .out()
                    .println("\n" + sentences.of("diff.signed-off", recorded.by(), recorded.newVersion())));
        }
        return code;
    }

    /** Comes last: what could not be shown cannot be signed off. */
    private Optional<SignOff> signOff(Policy before, Policy after) {
        Path jobFile = job;
        String name = by;
        if (!sign || jobFile == null || name == null) {
            return Optional.empty();
        }
        SignOff recorded = new SignOff(
                before.version(),
                after.version(),
                name.strip(),
                invocation.clock().instant(),
                AccessOption.user(),
                note);
        try (ControlDatabase control =
                ControlDatabase.open(invocation.job(jobFile).control())) {
            control.policySignOffs().add(recorded);
        }
        return Optional.of(recorded);
    }

    private void checkSignOff() {
        if (!sign && (by != null || note != null)) {
            throw new Failure(ErrorCategory.CALLER, "Missing --sign: --by and --note are of a sign-off");
        }
        if (!sign) {
            return;
        }
        if (job == null) {
            throw new Failure(
                    ErrorCategory.CALLER, "Missing --job: it names the control database that keeps the sign-off");
        }
        if (by == null || by.isBlank() || by.length() > LONGEST_NAME) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Missing --by: name who signs off, in at most " + LONGEST_NAME + " characters");
        }
        if (note != null && note.length() > LONGEST_NOTE) {
            throw new Failure(ErrorCategory.CALLER, "Invalid --note: at most " + LONGEST_NOTE + " characters");
        }
    }

    private KeyShare checked() {
        checkSignOff();
        if (job == null && (date != null || share != null)) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Missing --job: " + (date == null ? "--share" : "--date")
                            + " says which night of which job is meant");
        }
        if (share != null && !(share > 0 && share <= 1)) {
            throw new Failure(ErrorCategory.CALLER, "Invalid --share " + share + ": it must be above 0 and at most 1");
        }
        return share == null ? KeyShare.ALL : new KeyShare(share);
    }

    /**
     * Before the first night, a policy is signed off by its content alone: there are no people yet whom it would
     * affect.
     */
    private boolean isFirst(Path jobFile) {
        return sign
                && date == null
                && new Warehouse(invocation.job(jobFile).warehouse()).current().isEmpty();
    }

    private PolicyDifference tried(Path jobFile, Policy before, Policy after, KeyShare looked) {
        JobFile read = invocation.job(jobFile);
        LocalPolicyTrial trial = new LocalPolicyTrial(Runtime.getRuntime().availableProcessors(), engine.engine(read));
        try (LiveProgress progress = LiveProgress.on(invocation.terminal())) {
            return trial.run(read, before, after, Optional.ofNullable(date), looked, progress);
        }
    }
}
