package io.crumbless.cli.command;

import io.crumbless.answers.page.HtmlPage;
import io.crumbless.answers.proof.AuditArchive;
import io.crumbless.answers.proof.AuditCertificate;
import io.crumbless.answers.proof.AuditCertificateDocument;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Columns;
import io.crumbless.cli.terminal.LiveProgress;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.metrics.NightMetrics;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.AuditReport.Check;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.signature.DetachedSignature;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        header = "Check a published snapshot by reading it again.",
        description = {
            "Checks a published snapshot by reading its files again: they must be the files that were "
                    + "published, every value must have a lineage that leads to a statement, purposes must be respected, "
                    + "the books must close, and no erased person may occur. It also compares files, signatures and "
                    + "control database: snapshots, pointer, views, tombstones, receipts, access log, and the anchor if "
                    + "the job names one.",
            "",
            "If the legacy sources of the job still exist, it reads them too: no cookie id may occur anywhere "
                    + "in the outputs, and none of their segments and values in place of terms of the policy.",
            "",
            "If there are findings, it names file, row group and rule, and ends with exit code 4. Each use is "
                    + "recorded.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless audit",
            "  crumbless audit 2026-11-22-3f9c2a71d0b4 --job jobs/nightly-profiles.yaml",
            "  crumbless audit --certificate audit.html --certificate audit.json --reason \"yearly review\"",
        })
