package io.crumbless.night.schedule;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the firings of jobs and runs their nights, one at a time. Planned firings are stored in the control
 * database: nights that were missed while no scheduler was running are run in the order of their business dates.
 *
 * <p>A night that fails because of its environment (disk, database, another run) is retried until that is available
 * again. One that fails for any other reason is reported and not retried; the next firing runs as usual.
 */
public final class NightScheduler implements AutoCloseable {
    /** The interval of retries after a failure of the environment. */
    public static final Duration RETRY = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofSeconds(10);

    /** Dead schedulers are detected at every second heartbeat, so a night is taken over within two minutes. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /**
     * A scheduler that has missed so many heartbeats is dead. Equals the lease of the warehouse lock that it may have
     * left.
     */
    private static final int MISSED_HEARTBEATS = 4;

    /** Of 365 days. What a scheduler does not know may be another scheduler's: it never deletes it. */
    private static final Duration KEEPS_UNKNOWN = Duration.ofDays(1_000 * 365);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final String INSTANCE = "next";

    private final List<Plan> plans;
    private final NightRunner runner;
    private final Clock clock;
    private final Scheduler scheduler;
    private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();
    private volatile boolean stopping;

    /** Runs one night, and notifies people of its result. */
    public interface NightRunner {
        /** @throws Failure if nothing was published; it has been reported */
        void run(JobFile job, LocalDate businessDate);

        /**
         * Whether the night has everything its job waits for; if not, it has been reported. It is called again until
         * the deadline, after which the night is run nevertheless, to be refused.
         *
         * @param deadline end of the waiting time
         */
        default boolean isComplete(JobFile job, LocalDate businessDate, Instant deadline) {
            return true;
        }
    }

    /** One job and its calendar. */
    private record Plan(JobFile job, NightCalendar calendar) {
        String task() {
            return "night-" + job.name();
        }

        TaskInstance<String> instance() {
            return new TaskInstance<>(task(), INSTANCE);
        }
    }

    /** @param jobs each with a schedule and a unique name */
    public NightScheduler(List<JobFile> jobs, DataSource controlDatabase, NightRunner runner, Clock clock) {
        this(jobs, runner, clock, tasks -> configured(Scheduler.create(controlDatabase, tasks), clock)
                .build());
    }

    /** @param builder creates the scheduler for these tasks */
    NightScheduler(List<JobFile> jobs, NightRunner runner, Clock clock, Function<List<Task<?>>, Scheduler> builder) {
        this.plans = jobs.stream()
                .map(job -> new Plan(job, new NightCalendar(job.schedule().orElseThrow())))
                .toList();
        this.runner = runner;
        this.clock = clock;
        this.scheduler = builder.apply(plans.stream().<Task<?>>map(this::task).toList());
    }

    /** The same builder. */
    static <B extends SchedulerBuilder> B configured(B builder, Clock clock) {
        builder.threads(1)
                .alwaysPersistTimestampInUTC()
                .pollingInterval(POLL)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .deleteUnresolvedAfter(KEEPS_UNKNOWN)
                .shutdownMaxWait(STOP_PATIENCE)
                .schedulerName(new SchedulerName.Fixed("crumbless"))
                .clock(clock::instant);
        return builder;
    }

    /** Plans what is not planned yet, and starts waiting. Returns immediately. */
    public void start() {
        plans.forEach(this::plan);
        scheduler.start();
    }

    /** Plans the next firing of a job that is new or whose schedule was changed; a missed one stays planned. */
    private void plan(Plan plan) {
        Instant now = clock.instant();
        Optional<Firing> next = plan.calendar().after(now);
        Optional<ScheduledExecution<Object>> planned = scheduler.getScheduledExecution(plan.instance());
        if (next.isEmpty()) {
            return;
        }
        if (planned.isEmpty()) {
            scheduler.scheduleIfNotExists(plan.instance(), next.get().at());
        } else if (isOutdated(planned.get(), plan, now)) {
            scheduler.reschedule(plan.instance(), next.get().at(), (String) null);
        }
    }

    private static boolean isOutdated(ScheduledExecution<Object> planned, Plan plan, Instant now) {
        Instant firing = firing((String) planned.getData(), planned.getExecutionTime());
        return firing.isAfter(now) && !plan.calendar().names(firing);
    }

    /** The data of a retried night contain its firing; another one fires when it is planned. */
    private static Instant firing(@Nullable String data, Instant plannedFor) {
        return data == null ? plannedFor : Instant.parse(data);
    }

    private Task<String> task(Plan plan) {
        return Tasks.custom(plan.task(), String.class)
                .onDeadExecution(this::takeOver)
                .execute((instance, context) ->
                        fire(plan, firing(instance.getData(), context.getExecution().executionTime)));
    }

    /** A night that nobody works on any more is run at once, and stays the night of its firing. */
    private void takeOver(ExecutionComplete dead, ExecutionOperations<String> operations) {
        Execution execution = dead.getExecution();
        Instant firing = firing((String) execution.taskInstance.getData(), execution.executionTime);
        again(firing, Duration.ZERO).complete(dead, operations);
    }

    private CompletionHandler<String> fire(Plan plan, Instant firing) {
        JobFile job = plan.job();
        running.set(Thread.currentThread());
        LocalDate businessDate = BusinessDates.of(job.schedule().orElseThrow(), firing);
        try {
            Instant deadline = firing.plus(job.waitFor().atMost());
            if (!stopping && mayWait(job, deadline) && !runner.isComplete(job, businessDate, deadline)) {
                return again(firing, job.waitFor().every());
            }
            if (!stopping) {
                runner.run(job, businessDate);
            }
        } catch (Failure failure) {
            if (!stopping && isPassing(failure.category())) {
                return again(firing, RETRY);
            }
        } finally {
            running.set(null);
            Thread.interrupted();
        }
        return stopping ? again(firing, Duration.ZERO) : next(plan, firing);
    }

    /** Other jobs must not be kept waiting. */
    private boolean mayWait(JobFile job, Instant deadline) {
        return !job.waitFor().isForNothing() && clock.instant().isBefore(deadline);
    }

    private static boolean isPassing(ErrorCategory category) {
        return category == ErrorCategory.ENVIRONMENT || category == ErrorCategory.BUSY;
    }

    private CompletionHandler<String> again(Instant firing, Duration later) {
        return (complete, operations) ->
                operations.reschedule(complete, clock.instant().plus(later), firing.toString());
    }

    /** The firing after this one, even if its time has passed too, so that missed nights follow one another. */
    private static CompletionHandler<String> next(Plan plan, Instant firing) {
        Optional<Firing> next = plan.calendar().after(firing);
        return (complete, operations) -> {
            if (next.isPresent()) {
                operations.reschedule(complete, next.get().at(), null);
            } else {
                operations.remove();
            }
        };
    }

    /** Stops waiting; a running night is asked to stop, and is resumed after the next start. */
    @Override
    public void close() {
        stopping = true;
        Thread night = running.get();
        if (night != null) {
            night.interrupt();
        }
        scheduler.stop();
    }
}
