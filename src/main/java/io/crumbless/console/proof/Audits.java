package io.crumbless.console.proof;

import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Column.Kind;
import io.crumbless.answers.page.HtmlPage;
import io.crumbless.answers.proof.AuditArchive;
import io.crumbless.answers.proof.AuditArchive.Kept;
import io.crumbless.answers.proof.AuditCertificate;
import io.crumbless.answers.proof.AuditCertificateDocument;
import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.PageRefusal;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Cell;
import io.crumbless.console.page.Part.Field;
import io.crumbless.console.page.Part.Form;
import io.crumbless.console.page.Part.Grid;
import io.crumbless.console.page.Part.Link;
import io.crumbless.console.page.Part.Row;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.Progress;
import io.crumbless.warehouse.signature.Keyring.Verdict;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Audits of published snapshots, and their certificates. One audit at a time, because it reads all files. */
final class Audits {
    private static final int LONGEST_REASON = 500;
    private static final int THREADS = 2;

    private final ConsoleContext context;
    private final AuditArchive archive;
    private final Semaphore turn = new Semaphore(1);

    Audits(ConsoleContext context) {
        this.context = context;
        this.archive = new AuditArchive(context.job().control().folder());
    }

    /** The choice of a snapshot, and a reason. */
    Part form(Request request) {
        Warehouse warehouse = new Warehouse(context.job().warehouse());
        List<Part.Option> snapshots = warehouse.chain().stream()
                .map(runId -> new Part.Option(runId, night(request, warehouse, runId)))
                .toList();
        return new Form(
                "/proof/audit",
                List.of(
                        new Field.Choice(
                                "snapshot",
                                request.say("proof.audit.snapshot"),
                                "",
                                snapshots,
                                snapshots.isEmpty() ? "" : snapshots.get(0).value()),
                        new Field.Box(
                                "legacy",
                                request.say("proof.audit.legacy"),
                                request.say("proof.audit.legacy.hint"),
                                false,
                                false),
                        new Field.Line(
                                "reason",
                                request.say("person.reason"),
                                request.say("proof.audit.reason.hint"),
                                true,
                                LONGEST_REASON)),
                request.say("proof.audit.button"));
    }

    private static String night(Request request, Warehouse warehouse, String runId) {
        LocalDate day = ManifestFile.read(warehouse.snapshot(runId).resolve(Warehouse.MANIFEST))
                .businessDate();
        return request.say("proof.audit.night", request.sentences().day(day), runId);
    }

    Reply make(Request request) {
        String reason = request.field("reason")
                .filter(text -> text.length() <= LONGEST_REASON)
                .orElseThrow(() -> new PageRefusal(request.say("proof.audit.incomplete")));
        Warehouse warehouse = new Warehouse(context.job().warehouse());
        String runId = request.field("snapshot")
                .filter(warehouse.chain()::contains)
                .orElseThrow(() -> new PageRefusal(request.say("proof.audit.incomplete")));
        context.record(request.user(), "console audit", Optional.empty(), Optional.of(reason));
        if (!turn.tryAcquire()) {
            throw new PageRefusal(request.say("proof.audit.turn"));
        }
        try {
            AuditReport report = new PublishedAudit(THREADS)
                    .audit(
                            context.job(),
                            runId,
                            request.has("legacy") ? Legacy.READ : Legacy.LEFT_OUT,
                            Progress.SILENT);
            AuditCertificate certificate = AuditCertificate.of(
                    warehouse,
                    report,
                    new AuditCertificate.Issued(
                            context.clock().instant(), request.user().name(), Optional.of(reason)));
            return new Reply.See("/proof/audits/" + archive.keep(certificate, key()));
        } finally {
            turn.release();
        }
    }

    private SigningKey key() {
        return context.asking(control -> control.signing().key());
    }

    /** Earlier audits, the latest first, and unreadable certificates. */
    List<Part> list(Request request) {
        AuditArchive.Listing all = archive.all();
        List<Part> parts = new ArrayList<>();
        parts.add(Part.Blocks.sentences(request.say("proof.audits.lead")));
        if (!all.unreadable().isEmpty()) {
            parts.add(new Part.Message(
                    Tone.BAD,
                    request.sentences()
                            .counted(
                                    "console.proof.audits.unreadable",
                                    all.unreadable().size(),
                                    String.join(", ", all.unreadable()))));
        }
        if (all.unreadable().isEmpty() || !all.kept().isEmpty()) {
            parts.add(list(request, all.kept()));
        }
        return parts;
    }

    private Part list(Request request, List<Kept> all) {
        List<Row> rows = all.stream().map(kept -> row(request, kept)).toList();
        return rows.isEmpty()
                ? Part.Blocks.sentences(request.say("proof.audits.none"))
                : new Grid(
                        List.of(
                                new Column(request.say("proof.audits.at"), Kind.DAY),
                                new Column(request.say("proof.audits.night"), Kind.DAY),
                                new Column(request.say("proof.audits.outcome"), Kind.TEXT),
                                new Column(request.say("proof.audits.by"), Kind.TEXT),
                                new Column(request.say("person.reason"), Kind.TEXT)),
                        rows);
    }

    private Row row(Request request, Kept kept) {
        AuditCertificate made = kept.certificate();
        boolean passed = made.outcome().equals("passed");
        return new Row(
                Cell.to("/proof/audits/" + kept.id(), moment(request, made)),
                Cell.of(request.sentences().day(LocalDate.parse(made.businessDate()))),
                Cell.of(
                        request.say(passed ? "proof.audits.passed" : "proof.audits.failed"),
                        passed ? Tone.GOOD : Tone.BAD),
                Cell.of(made.auditedBy()),
                Cell.of(Optional.ofNullable(made.reason()).orElse("")));
    }

    private String moment(Request request, AuditCertificate made) {
        return request.sentences()
                .moment(Instant.parse(made.auditedAt()), context.job().zone());
    }

    Reply page(Request request) {
        return archive.find(request.at("id"))
                .map(kept -> page(request, kept))
                .orElseGet(() -> ProofPage.nothing(request));
    }

    private Reply page(Request request, Kept kept) {
        Reply.Show shown = ProofPage.show(
                request,
                AuditCertificateDocument.of(kept.certificate(), context.job().zone(), request.sentences()),
                List.of(
                        link(request, "page", "proof.certificate.html"),
                        link(request, "records", "proof.certificate.json"),
                        link(request, "signature", "proof.certificate.signature")));
        return archive.verdict(kept.id(), key().keyring()) == Verdict.HOLDS
                ? shown
                : new Reply.Show(
                        shown.screen().under(new Part.Message(Tone.BAD, request.say("proof.certificate.changed"))));
    }

    private static Link link(Request request, String form, String key) {
        return new Link(request.say(key), "/proof/audits/" + request.at("id") + "/" + form, "");
    }

    Reply file(Request request) {
        return archive.find(request.at("id"))
                .map(kept -> switch (request.at("form")) {
                    case "page" ->
                        new Reply.Download(
                                "audit.html",
                                "text/html; charset=utf-8",
                                HtmlPage.of(AuditCertificateDocument.of(
                                                kept.certificate(),
                                                context.job().zone(),
                                                request.sentences()))
                                        .getBytes(StandardCharsets.UTF_8));
                    case "records" -> new Reply.Download("audit.json", "application/json", archive.json(kept.id()));
                    case "signature" ->
                        new Reply.Download("audit.json.sig", "application/octet-stream", archive.signature(kept.id()));
                    default -> ProofPage.nothing(request);
                })
                .orElseGet(() -> ProofPage.nothing(request));
    }
}
