package io.crumbless.night.notify;

import io.crumbless.night.job.WebAddress;
import io.crumbless.process.JsonPost;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Posts the notification to an address. The address is often a secret, so only its host is named in messages. */
final class WebhookChannel implements NotificationChannel {
    private static final int REFUSED = 4;
    private static final int HUNDREDS = 100;

    /** Request timeout, and too many requests: worth a retry. */
    private static final Set<Integer> LATER = Set.of(408, 429);

    private final URI address;
    private final Duration patience;

    /** @param patience for the answer */
    WebhookChannel(URI address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    /** @param file its first line is the address; if it cannot be read, that is reported when it is needed */
    static NotificationChannel in(Path file, Duration patience) {
        try {
            String line = Files.readString(file).lines().findFirst().orElse("");
            return new WebhookChannel(WebAddress.of(line), patience);
        } catch (IOException e) {
            return unusable(file, "it cannot be read");
        } catch (IllegalArgumentException e) {
            return unusable(file, "its first line is no address: " + e.getMessage());
        }
    }

    private static NotificationChannel unusable(Path file, String why) {
        return new NotificationChannel() {
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
        JsonPost.Answer answer = new JsonPost(address, Map.of(), patience).post(json);
        boolean isLasting = answer.status() / HUNDREDS == REFUSED && !LATER.contains(answer.status());
        return answer.failure()
                .map(why -> isLasting ? Delivery.lasting(why) : Delivery.passing(why))
                .orElse(Delivery.DONE);
    }
}
