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
            "Lists what GDPR Art. 30(1) asks for, letter by letter, as far as policy and job file say it: controller,"
                    + " purposes, people and data by category, recipients, transfers, time limits, measures the program"
                    + " itself provides. What they do not say is named as missing.",
            "",
            "Without FOLDER, the policy and the controller are those of the job file.",
        },
        footerHeading = "%nExamples:%n",
        footer = {"  crumbless policy report", "  crumbless policy report jobs/policy --lang de --html record.html"})
final class PolicyReportCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "The policy folder. Without it, the job file's.")
    private @Nullable Path folder;

    @Option(
            names = "--job",
            paramLabel = "JOB",
            description = "The job file. Without it and without FOLDER, jobs/nightly-profiles.yaml.")
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
