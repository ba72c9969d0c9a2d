package io.crumbless.console.server;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Under which names the console is reached. A page of another site that lets its name point to this machine (DNS rebinding)
 * sends its own name, and is refused.
 */
final class Hosts {
    private final Set<String> authorities = new LinkedHashSet<>();
    private final Set<String> origins = new LinkedHashSet<>();

    /** @param urls where browsers reach the console */
    Hosts(List<URI> urls) {
        for (URI url : urls) {
            String scheme = url.getScheme().toLowerCase(Locale.ROOT);
            String host = url.getHost().toLowerCase(Locale.ROOT);
            int usual = scheme.equals("https") ? 443 : 80;
            int port = url.getPort() < 0 ? usual : url.getPort();
            authorities.add(host + ":" + port);
            origins.add(scheme + "://" + host + ":" + port);
            if (port == usual) {
                authorities.add(host);
                origins.add(scheme + "://" + host);
            }
        }
    }

    /** @param values all {@code Host} headers of a request; there must be one */
    boolean know(List<String> values) {
        return values.size() == 1 && authorities.contains(values.get(0).toLowerCase(Locale.ROOT));
    }

    /** @param values all {@code Origin} headers of a form that was sent; none is what old browsers send */
    boolean sent(List<String> values) {
        return values.isEmpty()
                || (values.size() == 1 && origins.contains(values.get(0).toLowerCase(Locale.ROOT)));
    }
}
