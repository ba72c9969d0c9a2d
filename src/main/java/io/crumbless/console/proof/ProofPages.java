package io.crumbless.console.proof;

import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Page;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.night.job.ConsoleRole;
import java.util.ArrayList;
import java.util.List;

/** All pages about proofs. */
public final class ProofPages {
    private final Snapshots snapshots;
    private final Audits audits;
    private final Destructions destructions;

    private ProofPages(ConsoleContext context) {
        this.snapshots = new Snapshots(context);
        this.audits = new Audits(context);
        this.destructions = new Destructions(context);
    }

    public static List<Page> of(ConsoleContext context) {
        ProofPages pages = new ProofPages(context);
        return List.of(
                ProofPage.get("", ProofPage.ALL, pages::first),
                ProofPage.get("/snapshots/{run}", ProofPage.ALL, pages.snapshots::page),
                ProofPage.get("/destructions/{id}", ProofPage.ALL, pages.destructions::page),
                ProofPage.post("/audit", ProofPage.AUDITORS, pages.audits::make),
                ProofPage.get("/audits/{id}", ProofPage.AUDITORS, pages.audits::page),
                ProofPage.get("/audits/{id}/{form}", ProofPage.AUDITORS, pages.audits::file),
                ProofPage.get("/access-log", ProofPage.AUDITORS, new AccessLogPage(context)::page));
    }

    private Reply first(Request request) {
        List<Part> parts = new ArrayList<>();
        parts.add(Part.Blocks.sentences(request.say("proof.lead")));
        parts.add(new Card(
                request.say("proof.chain"),
                Part.Blocks.sentences(request.say("proof.chain.lead")),
                snapshots.chain(request)));
        if (request.user().is(ConsoleRole.AUDITOR)) {
            parts.add(new Card(
                    request.say("proof.access.title"),
                    Part.Blocks.sentences(request.say("proof.access.below")),
                    new Part.Links(List.of(new Part.Link(request.say("proof.access.link"), "/proof/access-log", "")))));
            parts.add(new Card(
                    request.say("proof.audit"),
                    Part.Blocks.sentences(request.say("proof.audit.lead")),
                    audits.form(request)));
            parts.add(new Card(request.say("proof.audits"), audits.list(request)));
        }
        parts.add(new Card(
                request.say("proof.destructions"),
                Part.Blocks.sentences(request.say("proof.destructions.lead")),
                destructions.list(request)));
        return new Reply.Show(Screen.of(request.say("proof.title"), parts));
    }
}
