package io.crumbless.console.proof;

import io.crumbless.answers.retire.Certificate;
import io.crumbless.answers.retire.Destroyer;
import io.crumbless.answers.retire.DestructionCertificateDocument;
import io.crumbless.columnar.storage.Location;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Link;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.warehouse.ledger.RetirementLedger.Certified;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Certificates of destroyed legacy files. */
final class Destructions {
    private final ConsoleContext context;

    Destructions(ConsoleContext context) {
        this.context = context;
    }

    Part list(Request request) {
        return context.askingIfFree(control -> control.retirements().certified())
                .map(certified -> list(request, certified))
                .orElseGet(() -> Part.Blocks.sentences(request.say("busy.part")));
    }

    private Part list(Request request, List<Certified> all) {
        List<Link> links = new ArrayList<>();
        for (Certified certified : all) {
            read(certified.retirementId())
                    .ifPresent(certificate -> links.add(new Link(
                            request.say(
                                    "proof.destruction",
                                    request.sentences()
                                            .moment(
                                                    Instant.parse(certificate.startedAt()),
                                                    context.job().zone()),
                                    request.sentences().amount("files", certificate.files())),
                            "/proof/destructions/" + certified.retirementId(),
                            certified.retirementId())));
        }
        return links.isEmpty() ? Part.Blocks.sentences(request.say("proof.destructions.none")) : new Part.Links(links);
    }

    Reply page(Request request) {
        return read(request.at("id"))
                .<Reply>map(certificate -> ProofPage.show(
                        request,
                        DestructionCertificateDocument.of(
                                certificate, request.sentences(), context.job().zone()),
                        List.of()))
                .orElseGet(() -> ProofPage.nothing(request));
    }

    private Optional<Certificate> read(String id) {
        Path file = context.job().control().folder().resolve(Destroyer.FOLDER).resolve(id + ".json");
        return Files.isRegularFile(file)
                ? Optional.of(ManifestFile.read(Location.of(file), Certificate.class))
                : Optional.empty();
    }
}
