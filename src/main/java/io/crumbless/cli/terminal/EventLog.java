package io.crumbless.cli.terminal;

import io.crumbless.columnar.storage.IoReason;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A log of JSON objects, one per line: {@code at}, {@code level} and {@code event} first, then job, business date, run
 * id and stage if they are known. Like messages, it contains no value and no id of a person. Thread-safe.
 */
public final class EventLog {
    private static final JsonMapper JSON = new JsonMapper();

    private final OutputStream out;
    private final Clock clock;
    private @Nullable OutputStream copy;
    private String copyName = "";
    private boolean copyFails;
    private @Nullable String job;
    private @Nullable LocalDate businessDate;
    private @Nullable String runId;
    private @Nullable String stage;

    /** @param out receives one line at a time */
    public EventLog(OutputStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /**
     * Also writes each line to a file. A failure is reported once in the other output, and retried with each line.
     *
     * @param name of the file, for that message
     */
    public synchronized void copyTo(OutputStream file, String name) {
        copy = file;
        copyName = name;
    }

    /** Sets the night of the following events. */
    public synchronized void about(String otherJob, LocalDate otherDate) {
        job = otherJob;
        businessDate = otherDate;
        runId = null;
        stage = null;
    }

    synchronized void identified(String id) {
        runId = id;
    }

    synchronized void stageStarted(String name) {
        stage = name;
        write("info", "stage_started", Map.of());
    }

    synchronized void stageFinished(String name, Map<String, Object> figures) {
        stage = name;
        write("info", "stage_finished", figures);
        stage = null;
    }

    void stageProgress(Map<String, Object> figures) {
        write("info", "stage_progress", figures);
    }

    void message(String text) {
        write("info", "message", Map.of("message", text));
    }

    /** The night is published; each notice is a separate event. */
    public synchronized void published(RunReport report) {
        runId = report.runId();
        stage = null;
        report.notices().forEach(notice -> write("warning", "notice", Map.of("message", notice)));
        write(
                "info",
                report.outcome().name().toLowerCase(Locale.ROOT),
                Map.of("profiles", report.profiles(), "contact_moments", report.contactMoments()));
    }

    /** The command failed. */
    public void failed(Failure failure) {
        write(
                "error",
                "failed",
                Map.of("exit_code", failure.category().exitCode(), "message", String.valueOf(failure.getMessage())));
    }

    private synchronized void write(String level, String event, Map<String, Object> figures) {
        ObjectNode line = JSON.createObjectNode();
        line.put("at", clock.instant().toString());
        line.put("level", level);
        line.put("event", event);
        put(line, "job", job);
        put(line, "business_date", businessDate);
        put(line, "run_id", runId);
        put(line, "stage", stage);
        figures.forEach((key, value) -> line.set(key, JSON.valueToTree(value)));
        write(JSON.writeValueAsString(line) + "\n");
    }

    private static void put(ObjectNode line, String key, @Nullable Object value) {
        if (value != null) {
            line.put(key, value.toString());
        }
    }

    private void write(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        writeTo(out, bytes);
        OutputStream file = copy;
        Optional<IOException> failure = file == null ? Optional.empty() : writeTo(file, bytes);
        boolean isNew = failure.isPresent() && !copyFails;
        copyFails = failure.isPresent();
        if (isNew) {
            write(
                    "warning",
                    "message",
                    Map.of(
                            "message",
                            "Cannot add to the log file " + copyName + ": " + IoReason.of(failure.get())
                                    + "; lines are missing from it until that is possible again"));
        }
    }

    /** A log that cannot be written must not end a night. */
    private static Optional<IOException> writeTo(OutputStream stream, byte[] bytes) {
        try {
            stream.write(bytes);
            stream.flush();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /** For code that prints lines: each becomes a message. */
    public PrintStream lines() {
        return new PrintStream(new Lines(), true, StandardCharsets.UTF_8);
    }

    /** Collects bytes of a line. */
    private final class Lines extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int value) {
            if (value == '\n') {
                String text = line.toString(StandardCharsets.UTF_8).strip();
                line.reset();
                if (!text.isEmpty()) {
                    message(text);
                }
            } else {
                line.write(value);
            }
        }
    }
}
