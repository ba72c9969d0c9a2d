package io.crumbless.night.lineage;

import io.crumbless.columnar.storage.FileModes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Events that wait to be posted, one file each, in the order in which they happened. An event is removed when the
 * receiver has accepted it; the rest is posted with the next attempt.
 */
final class EventSpool {
    private static final String ENDING = ".json";

    /** Enough for half a year without the receiver. */
    private static final int MOST = 400;

    private final Path folder;
    private final EventReceiver receiver;

    EventSpool(Path folder, EventReceiver receiver) {
        this.folder = folder;
        this.receiver = receiver;
    }

    /** @param name determines the order of events */
    void add(String name, byte[] event) throws IOException {
        FileModes.PRIVATE.createFolders(folder);
        Path aside = folder.resolve(name + ".new");
        FileModes.PRIVATE.write(aside, event);
        Files.move(aside, folder.resolve(name + ENDING), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Posts the events until all are delivered, the receiver fails, or the time has passed.
     *
     * @param until in terms of {@link System#nanoTime}
     * @param lost receives the events that are dropped
     * @return why some still wait, for a message; empty if none does
     */
    Optional<String> post(long until, Consumer<String> lost) throws IOException {
        List<Path> waiting = waiting();
        while (waiting.size() > MOST) {
            Files.deleteIfExists(waiting.remove(0));
            lost.accept("An event of lineage is given up: more than " + MOST + " wait in " + folder);
        }
        try (EventReceiver.Connection connection = receiver.open()) {
            for (Path file : waiting) {
                EventReceiver.Answer answer = connection.send(Files.readAllBytes(file));
                if (answer.fate() == EventReceiver.Fate.WAITS) {
                    return Optional.of(waits(answer.why()));
                }
                Files.deleteIfExists(file);
                if (answer.fate() == EventReceiver.Fate.REFUSED) {
                    lost.accept("The receiver of lineage at " + receiver.name()
                            + " refused an event, which is given up: " + answer.why());
                }
                if (System.nanoTime() > until) {
                    break;
                }
            }
        }
        return waiting().isEmpty() ? Optional.empty() : Optional.of(waits("there was no time for more"));
    }

    /** The waiting events are kept for the next attempt. */
    String waits(String why) {
        return "Cannot post lineage to " + receiver.name() + ": " + why + "; what waits in " + folder
                + " is posted with the next attempt";
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
