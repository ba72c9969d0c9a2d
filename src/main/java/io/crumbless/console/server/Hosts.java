package io.crumbless.console.server;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The host names of the console. A page of another site that points its name to this machine (DNS rebinding) sends its
 * own name, and is rejected.
 */
final class Hosts {
    private final Set<String> authorities = new LinkedHashSet<>();
    private final Set<String> origins = new LinkedHashSet<>();

    /** @param urls addresses of the console for browsers */
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

    /** @param values all {@code Origin} headers of a form; old browsers send none */
    boolean sent(List<String> values) {
        return values.isEmpty()
                || (values.size() == 1 && origins.contains(values.get(0).toLowerCase(Locale.ROOT)));
    }
}
