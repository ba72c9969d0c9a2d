package io.crumbless.cli.command;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.proof.ConsentProof;
import io.crumbless.cli.render.ResultJson;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.evidence.ProofPackage;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "proof",
        mixinStandardHelpOptions = true,
        header = "Write the proof of one statement as a package for others.",
        description = {
            "Writes a zip file with the consent record of one statement (ISO/IEC TS 27560), the statement from "
                    + "the evidence log, the notice as it was shown, the policy, and the manifests of the kept "
                    + "snapshots, all of them signed. With the public key, anybody can check it with 'crumbless verify "
                    + "FILE', without the job, its control database or the warehouse.",
            "",
            "The file contains personal values. Each use is recorded with account, time and reason; the reason "
                    + "is required. 'explain' shows the ids of a person's statements.",
        },
        footerHeading = "%nExample:%n",
        footer = "  crumbless proof C-1042 st-1042-a --out proof.zip --reason \"complaint 2026-117\"")
final class ProofCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "SUBJECT", description = "The customer id, as the evidence log spells it.")
    private String subject = "";

    @Parameters(index = "1", paramLabel = "DECLARATION_ID", description = "The id of the statement.")
    private String declarationId = "";

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "The source of the statement, if several sources use the id.")
    private @Nullable String source;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The zip file to write, which only you can read.")
    private Path out = Path.of("");

    @Mixin
    private JobOption job = new JobOption();

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "Use the snapshot of this business date, or the last one before it, as long as it is kept.")
    private @Nullable LocalDate asOf;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    @Mixin
    private AccessOption access = new AccessOption();

    @Mixin
    private LanguageOption language = new LanguageOption();

    @Mixin
    private ForceOption force = new ForceOption();

    ProofCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        JobFile jobFile = job.file(invocation);
        requireReason();
        OutputFile file = force.file(invocation, out);
        file.requirePlace();
        SubjectId id = new SubjectId(subject);
        try (ControlDatabase control = ControlDatabase.open(jobFile.control())) {
            Optional<Tombstones> tombstones = control.tombstonesIfAny();
            access.record(control, invocation.clock(), "proof", tombstones.map(all -> all.hmac(id)));
            Explanation found = invocation.parts().explainer().get().explain(jobFile, id, Optional.ofNullable(asOf));
            file.write(proof(jobFile, found, control.signing().key()).zip());
        }
        invocation
                .terminal()
                .out()
                .println(
                        json
                                ? ResultJson.text(ResultJson.ordered(
                                        "outcome", "written", "exit_code", 0, "file", out.toString()))
                                : language.sentences().of("written", out));
        return 0;
    }

    private void requireReason() {
        access.requireRoom();
        if (access.reason().isEmpty()) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Missing --reason: a proof is handed to outsiders; state why, for the access log");
        }
    }

    private ProofPackage proof(JobFile jobFile, Explanation found, SigningKey key) {
        List<LogEntry> entries = ConsentProof.entries(found, declarationId, Optional.ofNullable(source));
        TreeSet<String> sources = new TreeSet<>();
        entries.forEach(entry -> sources.add(entry.statement().source()));
        if (entries.isEmpty()) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Cannot prove that statement: the evidence log of "
                            + found.manifest().runId()
                            + " holds none of that id of this person; 'crumbless explain' lists them");
        }
        if (sources.size() > 1) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Ambiguous declaration id: several sources use the id; name one with --source: "
                            + String.join(", ", sources));
        }
        AnswerContext context = new AnswerContext(
                jobFile.controller(), List.of(), 0, Optional.empty(), EnumSet.noneOf(AnswerContext.Gap.class));
        return ConsentProof.of(
                found,
                context,
                entries,
                language.language(),
                new Warehouse(jobFile.warehouse()),
                key,
                invocation.clock().instant());
    }
}
