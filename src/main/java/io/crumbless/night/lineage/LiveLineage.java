package io.crumbless.night.lineage;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.IoReason;
import io.crumbless.columnar.storage.LineFile;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.LineageSettings;
import io.crumbless.night.run.AttemptListener;
import io.crumbless.night.run.EndedAttempt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends the attempts of a job to a data catalogue: START when one begins, then COMPLETE, FAIL or ABORT, one attempt at
 * a time. Events are kept in the control folder until they are accepted. The first is posted during the night, the last
 * after it has released all locks, for at most half a minute: a slow or missing receiver neither delays nor fails a
 * night.
 */
public final class LiveLineage implements AttemptListener {
    /** For one Kafka message, including the connection to its brokers. */
    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(10);

    /** One event over HTTP. */
    private static final Duration HTTP_PATIENCE = Duration.ofSeconds(5);

    private final UnaryOperator<@Nullable String> environment;
    private final Duration ofHttp;
    private final Duration ofPosting;
    /** Notices for the end of the next attempt; the posting thread adds to it. */
    private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

    private @Nullable UUID run;
    /** Number of events of this attempt, several of which may have the same millisecond. */
    private int taken;

    private Optional<ParentRun> parent = Optional.empty();
    private List<Posting> postings = List.of();

    public LiveLineage() {
        this(System::getenv);
    }

    /** @param environment environment variables of the process */
    LiveLineage(UnaryOperator<@Nullable String> environment) {
        this(environment, HTTP_PATIENCE, Posting.PATIENCE);
    }

    /**
     * @param ofHttp patience for one event
     * @param ofPosting as of {@link Posting}
     */
    LiveLineage(UnaryOperator<@Nullable String> environment, Duration ofHttp, Duration ofPosting) {
        this.environment = environment;
        this.ofHttp = ofHttp;
        this.ofPosting = ofPosting;
    }

    /** Whether the Kafka client is installed; does not connect. */
    public static boolean reachesKafka() {
        return KafkaReceiver.isInstalled();
    }

    @Override
    public void begins(JobFile job, LocalDate businessDate, Instant at) {
        if (job.monitoring().lineage().isNowhere()) {
            return;
        }
        UUID begun = UUID.randomUUID();
        run = begun;
        taken = 0;
        parent = parent();
        postings = postings(job);
        take(job, at, begun, new LiveEvents(job, businessDate, begun, parent).start(at));
        postings.forEach(Posting::begin);
    }

    /** Kept, and posted at the end of the night. */
    @Override
    public void stageEnded(JobFile job, LocalDate businessDate, String stage, Duration took, Instant at) {
        UUID begun = run;
        if (begun != null
                && job.monitoring().lineage().stages()
                && !job.monitoring().lineage().isNowhere()) {
            take(job, at, begun, new LiveEvents(job, businessDate, begun, parent).running(stage, took, at));
        }
    }

    @Override
    public List<String> ended(EndedAttempt attempt) {
        JobFile job = attempt.job();
        if (job.monitoring().lineage().isNowhere()) {
            return List.of();
        }
        UUID ended = run == null ? UUID.randomUUID() : run;
        if (run == null) {
            postings = postings(job);
        }
        take(job, attempt.ended(), ended, new LiveEvents(job, attempt.businessDate(), ended, parent).end(attempt));
        List<CompletableFuture<Optional<String>>> ends =
                postings.stream().map(Posting::end).toList();
        long until = System.nanoTime() + Posting.atMost(ofPosting).toNanos();
        for (int i = 0; i < ends.size(); i++) {
            postings.get(i).result(ends.get(i), until).ifPresent(notices::add);
        }
        List<String> said = List.copyOf(notices);
        notices.clear();
        return said;
    }

    private Optional<ParentRun> parent() {
        Optional<String> named = Optional.ofNullable(environment.apply(ParentRun.VARIABLE));
        Optional<ParentRun> parent = named.flatMap(ParentRun::of);
        if (named.isPresent() && parent.isEmpty()) {
            notices.add("Cannot name the parent run in lineage: " + ParentRun.VARIABLE
                    + " is not namespace/name/uuid; whoever starts the night sets it");
        }
        return parent;
    }

    /** Stores an event, to be posted and in the file. */
    private void take(JobFile job, Instant at, UUID of, ObjectNode event) {
        LineageSettings settings = job.monitoring().lineage();
        settings.file().ifPresent(file -> append(file, event));
        String name = at.toEpochMilli() + String.format(Locale.ROOT, "-%03d-", taken++) + of;
        postings.forEach(posting -> keep(posting.spool(), name, event));
    }

    private void keep(EventSpool spool, String name, ObjectNode event) {
        try {
            spool.add(name, EventSpool.bytes(event));
        } catch (IOException e) {
            notices.add(
                    "Cannot keep an event of lineage in the control folder: " + IoReason.of(e) + "; it is not posted");
        }
    }

    private void append(Path file, ObjectNode event) {
        try {
            new LineFile(file, FileModes.PRIVATE, Storage.Sync.NEVER).add(EventSpool.bytes(event + "\n"));
        } catch (IOException e) {
            notices.add("Cannot add lineage to " + file + ": " + IoReason.of(e)
                    + ". Its folder must be there, allow this user to write and have free space");
        }
    }

    /** One posting per receiver, each with its own spool, so that receivers do not affect each other. */
    private List<Posting> postings(JobFile job) {
        LineageSettings settings = job.monitoring().lineage();
        Path control = job.control().folder();
        List<Posting> all = new ArrayList<>();
        settings.url()
                .map(url -> new HttpReceiver(url, settings.keyFile(), ofHttp))
                .ifPresent(receiver -> all.add(posting(control.resolve("lineage"), job, receiver)));
        settings.kafka()
                .map(kafka -> new KafkaReceiver(kafka, KAFKA_PATIENCE))
                .ifPresent(receiver -> all.add(posting(control.resolve("lineage-kafka"), job, receiver)));
        return all;
    }

    private Posting posting(Path folder, JobFile job, EventReceiver receiver) {
        return new Posting(new EventSpool(folder.resolve(job.name()), receiver), notices::add, ofPosting);
    }
}
