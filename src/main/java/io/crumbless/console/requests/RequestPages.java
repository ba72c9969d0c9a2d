package io.crumbless.console.requests;

import io.crumbless.answers.letter.LetterKind;
import io.crumbless.console.overview.OverviewCard;
import io.crumbless.console.overview.OverviewTasks;
import io.crumbless.console.page.Area;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import io.crumbless.console.page.PageRefusal;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.night.job.ConsoleRole;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestRefusal;
import io.crumbless.warehouse.request.RequestRefusal.Reason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** All pages of the register. */
public final class RequestPages {
    /** Roles that view requests, which contain no ids. */
    static final Set<ConsoleRole> READERS =
            EnumSet.of(ConsoleRole.REQUESTER, ConsoleRole.APPROVER, ConsoleRole.AUDITOR);

    /** Roles that enter and work on requests. */
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

    /** The target of a form about one request, which is shown again if it has an error. */
    private record Step(ConsoleContext context, String name, RequestPage page, Function<Request, Reply> taking)
            implements Function<Request, Reply> {
        @Override
        public Reply apply(Request request) {
            try {
                return taking.apply(request);
            } catch (RequestRefusal refusal) {
                if (refusal.reason() == Reason.OTHER_PERSON && context.missed(request.user())) {
                    throw new PageRefusal(request.say("person.locked"));
                }
                return again(request, WrongStep.of(request, name, refusal), refusal);
            } catch (PageRefusal refusal) {
                return again(request, WrongStep.of(name, refusal), refusal);
            }
        }

        private Reply again(Request request, Optional<WrongStep> wrong, Failure refusal) {
            return new Reply.Refuse(REFUSED, page.screen(request, Optional.of(wrong.orElseThrow(() -> refusal))));
        }
    }

    /** With a link back to the request; nothing was changed. */
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
        List<Page> pages = new ArrayList<>(List.of(
                get("", READERS, register::page),
                get("/new", WORKERS, entry::page),
                post("/new", WORKERS, entry::enter),
                get("/{id}", READERS, one::page),
                step(context, "note", READERS, one, steps::note),
                step(context, "identity", WORKERS, one, steps::identity),
                step(context, "extend", WORKERS, one, steps::extend),
                step(context, "hold", WORKERS, one, steps::hold),
                step(context, "end-hold", WORKERS, one, steps::endHold),
                step(context, "refuse", WORKERS, one, steps::refuse),
                step(context, "approve", APPROVERS, one, steps::approve),
                step(context, "answered", WORKERS, one, steps::answered),
                step(context, "erase", WORKERS, one, steps::erase),
                step(context, "readmit", WORKERS, one, steps::readmit),
                step(context, "announce-lifting", WORKERS, one, steps::announceLifting),
                step(context, "close", WORKERS, one, steps::close),
                step(context, "letter", WORKERS, one, papers::letter),
                get("/{id}/receipt", READERS, papers::receipt)));
        for (LetterKind kind : LetterKind.values()) {
            pages.add(step(context, letter(kind), WORKERS, one, request -> papers.notice(request, kind)));
        }
        return List.copyOf(pages);
    }

    /** The last word of the path of a letter. */
    static String letter(LetterKind kind) {
        return "letter-" + kind.word();
    }

    /** Open requests with their deadlines, for the overview. */
    public static OverviewCard card(ConsoleContext context) {
        return new RegisterPage(new Desks(context))::card;
    }

    /** Tasks about requests, for the overview. */
    public static OverviewTasks tasks(ConsoleContext context) {
        return new Waiting(new Desks(context));
    }

    private static Page step(
            ConsoleContext context,
            String name,
            Set<ConsoleRole> roles,
            RequestPage page,
            Function<Request, Reply> taking) {
        return post("/{id}/" + name, roles, new Step(context, name, page, taking));
    }

    private static Page get(String below, Set<ConsoleRole> roles, Function<Request, Reply> answering) {
        return new At(Method.GET, Area.REQUESTS.path() + below, roles, answering);
    }

    private static Page post(String below, Set<ConsoleRole> roles, Function<Request, Reply> answering) {
        return new At(Method.POST, Area.REQUESTS.path() + below, roles, answering);
    }
}
