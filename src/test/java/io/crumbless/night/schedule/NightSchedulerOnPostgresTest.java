package io.crumbless.night.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingPostgres;
import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: {@link NightSchedulerContract} on a real PostgreSQL, which several schedulers may share. */
@Tag("database")
class NightSchedulerOnPostgresTest extends NightSchedulerContract {
    @Override
    ControlSettings settings(Path control) {
        return TestingPostgres.create().control(control, Optional.empty());
    }

    /** Its process was killed during the night, on any machine, and sends no more heartbeats. */
    @Test
    void aNightOfASchedulerThatDiedIsTakenOverAndOneOfALivingIsNot() throws Exception {
        JobFile dead = job("dead", AT_HALF_PAST_TWO);
        JobFile living = job("living", AT_HALF_PAST_TWO);
        startWith(dead, living);
        begunByOther(dead, Duration.ofSeconds(61));
        begunByOther(living, Duration.ofSeconds(20));
        BlockingQueue<String> nights = new LinkedBlockingQueue<>();

        try (NightScheduler other = new NightScheduler(
                List.of(dead, living),
                database.dataSource(),
                (job, date) -> nights.add(job.name()),
                Clock.systemUTC())) {
            AtomicBoolean over = new AtomicBoolean();
            Future<?> beating = beatUntil(over, living);
            other.start();
            try {
                assertThat(nights.poll(10, TimeUnit.MINUTES)).isEqualTo("dead");
                assertThat(nights).isEmpty();
            } finally {
                over.set(true);
                beating.get();
            }
        }
    }

    /** However long the other takes, this one was silent for no longer than at first. */
    private Future<?> beatUntil(AtomicBoolean over, JobFile living) {
        return CompletableFuture.runAsync(() -> {
            try {
                while (!over.get()) {
                    begunByOther(living, Duration.ofSeconds(20));
                    TimeUnit.MILLISECONDS.sleep(500);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void begunByOther(JobFile job, Duration silentFor) throws Exception {
        Instant beat = Instant.now().minus(silentFor);
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement begun = connection.prepareStatement("UPDATE scheduled_tasks SET execution_time = ?,"
                        + " picked = TRUE, picked_by = 'other', last_heartbeat = ? WHERE task_name = ?")) {
            begun.setObject(1, beat.minusSeconds(60).atOffset(ZoneOffset.UTC));
            begun.setObject(2, beat.atOffset(ZoneOffset.UTC));
            begun.setString(3, "night-" + job.name());
            assertThat(begun.executeUpdate()).isOne();
        }
    }
}
