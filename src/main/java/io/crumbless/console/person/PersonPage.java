package io.crumbless.console.person;

import io.crumbless.console.page.Area;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.night.job.ConsoleRole;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A page about a person who was found; its path contains the handle of the look-up in the session. */
abstract class PersonPage implements Page {
    static final String PATH = "/person/{handle}";

    /** Auditors view proofs, which need no person's values. */
    static final Set<ConsoleRole> ROLES = EnumSet.of(ConsoleRole.VIEWER, ConsoleRole.REQUESTER, ConsoleRole.APPROVER);

    static final int NOT_FOUND = 404;

    private final Method method;
    private final String path;

    PersonPage(Method method, String path) {
        this.method = method;
        this.path = path;
    }

    @Override
    public final Method method() {
        return method;
    }

    @Override
    public final String path() {
        return path;
    }

    @Override
    public final Area area() {
        return Area.PERSON;
    }

    @Override
    public Set<ConsoleRole> roles() {
        return ROLES;
    }

    @Override
    public final Reply answer(Request request) {
        return request.session()
                .kept(request.at("handle"), Lookup.class)
                .map(lookup -> answer(request, lookup))
                .orElseGet(() -> gone(request));
    }

    abstract Reply answer(Request request, Lookup lookup);

    static String at(Request request, String below) {
        return "/person/" + request.at("handle") + below;
    }

    /** A notice on answers that were given while a night used the control database. */
    static Part meanwhile(Request request) {
        return new Part.Message(Part.Tone.WAITING, request.say("busy.look"));
    }

    private static Reply gone(Request request) {
        return new Reply.Refuse(
                NOT_FOUND,
                Screen.of(
                        request.say("person.gone"),
                        List.of(
                                Part.Blocks.sentences(request.say("person.gone.why")),
                                new Part.Links(List.of(
                                        new Part.Link(request.say("person.search.title"), Area.PERSON.path(), ""))))));
    }
}
