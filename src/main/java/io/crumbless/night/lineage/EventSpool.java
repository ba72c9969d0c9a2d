package io.crumbless.night.lineage;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.night.job.LineageSettings;
import io.crumbless.process.JsonPost;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Events that wait to be posted, a file each, in the order they happened. One leaves when the receiver has taken it; what is
 * left is posted with the next attempt.
 */
final class EventSpool {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String ENDING = ".json";

    /** Half a year of a receiver that is gone. */
    private static final int MOST = 400;

    /** The statuses by which a healthy receiver rejects an event for good. */
    private static final Set<Integer> REFUSING = Set.of(400, 413, 422);

    private final Path folder;
    private final URI receiver;
    private final Optional<Path> keyFile;

    EventSpool(Path folder, URI receiver, LineageSettings settings) {
        this.folder = folder;
        this.receiver = receiver;
        this.keyFile = settings.keyFile();
    }

    /** @param name by which events are sorted */
    void add(String name, byte[] event) throws IOException {
        FileModes.PRIVATE.createFolders(folder);
        Path aside = folder.resolve(name + ".new");
        FileModes.PRIVATE.write(aside, event);
        Files.move(aside, folder.resolve(name + ENDING), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Posts what waits, until all of it is taken, the receiver fails, or the time is over.
     *
     * @param until by {@link System#nanoTime}
     * @param lost receives the events that are given up
     * @return why some still wait, in words; empty where none does
     */
    Optional<String> post(long until, Consumer<String> lost) throws IOException {
        List<Path> waiting = waiting();
        while (waiting.size() > MOST) {
            Files.deleteIfExists(waiting.remove(0));
            lost.accept("An event of lineage is given up: more than " + MOST + " wait in " + folder);
        }
        JsonPost post = new JsonPost(receiver, key(), PATIENCE);
        for (Path file : waiting) {
            JsonPost.Answer answer = post.post(Files.readAllBytes(file));
            boolean isRefused = REFUSING.contains(answer.status());
            if (answer.failure().isEmpty() || isRefused) {
                Files.deleteIfExists(file);
            }
            if (isRefused) {
                lost.accept(refused(answer));
            } else if (answer.failure().isPresent()) {
                return answer.failure().map(this::waits);
            }
            if (System.nanoTime() > until) {
                break;
            }
        }
        return waiting().isEmpty() ? Optional.empty() : Optional.of(waits("there was no time for more"));
    }

    private String refused(JsonPost.Answer answer) {
        return "The receiver of lineage at " + receiver.getHost() + " refused an event, which is given up: "
                + answer.failure().orElse("");
    }

    /** What waits stays for the next attempt. */
    String waits(String why) {
        return "Cannot post lineage to " + receiver.getHost() + ": " + why + "; what waits in " + folder
                + " is posted with the next attempt";
    }

    private Map<String, String> key() throws IOException {
        if (keyFile.isEmpty()) {
            return Map.of();
        }
        String key =
                Files.readString(keyFile.get()).lines().findFirst().orElse("").strip();
        return Map.of("Authorization", "Bearer " + key);
    }

    private List<Path> waiting() throws IOException {
        if (!Files.isDirectory(folder)) {
            return new ArrayList<>();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList());
        }
    }

    static byte[] bytes(Object event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
