package io.crumbless.console.server;

import io.crumbless.answers.wording.Sentences;
import io.crumbless.console.access.ProxyUsers;
import io.crumbless.console.access.Session;
import io.crumbless.console.access.Sessions;
import io.crumbless.console.access.Sessions.Opened;
import io.crumbless.console.access.User;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** Identifies the sender of a request: by the session cookie, or by the header of a trusted proxy. */
final class Visitors {
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Optional<ProxyUsers> proxy;

    Visitors(Sessions sessions, SessionCookie cookie, Optional<ProxyUsers> proxy) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.proxy = proxy;
    }

    Visitor of(Request request) {
        return proxy.map(users -> throughProxy(request, users)).orElseGet(() -> sessions.use(cookie.of(request))
                .<Visitor>map(session -> new Visitor.Known(session, Optional.empty()))
                .orElse(new Visitor.Denied(Denial.LOGIN)));
    }

    private Visitor throughProxy(Request request, ProxyUsers users) {
        if (!users.trusts(address(request))) {
            return new Visitor.Denied(Denial.ADDRESS);
        }
        List<String> named = request.getHeaders().getValuesList(users.header());
        if (named.size() != 1 || named.get(0).isBlank()) {
            return new Visitor.Denied(Denial.NOBODY);
        }
        return users.user(named.get(0))
                .<Visitor>map(user -> session(request, user))
                .orElse(new Visitor.Denied(Denial.NO_ROLE));
    }

    /** A session belongs to its user: with the cookie of another user, a new one is opened. */
    private Visitor session(Request request, User user) {
        Optional<Session> open = sessions.use(cookie.of(request))
                .filter(session -> session.user().equals(user));
        return open.map(session -> new Visitor.Known(session, Optional.empty())).orElseGet(() -> {
            Opened opened = sessions.open(user, language(request), cookie.of(request));
            return new Visitor.Known(opened.session(), Optional.of(opened.id()));
        });
    }

    private static InetAddress address(Request request) {
        return ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress()).getAddress();
    }

    /** The browser's first language that is available. */
    static String language(Request request) {
        return Request.getLocales(request).stream()
                .map(Locale::getLanguage)
                .filter(Sentences.LANGUAGES::contains)
                .findFirst()
                .orElse("en");
    }
}
