package io.crumbless.night.lineage;

import io.crumbless.process.JsonPost;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An address that events are posted to.
 *
 * @param keyFile its first line is the API key; empty for none
 * @param patience for the answer to one event
 */
record HttpReceiver(URI address, Optional<Path> keyFile, Duration patience) implements EventReceiver {
    /** The statuses by which a healthy receiver rejects an event for good. */
    private static final Set<Integer> REFUSING = Set.of(400, 413, 422);

    @Override
    public String name() {
        return String.valueOf(address.getHost());
    }

    @Override
    public Connection open() throws IOException {
        JsonPost post = new JsonPost(address, key(), patience);
        return new Connection() {
            @Override
            public Answer send(byte[] event) {
                return answer(post.post(event));
            }

            @Override
            public void close() {
                // Each event is a request of its own.
            }
        };
    }

    private static Answer answer(JsonPost.Answer answer) {
        return answer.failure()
                .map(why -> new Answer(REFUSING.contains(answer.status()) ? Fate.REFUSED : Fate.WAITS, why))
                .orElse(Answer.TAKEN);
    }

    private Map<String, String> key() throws IOException {
        if (keyFile.isEmpty()) {
            return Map.of();
        }
        String key =
                Files.readString(keyFile.get()).lines().findFirst().orElse("").strip();
        return Map.of("Authorization", "Bearer " + key);
    }
}
