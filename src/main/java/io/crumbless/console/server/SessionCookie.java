package io.crumbless.console.server;

import java.util.List;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;

/** The session cookie: not accessible to scripts, not sent from other sites, and only to this host. */
record SessionCookie(boolean https) {
    private static final String NAME = "crumbless-console";

    /** Browsers accept a cookie with this name prefix only over https, for one host and all of its paths. */
    private static final String SECURE_NAME = "__Host-" + NAME;

    private String name() {
        return https ? SECURE_NAME : NAME;
    }

    /** The value from the browser; empty if it sent none or several, one of which may be forged. */
    String of(Request request) {
        List<String> values = Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(name()))
                .map(HttpCookie::getValue)
                .toList();
        return values.size() == 1 ? values.get(0) : "";
    }

    HttpCookie holding(String id) {
        return builder(id).build();
    }

    /** Deletes the cookie in the browser. */
    HttpCookie gone() {
        return builder("").maxAge(0).build();
    }

    private HttpCookie.Builder builder(String value) {
        return HttpCookie.build(name(), value)
                .path("/")
                .httpOnly(true)
                .secure(https)
                .sameSite(HttpCookie.SameSite.STRICT);
    }
}
