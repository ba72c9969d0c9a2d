package io.crumbless.console.server;

import io.crumbless.answers.wording.Sentences;
import io.crumbless.console.access.Counters;
import io.crumbless.console.access.KeptForm;
import io.crumbless.console.access.OneTimeToken;
import io.crumbless.console.access.ProxyUsers;
import io.crumbless.console.access.Session;
import io.crumbless.console.access.Sessions;
import io.crumbless.console.access.User;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import io.crumbless.console.page.PageRefusal;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Screen;
import io.crumbless.night.job.ConsoleRole;
import io.crumbless.night.job.ConsoleSettings;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.metrics.ConsoleMetrics;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers HTTP requests. Checks in this order: the host name; public paths; the user; the page and the user's roles;
 * for a form, whether it comes from a page of this session.
 */
final class ConsoleHandler extends Handler.Abstract {
    static final String LOGIN = "/login";
    static final String TOKEN = "token";
    private static final String LOGOUT = "/logout";
    private static final String LANGUAGE = "/language";
    private static final String HEALTH = "/health";
    private static final String METRICS = "/metrics";
    static final String CSRF = "csrf";
    private static final int FORM_BYTES = 64 * 1024;
    private static final int FORM_FIELDS = 200;
    private static final String LOCAL_PATH = "/[A-Za-z0-9/_-]*";
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleHandler.class);

    private final JobFile job;
    private final Supplier<List<URI>> urls;
    private final Clock clock;
    private final Routes routes;
    private final Counters counters;
    private final Frames frames;
    private final Sessions sessions;
    private final OneTimeToken token;
    private final Runnable invite;
    private final Visitors visitors;
    private final SessionCookie cookie;
    private final boolean https;
    private final boolean proxied;

    ConsoleHandler(
            ConsoleContext context, List<Page> pages, Supplier<List<URI>> urls, OneTimeToken token, Runnable invite) {
        this.job = context.job();
        this.urls = urls;
        this.token = token;
        this.invite = invite;
        this.routes = new Routes(pages);
        this.clock = context.clock();
        this.counters = context.counters();
        this.frames = new Frames(routes);
        ConsoleSettings settings = job.console();
        this.proxied = settings.proxy().isPresent();
        this.https = settings.publicUrl()
                .filter(url -> url.getScheme().equalsIgnoreCase("https"))
                .isPresent();
        this.sessions = new Sessions(context.clock(), settings.idle(), settings.longest());
        this.cookie = new SessionCookie(https);
        this.visitors =
                new Visitors(sessions, cookie, settings.proxy().map(proxy -> new ProxyUsers(proxy, settings.users())));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback, https);
        try {
            answer(exchange);
        } catch (RuntimeException e) {
            broken(exchange, Optional.empty(), e);
        }
        return true;
    }

    private void answer(Exchange exchange) {
        boolean probe = exchange.path().equals(HEALTH) || exchange.path().equals(METRICS);
        // Health checks use the address of the machine.
        if (!(probe && proxied)
                && !new Hosts(urls.get()).know(exchange.request().getHeaders().getValuesList(HttpHeader.HOST))) {
            deny(exchange, Denial.HOST, Optional.empty());
        } else if (!publicly(exchange)) {
            identified(exchange);
        }
    }

    /** Answers public paths; returns whether it was one. */
    private boolean publicly(Exchange exchange) {
        switch (exchange.path()) {
            case HEALTH ->
                exchange.plain(HttpStatus.OK_200, "text/plain; charset=utf-8", "ok\n".getBytes(StandardCharsets.UTF_8));
            case METRICS -> metrics(exchange);
            case StyleSheet.ICON_PATH, StyleSheet.USUAL_ICON_PATH -> exchange.asset("image/svg+xml", StyleSheet.ICON);
            case LOGIN -> login(exchange);
            default -> {
                if (!exchange.path().equals(StyleSheet.PATH)) {
                    return false;
                }
                exchange.asset("text/css; charset=utf-8", StyleSheet.CONTENT);
            }
        }
        return true;
    }

    /** For a metrics collector, which is no user: counts only. */
    private void metrics(Exchange exchange) {
        if (job.monitoring().metrics().file().isEmpty()) {
            deny(exchange, Denial.PATH, Optional.empty());
        } else {
            exchange.plain(
                    HttpStatus.OK_200,
                    ConsoleMetrics.CONTENT_TYPE,
                    ConsoleMetrics.text(job, sessions.size(), counters.denied(), counters.lockouts()));
        }
    }

    /** The token is exchanged for a session with a new id, and the browser is redirected to a path without token. */
    private void login(Exchange exchange) {
        Request request = exchange.request();
        String presented = Optional.ofNullable(
                        Request.extractQueryParameters(request).getValue(TOKEN))
                .orElse("");
        if (proxied || !request.getMethod().equals("GET") || !token.redeem(presented)) {
            deny(exchange, proxied ? Denial.PATH : Denial.TOKEN, Optional.empty());
            return;
        }
        User user = new User(System.getProperty("user.name", "unknown"), EnumSet.allOf(ConsoleRole.class));
        Sessions.Opened opened = sessions.open(user, Visitors.language(request), cookie.of(request));
        Response.putCookie(exchange.response(), cookie.holding(opened.id()));
        exchange.redirect(
                opened.session().form().map(form -> frames.pageOf(form.path())).orElse("/"));
    }

    private void identified(Exchange exchange) {
        Visitor visitor = visitors.of(exchange.request());
        if (visitor instanceof Visitor.Denied denied) {
            if (denied.why() == Denial.LOGIN) {
                invite.run();
            }
            // A form of a session that has ended is read, so that nothing that was typed is lost.
            if (exchange.request().getMethod().equals("POST") && sessions.hasEnded(cookie.of(exchange.request()))) {
                form(exchange, Optional.empty());
            } else {
                deny(exchange, denied.why(), Optional.empty());
            }
        } else if (visitor instanceof Visitor.Known known) {
            known.newId().ifPresent(id -> Response.putCookie(exchange.response(), cookie.holding(id)));
            asked(exchange, known.session());
        }
    }

    private void asked(Exchange exchange, Session session) {
        switch (exchange.request().getMethod()) {
            case "GET", "HEAD" -> page(exchange, Method.GET, session, Map.of());
            case "POST" -> form(exchange, Optional.of(session));
            default -> {
                exchange.response().getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, POST");
                deny(exchange, Denial.METHOD, Optional.of(session));
            }
        }
    }

    /** @param session empty where it has ended, and the form is no more than kept */
    private void form(Exchange exchange, Optional<Session> session) {
        Request request = exchange.request();
        String site =
                Optional.ofNullable(request.getHeaders().get("Sec-Fetch-Site")).orElse("same-origin");
        if (!site.equals("same-origin")
                || !new Hosts(urls.get()).sent(request.getHeaders().getValuesList(HttpHeader.ORIGIN))) {
            deny(exchange, Denial.ORIGIN, session);
            return;
        }
        String type = MimeTypes.getContentTypeWithoutCharset(
                Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                        .orElse(""));
        if (!type.toLowerCase(Locale.ROOT).equals(MimeTypes.Type.FORM_ENCODED.asString())) {
            deny(exchange, Denial.CONTENT, session);
            return;
        }
        FormFields.onFields(
                request,
                StandardCharsets.UTF_8,
                FORM_FIELDS,
                FORM_BYTES,
                Promise.Invocable.from(InvocationType.BLOCKING, (fields, failure) -> {
                    try {
                        received(exchange, session, fields, failure);
                    } catch (RuntimeException e) {
                        broken(exchange, session, e);
                    }
                }));
    }

    private void received(Exchange exchange, Optional<Session> session, Fields fields, Throwable failure) {
        if (failure != null) {
            deny(exchange, Denial.CONTENT, session);
            return;
        }
        Map<String, List<String>> form = new HashMap<>();
        fields.forEach(field -> form.put(field.getName(), List.copyOf(field.getValues())));
        if (form.values().stream().anyMatch(values -> values.stream().anyMatch(ConsoleHandler::holdsControls))) {
            deny(exchange, Denial.CONTENT, session);
        } else if (session.isEmpty()) {
            boolean kept = sessions.keep(cookie.of(exchange.request()), first(form, CSRF), exchange.path(), form);
            deny(exchange, kept ? Denial.KEPT : Denial.LOGIN, session);
        } else if (session.get().isCsrf(first(form, CSRF))) {
            sent(exchange, session.get(), form);
        } else if (session.get().isFormerCsrf(first(form, CSRF)) && !isOfTheFrame(exchange.path())) {
            session.get().keep(kept(exchange, form, KeptForm.Reason.SESSION));
            exchange.redirect(frames.pageOf(exchange.path()));
        } else {
            deny(exchange, Denial.FORM, session);
        }
    }

    /** Nobody types what a terminal obeys, and databases do not take all of it. */
    private static boolean holdsControls(String text) {
        return text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
    }

    private static boolean isOfTheFrame(String path) {
        return path.equals(LOGOUT) || path.equals(LANGUAGE);
    }

    private KeptForm kept(Exchange exchange, Map<String, List<String>> form, KeptForm.Reason why) {
        return new KeptForm(exchange.path(), form, why, clock.instant());
    }

    private void sent(Exchange exchange, Session session, Map<String, List<String>> form) {
        switch (exchange.path()) {
            case LOGOUT -> logout(exchange);
            case LANGUAGE -> {
                session.language(first(form, "language").equals("de") ? "de" : "en");
                String back = first(form, "back");
                exchange.redirect(back.matches(LOCAL_PATH) && !back.startsWith("//") ? back : "/");
            }
            default -> page(exchange, Method.POST, session, form);
        }
    }

    private void logout(Exchange exchange) {
        sessions.end(cookie.of(exchange.request()));
        Response.putCookie(exchange.response(), cookie.gone());
        Sentences sentences = Frames.sentences(Visitors.language(exchange.request()));
        exchange.screen(
                HttpStatus.OK_200,
                Screen.of(
                        sentences.of("console.logged-out"),
                        List.of(Part.Blocks.sentences(
                                sentences.of(proxied ? "console.logged-out.proxy" : "console.logged-out.token")))),
                frames.of("/", Optional.empty(), sentences));
    }

    private static String first(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of()).stream().findFirst().orElse("");
    }

    private void page(Exchange exchange, Method method, Session session, Map<String, List<String>> form) {
        Optional<Routes.Found> found = routes.find(method, exchange.path());
        if (found.isEmpty()) {
            deny(exchange, Denial.PATH, Optional.of(session));
        } else if (!session.user().isAnyOf(found.get().page().roles())) {
            deny(exchange, Denial.ROLE, Optional.of(session));
        } else {
            Map<String, String> query = new HashMap<>();
            Request.extractQueryParameters(exchange.request())
                    .forEach(field -> query.put(field.getName(), field.getValue()));
            io.crumbless.console.page.Request asked = new io.crumbless.console.page.Request(
                    session, Frames.sentences(session.language()), found.get().path(), query, form);
            Reply reply = reply(found.get().page(), asked);
            exchange.answer(
                    method == Method.GET ? withKept(exchange, asked, reply) : keeping(exchange, asked, reply),
                    frames,
                    Optional.of(session),
                    asked.sentences());
        }
    }

    private static boolean isBusy(Reply reply) {
        return reply instanceof Reply.Refuse refuse && refuse.status() == HttpStatus.SERVICE_UNAVAILABLE_503;
    }

    /** A form that a run kept from being carried out can be sent again. */
    private Reply keeping(Exchange exchange, io.crumbless.console.page.Request asked, Reply reply) {
        if (!isBusy(reply) || !(reply instanceof Reply.Refuse refuse)) {
            return reply;
        }
        asked.session().keep(kept(exchange, asked.form(), KeptForm.Reason.BUSY));
        Part again = new Part.Links(List.of(
                new Part.Link(asked.say("busy.again"), frames.pageOf(exchange.path()), asked.say("busy.again.below"))));
        return new Reply.Refuse(refuse.status(), refuse.screen().over(again));
    }

    /** With what was typed into the form of the page that is kept. */
    private Reply withKept(Exchange exchange, io.crumbless.console.page.Request asked, Reply reply) {
        Optional<KeptForm> form =
                asked.session().form().filter(kept -> frames.pageOf(kept.path()).equals(exchange.path()));
        if (form.isEmpty() || isBusy(reply)) {
            return reply;
        }
        KeptForms kept = new KeptForms(form.get(), asked);
        if (reply instanceof Reply.Show show) {
            asked.session().formShown();
            return new Reply.Show(kept.in(show.screen()));
        } else if (reply instanceof Reply.Refuse refuse) {
            asked.session().formShown();
            return new Reply.Refuse(refuse.status(), kept.in(refuse.screen()));
        }
        return reply;
    }

    /** A failure whose message the user may read is shown as a page. */
    private static Reply reply(Page page, io.crumbless.console.page.Request asked) {
        try {
            Reply reply = page.answer(asked);
            if (reply instanceof Reply.Show show) {
                Optional<String> said = asked.session().said();
                return said.<Reply>map(sentence ->
                                new Reply.Show(show.screen().under(new Part.Message(Part.Tone.GOOD, sentence))))
                        .orElse(show);
            }
            return reply;
        } catch (Failure failure) {
            return refused(asked, page.method(), failure);
        }
    }

    private static Reply refused(io.crumbless.console.page.Request asked, Method method, Failure failure) {
        boolean busy = failure.category() == ErrorCategory.BUSY;
        int status = busy
                ? HttpStatus.SERVICE_UNAVAILABLE_503
                : failure.category() == ErrorCategory.CALLER
                        ? HttpStatus.BAD_REQUEST_400
                        : HttpStatus.INTERNAL_SERVER_ERROR_500;
        String title = asked.say(busy ? "busy" : failure instanceof PageRefusal ? "refused" : "failed");
        String message = String.valueOf(failure.getMessage());
        String sentence = busy
                ? asked.say(method == Method.GET ? "busy.why" : "busy.form")
                : failure instanceof PageRefusal ? message : asked.say("failed.message", message);
        return new Reply.Refuse(
                status,
                Screen.of(title, List.of(new Part.Message(busy ? Part.Tone.WAITING : Part.Tone.BAD, sentence))));
    }

    private void deny(Exchange exchange, Denial why, Optional<Session> session) {
        counters.denied(why.word());
        Sentences sentences =
                Frames.sentences(session.map(Session::language).orElseGet(() -> Visitors.language(exchange.request())));
        Screen screen = Screen.of(
                sentences.of("console.denied." + why.word()),
                List.of(Part.Blocks.sentences(sentences.of("console.denied." + why.word() + ".why"))));
        exchange.screen(why.status(), screen, frames.of(exchange.path(), session, sentences));
    }

    /** Logged without its message, which may contain a person's value. */
    private void broken(Exchange exchange, Optional<Session> session, RuntimeException defect) {
        StringBuilder trace = new StringBuilder(defect.getClass().getName());
        for (StackTraceElement element : defect.getStackTrace()) {
            trace.append("\n\tat ").append(element);
        }
        LOG.error("Cannot answer a request of the console: {}", trace);
        Sentences sentences =
                Frames.sentences(session.map(Session::language).orElseGet(() -> Visitors.language(exchange.request())));
        exchange.screen(
                HttpStatus.INTERNAL_SERVER_ERROR_500,
                Screen.of(
                        sentences.of("console.failed"),
                        List.of(new Part.Message(Part.Tone.BAD, sentences.of("console.failed.why")))),
                frames.of("/", session, sentences));
    }
}
