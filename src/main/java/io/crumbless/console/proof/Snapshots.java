package io.crumbless.console.proof;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Column.Kind;
import io.crumbless.answers.page.Document.Fact;
import io.crumbless.answers.page.Document.Facts;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.page.Document.Items;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.page.Document.Section;
import io.crumbless.columnar.storage.Location;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Part.Cell;
import io.crumbless.console.page.Part.Grid;
import io.crumbless.console.page.Part.Row;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.warehouse.evidence.EvidenceAudit;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The kept snapshots, each chained to the previous one, with later changes. */
final class Snapshots {
    private final ConsoleContext context;

    Snapshots(ConsoleContext context) {
        this.context = context;
    }

    private Warehouse warehouse() {
        return new Warehouse(context.job().warehouse());
    }

    /** The chain, the newest first; whether the hash of each manifest is the one in the next. */
    Grid chain(Request request) {
        List<Row> rows = new ArrayList<>();
        String named = "";
        for (String runId : warehouse().chain()) {
            Location place = warehouse().snapshot(runId);
            Manifest manifest = ManifestFile.read(place.resolve(Warehouse.MANIFEST));
            String hash = warehouse().manifestHash(runId);
            boolean follows = named.isEmpty() || named.equals(hash);
            rows.add(new Row(
                    Cell.to("/proof/snapshots/" + runId, request.sentences().day(manifest.businessDate())),
                    Cell.of(runId),
                    Cell.of(hash),
                    Cell.of(
                            request.say(follows ? "proof.chain.holds" : "proof.chain.broken"),
                            follows ? Tone.GOOD : Tone.BAD),
                    Cell.of(request.sentences()
                            .number(Amendments.of(place).amendments().size()))));
            named = manifest.before().map(Manifest.Previous::manifestSha256).orElse("");
        }
        return new Grid(
                List.of(
                        column(request, "night", Kind.DAY),
                        column(request, "snapshot", Kind.TEXT),
                        column(request, "manifest", Kind.HASH),
                        column(request, "chain", Kind.TEXT),
                        column(request, "amendments", Kind.NUMBER)),
                rows);
    }

    private static Column column(Request request, String key, Kind kind) {
        return new Column(request.say("proof.column." + key), kind);
    }

    Reply page(Request request) {
        String runId = request.at("run");
        if (!warehouse().chain().contains(runId)) {
            return ProofPage.nothing(request);
        }
        Location place = warehouse().snapshot(runId);
        Manifest manifest = ManifestFile.read(place.resolve(Warehouse.MANIFEST));
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(request.say("proof.snapshot.manifest"), List.of(facts(request, manifest))));
        sections.add(new Section(request.say("proof.snapshot.signature"), signature(request, place)));
        sections.add(new Section(request.say("proof.snapshot.amendments"), amendments(request, place)));
        Document document = new Document(
                request.sentences().language(),
                request.say("proof.snapshot.title", request.sentences().day(manifest.businessDate())),
                runId,
                List.of(),
                sections);
        return ProofPage.show(request, document, List.of());
    }

    private Block facts(Request request, Manifest manifest) {
        return new Facts(List.of(
                fact(request, "snapshot", manifest.runId()),
                fact(request, "manifest", warehouse().manifestHash(manifest.runId())),
                fact(
                        request,
                        "previous",
                        manifest.before()
                                .map(before -> before.runId() + ", " + before.manifestSha256())
                                .orElse(request.say("proof.snapshot.first"))),
                fact(request, "policy", manifest.policyVersion()),
                fact(request, "program", manifest.program()),
                fact(
                        request,
                        "deliveries",
                        request.sentences().number(manifest.inputs().size())),
                fact(
                        request,
                        "files",
                        request.sentences().number(manifest.outputs().size()))));
    }

    private static Fact fact(Request request, String key, String text) {
        return new Fact(request.say("proof.fact." + key), text);
    }

    private List<Block> signature(Request request, Location place) {
        return context.askingIfFree(control ->
                        new EvidenceAudit(warehouse(), control, context.job().anchor()).signatures(place))
                .map(result -> signature(request, result))
                .orElseGet(() -> List.of(new Paragraph(request.say("busy.part"))));
    }

    private static List<Block> signature(Request request, EvidenceAudit.Result result) {
        if (result.predates()) {
            return List.of(new Paragraph(request.say("proof.signature.none")));
        }
        if (result.findings().isEmpty()) {
            return List.of(new Paragraph(request.say("proof.signature.holds")));
        }
        return List.of(
                new Paragraph(request.say("proof.signature.broken")),
                new Items(result.findings().stream()
                        .map(found -> new Item(found.in(request.sentences().language()), List.of()))
                        .toList()));
    }

    private List<Block> amendments(Request request, Location place) {
        List<Amendment> amendments = Amendments.of(place).amendments();
        return amendments.isEmpty()
                ? List.of(new Paragraph(request.say("proof.amendments.none")))
                : List.of(
                        new Paragraph(request.say("proof.amendments.lead")),
                        new Items(amendments.stream()
                                .map(one -> amendment(request, one))
                                .toList()));
    }

    private Item amendment(Request request, Amendment amendment) {
        String at = request.sentences()
                .moment(Instant.parse(amendment.at()), context.job().zone());
        long rows =
                amendment.datasets().stream().mapToLong(Amendment.Count::erased).sum();
        return new Item(
                amendment.withdrawn() == null
                        ? request.say(
                                "proof.amendment.erasure",
                                at,
                                request.sentences().amount("rows", rows))
                        : request.say("proof.amendment.withdrawn", at),
                List.of(
                        request.say(
                                "proof.amendment.files",
                                request.sentences()
                                        .amount("files", amendment.files().size())),
                        request.say("proof.amendment.follows", amendment.follows())));
    }
}
