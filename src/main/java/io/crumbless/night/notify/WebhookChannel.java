package io.crumbless.night.notify;

import io.crumbless.night.job.NotifySettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An address the notification is posted to. Often the address is a secret, so that only its host is ever named. */
final class WebhookChannel implements Channel {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SUCCESS = 2;
    private static final int REFUSED = 4;
    private static final int HUNDREDS = 100;

    /** Request timeout, and too many requests: they are refused only now. */
    private static final Set<Integer> LATER = Set.of(408, 429);

    private final URI address;

    WebhookChannel(URI address) {
        this.address = address;
    }

    /** @param file whose first line is the address; one that cannot be read is said when it is needed */
    static Channel in(Path file) {
        try {
            String line = Files.readString(file).lines().findFirst().orElse("");
            return new WebhookChannel(NotifySettings.address(line));
        } catch (IOException e) {
            return unusable(file, "it cannot be read");
        } catch (IllegalArgumentException e) {
            return unusable(file, "its first line is no address: " + e.getMessage());
        }
    }

    private static Channel unusable(Path file, String why) {
        return new Channel() {
            @Override
            public String name() {
                return "the webhook in " + file;
            }

            @Override
            public Delivery deliver(byte[] json) {
                return Delivery.lasting(why);
            }
        };
    }

    @Override
    public String name() {
        return "the webhook at " + address.getHost();
    }

    @Override
    public Delivery deliver(byte[] json) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json))
                .build();
        CompletableFuture<HttpResponse<Void>> answer = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()
                .sendAsync(request, BodyHandlers.discarding());
        try {
            return answered(
                    answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).statusCode());
        } catch (TimeoutException e) {
            return Delivery.passing("it took longer than " + PATIENCE.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            return Delivery.passing("it cannot be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Delivery.lasting("it was interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private static Delivery answered(int status) {
        if (status / HUNDREDS == SUCCESS) {
            return Delivery.DONE;
        }
        String why = "it answered with status " + status;
        return status / HUNDREDS == REFUSED && !LATER.contains(status) ? Delivery.lasting(why) : Delivery.passing(why);
    }
}
