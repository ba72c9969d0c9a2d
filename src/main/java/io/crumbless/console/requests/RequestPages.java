package io.crumbless.console.requests;

import io.crumbless.console.overview.OverviewCard;
import io.crumbless.console.page.Area;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.night.job.ConsoleRole;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestRefusal;
import io.crumbless.warehouse.request.RequestRefusal.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** All pages of the register. */
public final class RequestPages {
    /** Who looks at requests; they name nobody. */
    static final Set<ConsoleRole> READERS =
            EnumSet.of(ConsoleRole.REQUESTER, ConsoleRole.APPROVER, ConsoleRole.AUDITOR);

    /** Who enters and works on them. */
    static final Set<ConsoleRole> WORKERS = EnumSet.of(ConsoleRole.REQUESTER);

    static final Set<ConsoleRole> APPROVERS = EnumSet.of(ConsoleRole.APPROVER);

    private static final int REFUSED = 400;
    private static final int NOT_FOUND = 404;

    private RequestPages() {}

    /** One of the pages. */
    private record At(Method method, String path, Set<ConsoleRole> roles, Function<Request, Reply> answering)
            implements Page {
        @Override
        public Area area() {
            return Area.REQUESTS;
        }

        @Override
        public Reply answer(Request request) {
            try {
                return answering.apply(request);
            } catch (RequestRefusal refusal) {
                return refused(request, refusal);
            }
        }
    }

    /** With the way back to the request, where nothing was changed. */
    private static Reply refused(Request request, RequestRefusal refusal) {
        boolean known = PrivacyRequest.number(request.at("id")).isPresent() && refusal.reason() != Reason.UNKNOWN;
        String back = Area.REQUESTS.path() + (known ? "/" + request.at("id") : "");
        return new Reply.Refuse(
                refusal.reason() == Reason.UNKNOWN ? NOT_FOUND : REFUSED,
                Screen.of(
                        request.say("requests.refusal"),
                        List.of(
                                new Part.Message(Part.Tone.BAD, Words.of(request, refusal)),
                                new Part.Links(List.of(new Part.Link(
                                        known
                                                ? request.say("requests.refusal.back", request.at("id"))
                                                : request.say("requests.back"),
                                        back,
                                        ""))))));
    }

    public static List<Page> of(ConsoleContext context) {
        Desks desks = new Desks(context);
        RegisterPage register = new RegisterPage(desks);
        EntryForm entry = new EntryForm(desks);
        RequestPage one = new RequestPage(desks);
        Steps steps = new Steps(desks);
        Papers papers = new Papers(desks);
        return List.of(
                get("", READERS, register::page),
                get("/new", WORKERS, entry::page),
                post("/new", WORKERS, entry::enter),
                get("/{id}", READERS, one::page),
                post("/{id}/note", READERS, steps::note),
                post("/{id}/identity", WORKERS, steps::identity),
                post("/{id}/extend", WORKERS, steps::extend),
                post("/{id}/hold", WORKERS, steps::hold),
                post("/{id}/end-hold", WORKERS, steps::endHold),
                post("/{id}/refuse", WORKERS, steps::refuse),
                post("/{id}/approve", APPROVERS, steps::approve),
                post("/{id}/answered", WORKERS, steps::answered),
                post("/{id}/erase", WORKERS, steps::erase),
                post("/{id}/readmit", WORKERS, steps::readmit),
                post("/{id}/close", WORKERS, steps::close),
                post("/{id}/letter", WORKERS, papers::letter),
                get("/{id}/receipt", READERS, papers::receipt));
    }

    /** Open requests with their deadlines, for the overview. */
    public static OverviewCard card(ConsoleContext context) {
        return new RegisterPage(new Desks(context))::card;
    }

    private static Page get(String below, Set<ConsoleRole> roles, Function<Request, Reply> answering) {
        return new At(Method.GET, Area.REQUESTS.path() + below, roles, answering);
    }

    private static Page post(String below, Set<ConsoleRole> roles, Function<Request, Reply> answering) {
        return new At(Method.POST, Area.REQUESTS.path() + below, roles, answering);
    }
}
