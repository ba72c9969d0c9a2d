package io.crumbless.console.proof;

import io.crumbless.answers.page.Document;
import io.crumbless.console.page.Area;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.night.job.ConsoleRole;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** One of the pages about proofs: its path, roles, and content. */
record ProofPage(Method method, String path, Set<ConsoleRole> roles, Function<Request, Reply> answering)
        implements Page {
    static final Set<ConsoleRole> ALL = EnumSet.allOf(ConsoleRole.class);
    static final Set<ConsoleRole> AUDITORS = EnumSet.of(ConsoleRole.AUDITOR);
    private static final int NOT_FOUND = 404;

    static ProofPage get(String below, Set<ConsoleRole> roles, Function<Request, Reply> answering) {
        return new ProofPage(Method.GET, Area.PROOF.path() + below, roles, answering);
    }

    static ProofPage post(String below, Set<ConsoleRole> roles, Function<Request, Reply> answering) {
        return new ProofPage(Method.POST, Area.PROOF.path() + below, roles, answering);
    }

    @Override
    public Area area() {
        return Area.PROOF;
    }

    @Override
    public Reply answer(Request request) {
        return answering.apply(request);
    }

    /** A document, with links back and to other pages above it. */
    static Reply.Show show(Request request, Document document, List<Part.Link> ways) {
        List<Part.Link> links = new ArrayList<>(ways);
        links.add(new Part.Link(request.say("proof.back"), Area.PROOF.path(), ""));
        List<Part> parts = new ArrayList<>(List.of(new Part.Blocks(document.lead()), new Part.Links(links)));
        document.sections()
                .forEach(section ->
                        parts.add(new Part.Card(section.head(), List.of(new Part.Blocks(section.blocks())))));
        return new Reply.Show(new Screen(document.title(), document.title(), document.reference(), parts));
    }

    static Reply nothing(Request request) {
        return new Reply.Refuse(
                NOT_FOUND,
                Screen.of(
                        request.say("proof.gone"),
                        List.of(
                                Part.Blocks.sentences(request.say("proof.gone.why")),
                                new Part.Links(
                                        List.of(new Part.Link(request.say("proof.back"), Area.PROOF.path(), ""))))));
    }
}
