package io.crumbless.console.policy;

import io.crumbless.answers.page.Document;
import io.crumbless.console.page.Area;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Link;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.night.job.ConsoleRole;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** One of the pages about the policy: its path, roles, and content. */
record PolicyPage(Method method, String path, Set<ConsoleRole> roles, Function<Request, Reply> answering)
        implements Page {
    private static final Set<ConsoleRole> ALL = EnumSet.allOf(ConsoleRole.class);
    private static final Set<ConsoleRole> APPROVERS = EnumSet.of(ConsoleRole.APPROVER);

    static PolicyPage get(String below, Function<Request, Reply> answering) {
        return new PolicyPage(Method.GET, Area.POLICY.path() + below, ALL, answering);
    }

    /** The target of a form that changes something. */
    static PolicyPage post(String below, Function<Request, Reply> answering) {
        return new PolicyPage(Method.POST, Area.POLICY.path() + below, APPROVERS, answering);
    }

    @Override
    public Area area() {
        return Area.POLICY;
    }

    @Override
    public Reply answer(Request request) {
        return answering.apply(request);
    }

    static Part back(Request request) {
        return new Part.Links(List.of(new Link(request.say("policy.back"), Area.POLICY.path(), "")));
    }

    /** Parts under a title, with a link back above them. */
    static Reply show(Request request, String title, List<Part> parts) {
        List<Part> all = new ArrayList<>(List.of(back(request)));
        all.addAll(parts);
        return new Reply.Show(Screen.of(title, all));
    }

    /** A document with a card for each section. */
    static List<Part> parts(Document document) {
        List<Part> parts = new ArrayList<>(List.of(new Part.Blocks(document.lead())));
        document.sections()
                .forEach(section ->
                        parts.add(new Part.Card(section.head(), List.of(new Part.Blocks(section.blocks())))));
        return parts;
    }
}
