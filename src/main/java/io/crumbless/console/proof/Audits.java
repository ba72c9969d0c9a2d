package io.crumbless.console.proof;

import io.crumbless.answers.page.HtmlPage;
import io.crumbless.answers.proof.AuditCertificate;
import io.crumbless.answers.proof.AuditCertificateDocument;
import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Field;
import io.crumbless.console.page.Part.Form;
import io.crumbless.console.page.Part.Link;
import io.crumbless.console.page.Refusal;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.Progress;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Audits of a snapshot that is published, and their certificates. One is made at a time: it reads all files. */
final class Audits {
    private static final int LONGEST_REASON = 500;
    private static final int THREADS = 2;

    private final ConsoleContext context;
    private final Semaphore turn = new Semaphore(1);

    Audits(ConsoleContext context) {
        this.context = context;
    }

    /** A certificate as it was made, in the forms in which it is kept. */
    private record Made(AuditCertificate certificate, byte[] json, byte[] signature) {}

    /** Which snapshot, and why. */
    Part form(Request request) {
        List<Part.Option> snapshots = new Warehouse(context.job().warehouse())
                .chain().stream().map(runId -> new Part.Option(runId, runId)).toList();
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

    Reply make(Request request) {
        String reason = request.field("reason")
                .filter(text -> text.length() <= LONGEST_REASON)
                .orElseThrow(() -> new Refusal(request.say("proof.audit.incomplete")));
        Warehouse warehouse = new Warehouse(context.job().warehouse());
        String runId = request.field("snapshot")
                .filter(warehouse.chain()::contains)
                .orElseThrow(() -> new Refusal(request.say("proof.audit.incomplete")));
        context.record(request.user(), "console audit", Optional.empty(), Optional.of(reason));
        if (!turn.tryAcquire()) {
            throw new Refusal(request.say("proof.audit.turn"));
        }
        try {
            AuditReport report = new PublishedAudit(THREADS)
                    .audit(
                            context.job(),
                            runId,
                            request.has("legacy") ? Legacy.READ : Legacy.LEFT_OUT,
                            Progress.SILENT);
            return new Reply.See("/proof/audits/" + request.session().keep(made(request, warehouse, report, reason)));
        } finally {
            turn.release();
        }
    }

    private Made made(Request request, Warehouse warehouse, AuditReport report, String reason) {
        AuditCertificate certificate = AuditCertificate.of(
                warehouse,
                report,
                new AuditCertificate.Issued(
                        context.clock().instant(), request.user().name(), Optional.of(reason)));
        byte[] json = ManifestFile.bytes(certificate);
        SigningKey key = context.asking(control -> control.signing().key());
        return new Made(certificate, json, key.sign(json).file());
    }

    Reply page(Request request) {
        return kept(request)
                .map(made -> ProofPage.show(
                        request,
                        AuditCertificateDocument.of(
                                made.certificate(), context.job().zone(), request.sentences()),
                        List.of(
                                link(request, "page", "proof.certificate.html"),
                                link(request, "records", "proof.certificate.json"),
                                link(request, "signature", "proof.certificate.signature"))))
                .orElseGet(() -> ProofPage.nothing(request));
    }

    private static Link link(Request request, String form, String key) {
        return new Link(request.say(key), "/proof/audits/" + request.at("handle") + "/" + form, "");
    }

    private static Optional<Made> kept(Request request) {
        return request.session().kept(request.at("handle"), Made.class);
    }

    Reply file(Request request) {
        return kept(request)
                .map(made -> switch (request.at("form")) {
                    case "page" ->
                        new Reply.Download(
                                "audit.html",
                                "text/html; charset=utf-8",
                                HtmlPage.of(AuditCertificateDocument.of(
                                                made.certificate(),
                                                context.job().zone(),
                                                request.sentences()))
                                        .getBytes(StandardCharsets.UTF_8));
                    case "records" -> new Reply.Download("audit.json", "application/json", made.json());
                    case "signature" ->
                        new Reply.Download("audit.json.sig", "application/octet-stream", made.signature());
                    default -> ProofPage.nothing(request);
                })
                .orElseGet(() -> ProofPage.nothing(request));
    }
}
