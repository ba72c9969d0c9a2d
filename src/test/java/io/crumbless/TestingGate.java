package io.crumbless;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A proxy in front of an object store that counts requests and injects faults. Writes pass one at a time, because
 * S3Mock does not check conditions and write atomically.
 */
public final class TestingGate {
    /** The outcome of a request. */
    public enum Fate {
        PASSES,
        /** Passes without its conditions, as on a store without conditional writes. */
        PASSES_WITHOUT_CONDITION,
        /** Refused because the store is busy (503). */
        IS_SENT_AWAY,
        /** Executed, but the response is lost. */
        LOSES_ITS_ANSWER,
        /** Refused because of a concurrent write (409). */
        CONFLICTS,
        /** Refused because the condition is not met (412). */
        REFUSES_CONDITION,
        /** Refused because of missing permissions (403). */
        REFUSES_ACCESS,
        /** Executed, except that versions are not deleted, as with an object lock or missing permissions. */
        KEEPS_VERSIONS,
        /** Executed, except that versions are not listed (403). */
        FORBIDS_VERSIONS,
        /**
         * The condition is checked first; the write follows without it once another request is as far, or after a
         * while.
         */
        IS_LOOKED_AT_FIRST
    }

    private static final Duration LATER = Duration.ofMillis(100);
    private static final int MOST_WAITS = 300;
    private static final int NOT_FOUND = 404;

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "content-length", "connection", "expect", "transfer-encoding", "upgrade", "http2-settings");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final URI store;
    private final Object oneWriter = new Object();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile Function<String, Fate> fates = request -> Fate.PASSES;

    private TestingGate(URI store, HttpServer server) {
        this.store = store;
        this.server = server;
    }

    public static TestingGate before(URI store) {
        // Otherwise the kernel delays responses (Nagle's algorithm).
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TestingGate gate = new TestingGate(store, server);
            server.createContext("/", gate::handle);
            server.setExecutor(Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "gate");
                thread.setDaemon(true);
                return thread;
            }));
            server.start();
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** @param newFates outcomes of requests, which are given as method, space, and path with query */
    public void decide(Function<String, Fate> newFates) {
        fates = newFates;
    }

    /** The requests since the last call. */
    public List<String> asked() {
        List<String> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            asked.add(request);
            byte[] body = exchange.getRequestBody().readAllBytes();
            Fate fate = fates.apply(request);
            if (fate == Fate.IS_SENT_AWAY) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            Optional<Refusal> refusal = refusal(fate, request, body);
            if (refusal.isPresent()) {
                refusal.get().answer(exchange);
                return;
            }
            if (fate == Fate.IS_LOOKED_AT_FIRST) {
                if (!isAsExpected(exchange)) {
                    Refusal.OF_CONDITION.answer(exchange);
                    return;
                }
                awaitAnother();
            }
            HttpResponse<byte[]> answer = passed(exchange, body, fate);
            if (fate != Fate.LOSES_ITS_ANSWER) {
                answer(exchange, answer);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A response that pretends to come from the store. */
    private record Refusal(int status, String body) {
        static final Refusal OF_CONDITION =
                new Refusal(412, "<Error><Code>PreconditionFailed</Code><Message>It has changed.</Message></Error>");

        void answer(HttpExchange exchange) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    private static Optional<Refusal> refusal(Fate fate, String request, byte[] body) {
        boolean ofVersions = request.matches("GET .*[?&]versions.*");
        boolean deletesVersions = request.matches("POST .*[?&]delete.*")
                && new String(body, StandardCharsets.UTF_8).contains("<VersionId>");
        if (fate == Fate.CONFLICTS) {
            return Optional.of(new Refusal(
                    409,
                    "<Error><Code>ConditionalRequestConflict</Code><Message>The conditional request cannot succeed due to a"
                            + " conflicting operation against this resource.</Message></Error>"));
        } else if (fate == Fate.REFUSES_CONDITION) {
            return Optional.of(Refusal.OF_CONDITION);
        } else if (fate == Fate.REFUSES_ACCESS || (fate == Fate.FORBIDS_VERSIONS && ofVersions)) {
            return Optional.of(
                    new Refusal(403, "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"));
        } else if (fate == Fate.KEEPS_VERSIONS && deletesVersions) {
            return Optional.of(new Refusal(
                    200,
                    "<DeleteResult><Error><Key>any</Key><VersionId>any</VersionId><Code>AccessDenied</Code>"
                            + "<Message>Access Denied</Message></Error></DeleteResult>"));
        }
        return Optional.empty();
    }

    private HttpResponse<byte[]> passed(HttpExchange exchange, byte[] body, Fate fate)
            throws IOException, InterruptedException {
        boolean unconditionally = fate == Fate.PASSES_WITHOUT_CONDITION || fate == Fate.IS_LOOKED_AT_FIRST;
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(store + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean condition = lower.equals("if-match") || lower.equals("if-none-match");
            if (!OF_THE_CONNECTION.contains(lower) && !(condition && unconditionally)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        if (!exchange.getRequestMethod().equals("PUT") || unconditionally) {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        }
        synchronized (oneWriter) {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        }
    }

    /** Whether the object meets the condition of a write. */
    private boolean isAsExpected(HttpExchange exchange) throws IOException, InterruptedException {
        HttpResponse<Void> now = http.send(
                HttpRequest.newBuilder(
                                URI.create(store + exchange.getRequestURI().toString()))
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
        String expected = exchange.getRequestHeaders().getFirst("If-Match");
        return expected == null
                ? now.statusCode() == NOT_FOUND
                : now.headers().firstValue("ETag").orElse("").replace("\"", "").equals(expected.replace("\"", ""));
    }

    /** Returns when two writes have been checked and not executed. */
    private void awaitAnother() {
        waiting.incrementAndGet();
        for (int waits = 0; waits < MOST_WAITS && waiting.get() < 2; waits++) {
            LockSupport.parkNanos(LATER.toNanos());
        }
        // Gives the other thread time to see it.
        LockSupport.parkNanos(2 * LATER.toNanos());
        waiting.decrementAndGet();
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        boolean head = exchange.getRequestMethod().equals("HEAD");
        answer.headers().map().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals("content-length") ? head : !OF_THE_CONNECTION.contains(lower)) {
                headers.put(name, values);
            }
        });
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }
}
