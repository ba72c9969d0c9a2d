package io.crumbless.night.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.EndedAttempt;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Promise: each failure is reported once, as is the first published night after it, and undelivered notifications are a
 * notice.
 */
@Tag("unit")
class NightNotificationsTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 22);
    private static final Failure REFUSED = new Failure(ErrorCategory.INPUT, "Cannot publish: refused");
    private static final Failure DISK = new Failure(ErrorCategory.ENVIRONMENT, "Cannot write: the disk is full");

    @TempDir
    private Path folder;

    private final NightNotifications notifications =
            new NightNotifications(List.of(Duration.ZERO, Duration.ZERO), Duration.ofMinutes(10));
    private final List<String> posted = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> answers = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/secret-hook", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(answers.isEmpty() ? 204 : answers.remove(0), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String hook() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/secret-hook";
    }

    private JobFile job(String notify) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, "job: nightly\npolicy: policy\nwarehouse: warehouse\n" + notify);
        return JobFile.read(file);
    }

    private JobFile posting() throws IOException {
        return job("notify: { webhook: '" + hook() + "' }\n");
    }

    private List<String> fails(JobFile job, LocalDate date, Failure failure) {
        return notifications.ended(new EndedAttempt(
                job, date, Instant.EPOCH, Instant.EPOCH, List.of(), Optional.empty(), Optional.of(failure)));
    }

    private List<String> publishes(JobFile job, LocalDate date) {
        RunReport report = new RunReport(
                job.name(),
                date,
                date + "-3f9c2a71d0b4",
                RunReport.Outcome.PUBLISHED,
                "snapshot",
                List.of(),
                List.of(),
                1,
                0,
                List.of(),
                Duration.ZERO);
        return notifications.ended(new EndedAttempt(
                job, date, Instant.EPOCH, Instant.EPOCH, List.of(), Optional.of(report), Optional.empty()));
    }

    private static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }

    private List<String> events() {
        return posted.stream()
                .map(NightNotificationsTest::json)
                .map(node -> node.get("event").asString() + " "
                        + node.get("business_date").asString() + " "
                        + node.get("exit_code").asInt())
                .toList();
    }

    @Test
    void saysWhatFailedAndWhoActs() throws IOException {
        assertThat(fails(posting(), NIGHT, REFUSED)).isEmpty();

        assertThat(posted).hasSize(1);
        assertThat(json(posted.get(0))).isEqualTo(json("""
                {"event": "failure", "job": "nightly", "business_date": "2026-11-22", "exit_code": 4,
                 "at": "1970-01-01T00:00:00Z", "acts": "supplier", "message": "Cannot publish: refused",
                 "text": "Crumbless: nightly 2026-11-22 failed (code 4): Cannot publish: refused"}"""));
    }

    @Test
    void notifiesOnceOfEachFailureAndOfTheRecovery() throws IOException {
        JobFile job = posting();

        publishes(job, NIGHT.minusDays(1));
        fails(job, NIGHT, DISK);
        fails(job, NIGHT, DISK);
        fails(job, NIGHT, REFUSED);
        publishes(job, NIGHT.minusDays(1));
        publishes(job, NIGHT);
        publishes(job, NIGHT.plusDays(1));
        fails(job, NIGHT.plusDays(2), REFUSED);

        assertThat(events())
                .containsExactly(
                        "failure 2026-11-22 5",
                        "failure 2026-11-22 4",
                        "recovery 2026-11-22 0",
                        "failure 2026-11-24 4");
    }

    @Test
    void aStopAndAHeldWarehouseAreNoFailures() throws IOException {
        JobFile job = posting();

        assertThat(fails(job, NIGHT, new Stopped("Stopped"))).isEmpty();
        assertThat(fails(job, NIGHT, new Failure(ErrorCategory.BUSY, "Another run holds it")))
                .isEmpty();

        assertThat(posted).isEmpty();
    }

    @Test
    void triesAgainWhatPasses() throws IOException {
        answers.addAll(List.of(503, 429, 200));

        assertThat(fails(posting(), NIGHT, REFUSED)).isEmpty();

        assertThat(posted).hasSize(3);
    }

    @Test
    void whatCannotBeDeliveredIsANoticeAndSentAfterTheNextAttempt() throws IOException {
        answers.addAll(List.of(404));
        JobFile job = posting();

        assertThat(fails(job, NIGHT, REFUSED))
                .containsExactly(
                        "Cannot notify the webhook at 127.0.0.1: it answered with status 404; see to it, the next"
                                + " attempt notifies of how it ends");
        assertThat(posted).hasSize(1);

        fails(job, NIGHT, REFUSED);
        assertThat(events()).containsExactly("failure 2026-11-22 4", "failure 2026-11-22 4");
    }

    @Test
    void nobodyListensAndTheAddressIsNotNamed() throws IOException {
        JobFile job = posting();
        server.stop(0);

        assertThat(fails(job, NIGHT, REFUSED))
                .singleElement()
                .asString()
                .contains("it cannot be reached")
                .doesNotContain("secret-hook");
    }

    @Test
    void theAddressMayLieInAFile() throws IOException {
        JobFile job = job("notify: { webhook-file: hook.txt }\n");

        assertThat(fails(job, NIGHT, REFUSED))
                .singleElement()
                .asString()
                .startsWith("Cannot notify the webhook in " + folder.resolve("hook.txt") + ": it cannot be read");

        Files.writeString(folder.resolve("hook.txt"), hook() + "\n");
        assertThat(fails(job, NIGHT, REFUSED)).isEmpty();
        assertThat(posted).hasSize(1);
    }

    @Test
    void aCommandGetsItOnItsStandardInput() throws IOException {
        JobFile job = job("notify: { command: [sh, -c, 'cat > " + folder.resolve("got.json") + "'] }\n");

        assertThat(fails(job, NIGHT, REFUSED)).isEmpty();

        assertThat(json(Files.readString(folder.resolve("got.json")))
                        .get("event")
                        .asString())
                .isEqualTo("failure");
    }

    @Test
    void aCommandThatFailsIsTriedThreeTimes() throws IOException {
        Path tries = folder.resolve("tries");
        JobFile job = job("notify: { command: [sh, -c, 'cat > /dev/null; echo x >> " + tries + "; exit 3'] }\n");

        assertThat(fails(job, NIGHT, REFUSED))
                .singleElement()
                .asString()
                .startsWith("Cannot notify the command 'sh': it ended with 3");
        assertThat(Files.readAllLines(tries)).hasSize(3);
    }

    /** The message of a library about a file may quote its content. */
    @Test
    void messagesOfLibrariesStayHere() throws IOException {
        fails(
                posting(),
                NIGHT,
                new Failure(ErrorCategory.ENVIRONMENT, "cannot parse C-1042", new IOException("cannot parse C-1042")));

        assertThat(posted).singleElement().asString().doesNotContain("C-1042").contains("IOException");
    }
}
