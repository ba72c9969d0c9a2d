package io.crumbless.cli.command;

import io.crumbless.answers.report.ProcessingRecord;
import io.crumbless.answers.report.ProcessingRecordDocument;
import io.crumbless.answers.report.ProcessingRecordFigures;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.night.job.JobFile;
import io.crumbless.settings.policy.PolicyFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        header = "Write an extract for the record of processing activities.",
        description = {
            "Lists what GDPR Art. 30(1) requires, letter by letter, as far as policy and job file state it: "
                    + "controller, purposes, categories of people and data, recipients, transfers, time limits, and the "
                    + "measures that the program provides. It names what they do not state.",
            "",
            "Without FOLDER, the policy and the controller are those of the job file.",
        },
        footerHeading = "%nExamples:%n",
        footer = {"  crumbless policy report", "  crumbless policy report jobs/policy --lang de --html record.html"})
final class PolicyReportCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "The policy folder (default: that of the job file).")
    private @Nullable Path folder;

    @Option(
            names = "--job",
            paramLabel = "JOB",
            description = "The job file (default without FOLDER: jobs/nightly-profiles.yaml).")
    private @Nullable Path job;

    @Mixin
    private DocumentOptions page = new DocumentOptions();

    PolicyReportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Sentences sentences = page.sentences();
        ProcessingRecord record = record();
        page.show(
                invocation,
                ProcessingRecordDocument.of(record, sentences),
                () -> ProcessingRecordFigures.of(record, sentences));
        return 0;
    }

    private ProcessingRecord record() {
        Path named = folder;
        if (named != null && job == null) {
            invocation.ownFolders().addPolicy(invocation.resolve(named));
            return ProcessingRecord.of(PolicyFolder.read(invocation.resolve(named)));
        }
        JobFile jobFile = invocation.jobOrUsual(job);
        Path place = named == null ? jobFile.policy() : invocation.resolve(named);
        return ProcessingRecord.of(PolicyFolder.read(place), jobFile);
    }
}
