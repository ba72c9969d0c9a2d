package io.crumbless.process;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts JSON to an address. The address is often a secret, so no message names it; redirects are not followed. */
public final class JsonPost {
    private static final int SUCCESS = 2;
    private static final int HUNDREDS = 100;

    private final URI address;
    private final Map<String, String> headers;
    private final Duration patience;

    /**
     * @param headers in addition to the content type
     * @param patience time-out for one response
     */
    public JsonPost(URI address, Map<String, String> headers, Duration patience) {
        this.address = address;
        this.headers = Map.copyOf(headers);
        this.patience = patience;
    }

    /**
     * The result of a request.
     *
     * @param failure why it failed, for a message; empty on success
     * @param status HTTP status; 0 if there was no response
     */
    public record Answer(Optional<String> failure, int status) {
        private static Answer none(String why) {
            return new Answer(Optional.of(why), 0);
        }

        private static Answer of(int status) {
            boolean isTaken = status / HUNDREDS == SUCCESS;
            return new Answer(isTaken ? Optional.empty() : Optional.of("it answered with status " + status), status);
        }
    }

    /** Posts it and waits for the response. */
    public Answer post(byte[] json) {
        CompletableFuture<HttpResponse<Void>> answer = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()
                .sendAsync(request(json), BodyHandlers.discarding());
        try {
            return Answer.of(
                    answer.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode());
        } catch (TimeoutException e) {
            return tookLonger();
        } catch (ExecutionException e) {
            // The client's time-out and ours expire at the same moment; either may be noticed first.
            boolean isLate = e.getCause() instanceof HttpTimeoutException
                    && !(e.getCause() instanceof HttpConnectTimeoutException);
            return isLate ? tookLonger() : Answer.none("it cannot be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.none("it was interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private Answer tookLonger() {
        return Answer.none("it took longer than " + Quantity.of(patience.toSeconds(), "second"));
    }

    private HttpRequest request(byte[] json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json));
        headers.forEach(request::header);
        return request.build();
    }
}
