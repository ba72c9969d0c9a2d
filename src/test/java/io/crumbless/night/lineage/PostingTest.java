package io.crumbless.night.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: all receivers share one time limit, and a failure of one is a notice. */
@Tag("unit")
class PostingTest {
    @TempDir
    private Path folder;

    private final List<String> lost = new ArrayList<>();

    private Posting posting(EventReceiver.Connection connection) {
        return new Posting(
                new EventSpool(folder, new EventReceiver() {
                    @Override
                    public String name() {
                        return "there";
                    }

                    @Override
                    public Connection open() {
                        return connection;
                    }
                }),
                lost::add,
                Posting.PATIENCE);
    }

    private static EventReceiver.Connection failing(Error error) {
        return new EventReceiver.Connection() {
            @Override
            public EventReceiver.Answer send(byte[] event) {
                throw error;
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void whenTheTimeIsOverOnlyWhatHasEndedIsTaken() {
        Posting posting = posting(failing(new AssertionError()));

        assertThat(posting.result(new CompletableFuture<>(), System.nanoTime() - 1))
                .get()
                .asString()
                .startsWith("Cannot post lineage to there: it takes too long");
        assertThat(posting.result(CompletableFuture.completedFuture(Optional.empty()), System.nanoTime() - 1))
                .isEmpty();
    }

    @Test
    void anErrorOfALibraryIsANoticeThatQuotesNothing() throws IOException {
        Files.write(folder.resolve("1.json"), "{}".getBytes(StandardCharsets.UTF_8));
        Posting posting = posting(failing(new NoClassDefFoundError("secret")));

        assertThat(posting.result(
                        posting.end(),
                        System.nanoTime() + Duration.ofMinutes(10).toNanos()))
                .get()
                .asString()
                .contains("there: it failed (NoClassDefFoundError)")
                .doesNotContain("secret");
        assertThat(folder.resolve("1.json")).exists();
    }
}
