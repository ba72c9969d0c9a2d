package io.crumbless.console.server;

import io.crumbless.console.access.OneTimeToken;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Page;
import io.crumbless.night.job.ConsoleSettings;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP server. Resources per client are limited: connections, threads, the size of headers and forms, and idle
 * time.
 */
public final class ConsoleServer implements AutoCloseable {
    /** Some dozens of users with six connections each, which is what a browser opens. */
    private static final int MOST_CONNECTIONS = 256;

    /** Two cores render a page in some ten milliseconds. */
    private static final int MOST_THREADS = 24;

    private static final int LEAST_THREADS = 6;
    private static final int THREAD_IDLE_MILLIS = 60_000;

    /** After which an idle connection is closed. */
    static final long IDLE_MILLIS = 15_000;

    /** Times as long, within which a request must have arrived. */
    private static final int ARRIVES_WITHIN = 4;

    private static final int HEADER_BYTES = 8 * 1024;
    private static final int OUTPUT_BYTES = 64 * 1024;

    private final Server server;
    private final ServerConnector connector;
    private final ConsoleSettings settings;
    private final OneTimeToken token;

    private ConsoleServer(Server server, ServerConnector connector, ConsoleSettings settings, OneTimeToken token) {
        this.server = server;
        this.connector = connector;
        this.settings = settings;
        this.token = token;
    }

    /**
     * Begins to listen.
     *
     * @param invitation printed where whoever started the console logs in, each time there is a new one-time token; never where
     *     a proxy says who users are
     * @throws Failure environment if the address cannot be listened at
     */
    public static ConsoleServer start(ConsoleContext context, List<Page> pages, Consumer<URI> invitation) {
        return start(context, pages, invitation, IDLE_MILLIS);
    }

    static ConsoleServer start(ConsoleContext context, List<Page> pages, Consumer<URI> invitation, long idleMillis) {
        ConsoleSettings settings = context.job().console();
        Server server = new Server(threads());
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(settings.address());
        connector.setPort(settings.port());
        connector.setIdleTimeout(idleMillis);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        connector.addBean(new SlowRequests(connector.getScheduler(), ARRIVES_WITHIN * idleMillis));
        OneTimeToken token = new OneTimeToken(context.clock());
        ConsoleServer console = new ConsoleServer(server, connector, settings, token);
        ConsoleHandler handler =
                new ConsoleHandler(context, pages, console::urls, token, () -> console.invite(invitation));
        server.setHandler(handler);
        server.setErrorHandler(new BareErrors());
        server.setStopTimeout(0);
        try {
            server.start();
        } catch (Exception e) {
            console.close();
            throw new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot serve the console at " + settings.address() + ":" + settings.port() + ": " + e.getMessage()
                            + "; name another port or address in the job file (console.port)",
                    e);
        }
        console.invite(invitation);
        return console;
    }

    private static QueuedThreadPool threads() {
        // The queue for threads is limited by the number of connections.
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS, THREAD_IDLE_MILLIS);
        threads.setName("console");
        threads.setDaemon(true);
        return threads;
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setResponseHeaderSize(HEADER_BYTES);
        http.setOutputBufferSize(OUTPUT_BYTES);
        http.setUriCompliance(UriCompliance.DEFAULT);
        // What a proxy in front might interpret differently, such as lines that end with a line feed only, is rejected.
        http.setHttpCompliance(HttpCompliance.STRICT);
        // No customizer: the address is that of the connection, regardless of headers.
        http.setCustomizers(List.of());
        return http;
    }

    private void invite(Consumer<URI> invitation) {
        if (settings.proxy().isEmpty()) {
            token.issue()
                    .ifPresent(fresh -> invitation.accept(
                            URI.create(url() + ConsoleHandler.LOGIN + "?" + ConsoleHandler.TOKEN + "=" + fresh)));
        }
    }

    /** The address for browsers, without a path. */
    public URI url() {
        return settings.publicUrl()
                .map(url -> URI.create(url.getScheme() + "://" + url.getAuthority()))
                .orElseGet(this::listening);
    }

    /** The address it listens on, possibly behind a proxy. */
    URI listening() {
        return at(bracketed(settings.address()));
    }

    /** All addresses under which it is reached. */
    private List<URI> urls() {
        List<URI> urls = new ArrayList<>(List.of(url()));
        if (settings.publicUrl().isEmpty()) {
            urls.add(at("127.0.0.1"));
            urls.add(at("localhost"));
            urls.add(at("[::1]"));
        }
        return urls;
    }

    private URI at(String host) {
        return URI.create("http://" + host + ":" + connector.getLocalPort());
    }

    private static String bracketed(String address) {
        return Optional.of(address)
                .filter(text -> text.contains(":"))
                .map(text -> "[" + text + "]")
                .orElse(address);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new Failure(ErrorCategory.INTERNAL, "Cannot stop the console: " + e.getMessage(), e);
        }
    }
}