final class AuditCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private SnapshotOptions snapshot = new SnapshotOptions();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Mixin
    private AccessOption access = new AccessOption();

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description =
                    "Write a certificate to this file: .html for people, .json for programs. May be given twice. Its "
                            + "signature is written to FILE.sig.")
    private List<Path> certificates = new ArrayList<>();

    @Mixin
    private ForceOption force = new ForceOption();

    @Mixin
    private LanguageOption language = new LanguageOption();

    @Option(names = "--without-legacy", description = "Do not read the legacy sources.")
    private boolean withoutLegacy;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    AuditCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        JobFile jobFile = snapshot.job(invocation);
        access.requireReason(jobFile);
        Sentences sentences = language.sentences();
        certificates.forEach(AuditCommand::requireForm);
        for (Path file : certificates) {
            force.file(invocation, file).requirePlace();
            force.file(invocation, signatureOf(file)).requirePlace();
        }
        String runId = snapshot.runIdAsNamed(jobFile, "audit");
        SigningKey key = record(jobFile);
        AuditReport report;
        try (LiveProgress progress = LiveProgress.on(invocation.terminal())) {
            Legacy legacy = withoutLegacy ? Legacy.LEFT_OUT : Legacy.READ;
            report = invocation.parts().audit().get().audit(jobFile, runId, legacy, engine.kind(jobFile), progress);
        }
        NightMetrics.audited(jobFile, report, invocation.clock().instant())
                .forEach(notice -> invocation.terminal().err().println("crumbless: " + notice));
        certify(jobFile, report, sentences, key);
        invocation.terminal().out().print(json ? ResultJson.text(object(report)) + "\n" : words(report, sentences));
        return report.passed() ? 0 : ErrorCategory.INPUT.exitCode();
    }

    private static Path signatureOf(Path certificate) {
        return Path.of(certificate + DetachedSignature.SUFFIX);
    }

    private static void requireForm(Path file) {
        String name = file.toString();
        if (!name.endsWith(".html") && !name.endsWith(".json")) {
            throw new Failure(
                    ErrorCategory.CALLER, "Invalid --certificate " + file + ": its name must end with .html or .json");
        }
    }

    /** Records the access before anything is read; does not wait for a run that uses the database. */
    private SigningKey record(JobFile jobFile) {
        try (ControlDatabase control = ControlDatabase.open(jobFile.control())) {
            access.record(control, invocation.clock(), "audit", Optional.empty());
            return control.signing().key();
        } catch (Failure failure) {
            if (failure.category() != ErrorCategory.BUSY) {
                throw failure;
            }
            throw new Failure(
                    ErrorCategory.BUSY,
                    "Cannot record this use while a run holds the control database, so nothing is audited; try again"
                            + " when the run has ended",
                    failure);
        }
    }

    /** Stores the certificate beside those of nights and of the console, where an auditor finds it later. */
    private void keep(JobFile jobFile, AuditCertificate certificate, SigningKey key) {
        try {
            new AuditArchive(jobFile.control().folder()).keep(certificate, key);
        } catch (StorageException full) {
            invocation.terminal().err().println("crumbless: the certificate is not kept: " + full.getMessage());
        }
    }

    private void certify(JobFile jobFile, AuditReport report, Sentences sentences, SigningKey key) {
        AuditCertificate certificate;
        try {
            certificate = AuditCertificate.of(
                    new Warehouse(jobFile.warehouse()),
                    report,
                    new AuditCertificate.Issued(invocation.clock().instant(), AccessOption.user(), access.reason()));
        } catch (Failure | StorageException unreadable) {
            if (report.passed() && !certificates.isEmpty()) {
                throw unreadable;
            }
            // A missing manifest is a finding of the audit, which is reported anyway.
            invocation.terminal().err().println("crumbless: there is no certificate: " + unreadable.getMessage());
            certificates.clear();
            return;
        }
        keep(jobFile, certificate, key);
        for (Path file : certificates) {
            byte[] content = file.toString().endsWith(".json")
                    ? ManifestFile.bytes(certificate)
                    : HtmlPage.of(AuditCertificateDocument.of(certificate, jobFile.zone(), sentences))
                            .getBytes(StandardCharsets.UTF_8);
            force.file(invocation, file).write(content);
            force.file(invocation, signatureOf(file)).write(key.sign(content).file());
        }
    }

    private String words(AuditReport report, Sentences sentences) {
        List<List<String>> rows = new ArrayList<>();
        for (Check check : report.checks()) {
            boolean checked = check.notChecked().isEmpty();
            long looked = check.looked().number();
            rows.add(List.of(
                    "  " + title(check, sentences),
                    checked ? sentences.number(looked) : "",
                    checked ? sentences.noun(check.looked().of(), looked) : "",
                    verdict(check, sentences)));
        }
        StringBuilder text = new StringBuilder();
        Columns.append(text, rows);
        for (Check check : report.checks()) {
            check.findings().forEach(finding -> text.append("  ")
                    .append(sentences.of("audit.finding", finding.in(sentences.language()), check.law()))
                    .append('\n'));
        }
        certificates.forEach(file -> text.append(sentences.of("written", file)).append('\n'));
        return text.append(sentences.of(
                        report.passed() ? "audit.passed" : "audit.failed", invocation.shown(report.snapshot())))
                .append('\n')
                .toString();
    }

    /** The sentence of the certificate, at the start of a line. */
    private static String title(Check check, Sentences sentences) {
        return sentences.of("check." + check.code()).replaceFirst("\\.$", "");
    }

    private static String verdict(Check check, Sentences sentences) {
        return check.notChecked()
                .map(why -> sentences.of("not-checked." + why.name().toLowerCase(Locale.ROOT)))
                .orElseGet(() -> check.passed()
                        ? sentences.of("certificate.check.passed")
                        : sentences.amount("findings", check.findings().size()));
    }

    private static String word(AuditReport.NotChecked why) {
        return why.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Object object(AuditReport report) {
        return ResultJson.ordered(
                "outcome", report.passed() ? "passed" : "failed",
                "exit_code", report.passed() ? 0 : ErrorCategory.INPUT.exitCode(),
                "run_id", report.runId(),
                "snapshot", report.snapshot(),
                "checks",
                        report.checks().stream()
                                .map(check -> ResultJson.ordered(
                                        "check", check.name(),
                                        "code", check.code(),
                                        "law", check.law(),
                                        "looked_at", check.looked().number(),
                                        "of", check.looked().of(),
                                        "not_checked",
                                                check.notChecked()
                                                        .map(AuditCommand::word)
                                                        .orElse(""),
                                        "findings",
                                                check.findings().stream()
                                                        .map(Remark::english)
                                                        .toList()))
                                .toList());
    }
}
