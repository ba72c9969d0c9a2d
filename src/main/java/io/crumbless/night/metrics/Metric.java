package io.crumbless.night.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The metrics. Each sample has the label {@link #JOB}, since Prometheus has a label {@code job} of its own. Labels
 * never contain personal data: they are names from the job file, the policy and the program.
 */
public enum Metric {
    LAST_ATTEMPT(Scope.ATTEMPT, "last_attempt_timestamp_seconds", "When the last attempt at a night ended."),
    LAST_ATTEMPT_SUCCESS(
            Scope.ATTEMPT,
            "last_attempt_success",
            "1 if the last attempt published or found its night published, else 0."),
    LAST_ATTEMPT_EXIT_CODE(Scope.ATTEMPT, "last_attempt_exit_code", "Exit code of the last attempt."),
    LAST_ATTEMPT_BUSINESS_DATE(
            Scope.ATTEMPT,
            "last_attempt_business_date_timestamp_seconds",
            "End of the business date that the last attempt worked on."),
    LAST_ATTEMPT_DURATION(Scope.ATTEMPT, "last_attempt_duration_seconds", "How long the last attempt took."),
    STAGE_DURATION(
            Scope.ATTEMPT,
            "last_attempt_stage_duration_seconds",
            "How long each finished stage of it took; those of linking, stripping and admission overlap.",
            "stage"),
    GUARD_HELD(
            Scope.ATTEMPT,
            "last_attempt_guard_held",
            "1 for the guard that kept the last attempt from publishing; missing where none did.",
            "guard"),
    MEMORY_PEAK(
            Scope.ATTEMPT,
            "last_attempt_memory_peak_bytes",
            "Most memory the process held since it started, where the system reports it (Linux)."),
    NOTICES(Scope.ATTEMPT, "last_attempt_notices", "Notices of the last attempt; missing where it failed."),
    DISK_FREE(
            Scope.ATTEMPT,
            "disk_free_bytes",
            "Free space on the disks of warehouse, control and spill folder after the last attempt.",
            "place"),

    LAST_SUCCESS(
            Scope.STATE,
            "last_success_timestamp_seconds",
            "When an attempt last published, or found its night published."),
    SNAPSHOT_PUBLISHED(Scope.STATE, "snapshot_published_timestamp_seconds", "When the current snapshot was published."),
    PUBLISHED_BUSINESS_DATE(
            Scope.STATE,
            "published_business_date_timestamp_seconds",
            "End of the business date of the current snapshot."),
    PUBLICATION_LAG(
            Scope.STATE,
            "publication_lag_seconds",
            "From the end of its business date until the current snapshot was published."),
    RECORDS(
            Scope.STATE,
            "records",
            "Where the records of the current snapshot's night ended, by the bins of its books.",
            "source",
            "unit",
            "bin"),
    REFUSED_RECORDS(
            Scope.STATE,
            "refused_records",
            "Those of them that were refused or quarantined, by reason.",
            "source",
            "unit",
            "reason"),
    INPUT_BYTES(Scope.STATE, "input_bytes", "Bytes of the files that the current snapshot's night read.", "source"),
    SNAPSHOT_ROWS(Scope.STATE, "snapshot_rows", "Rows of the current snapshot.", "dataset"),
    SNAPSHOT_SIZE(Scope.STATE, "snapshot_size_bytes", "Bytes of the files of the current snapshot.", "dataset"),
    GUARD_REACHED(
            Scope.STATE,
            "guard_reached_ratio",
            "How near the current snapshot's night came to each limit, 0 to 1.",
            "guard",
            "source"),
    GUARD_LIMIT(Scope.STATE, "guard_limit_ratio", "The limits themselves, 0 to 1.", "guard", "source"),
    PROVIDED_VALUES(
            Scope.STATE,
            "provided_values_ratio",
            "Share of the profiles' values that still come from legacy sources; 0 when they can be retired."),
    PROVIDED_PROFILES(
            Scope.STATE, "provided_profiles_ratio", "Share of the profiles that hold at least one such value."),
    ATTEMPTS(
            Scope.STATE,
            Kind.COUNTER,
            "attempts_total",
            "Attempts that the control database knows of, by how they ended.",
            "status"),
    OPEN_ERASURES(
            Scope.STATE,
            "open_erasures",
            "Erasures of this warehouse that were begun and are not done in all snapshots."),
    OLDEST_OPEN_ERASURE(
            Scope.STATE,
            "oldest_open_erasure_timestamp_seconds",
            "When the oldest of them was asked for; missing where none is open."),
    OPEN_REQUESTS(
            Scope.STATE,
            "open_requests",
            "Requests of people in the register that wait for an answer, by kind.",
            "kind"),
    OVERDUE_REQUESTS(Scope.STATE, "overdue_requests", "Those of them whose deadline had passed when this was written."),
    NEXT_REQUEST_DUE(
            Scope.STATE,
            "next_request_due_timestamp_seconds",
            "End of the last day for the answer that is due first; missing where none is open."),
    OLDEST_OPEN_REQUEST(
            Scope.STATE,
            "oldest_open_request_timestamp_seconds",
            "Beginning of the day on which the oldest of them was received; missing where none is open."),
    RESTRICTING_REQUESTS(
            Scope.STATE, "restricting_requests", "Requests that keep values from being used, by kind.", "kind"),
    REQUESTS_OF_NOBODY(
            Scope.STATE, "restricting_requests_of_nobody", "Those of them under whose id the last night held nothing."),
    CONTROL_DATABASE_UP(
            Scope.STATE,
            "control_database_up",
            "1 if the control database could be read when this was written, else 0."),

    LAST_AUDIT(Scope.AUDIT, "last_audit_timestamp_seconds", "When `crumbless audit` last looked at a snapshot."),
    LAST_AUDIT_FINDINGS(
            Scope.AUDIT, "last_audit_findings", "What it found, by check; 0 each where it passed.", "check"),

    CONSOLE_SESSIONS(Scope.LIVE, "console_sessions", "Sessions that are open in `crumbless console`."),
    CONSOLE_DENIED(
            Scope.LIVE,
            Kind.COUNTER,
            "console_denied_requests_total",
            "Requests that the console denied since it was started, by why.",
            "reason"),
    CONSOLE_LOCKOUTS(
            Scope.LIVE,
            Kind.COUNTER,
            "console_lockouts_total",
            "Users that the console locked out of searches since it was started, after many ids that nobody has."),

    NIGHT_IN_PROGRESS(Scope.LIVE, "night_in_progress", "1 while `crumbless schedule` runs a night of the job, else 0."),
    NEXT_NIGHT(Scope.LIVE, "next_night_timestamp_seconds", "When `crumbless schedule` starts the next night."),
    NIGHT_WAITING(
            Scope.LIVE,
            "night_waiting",
            "1 while a night of the job waits in `crumbless schedule` for what the job waits for, else 0."),
    NIGHT_WAITS_UNTIL(
            Scope.LIVE,
            "night_waits_until_timestamp_seconds",
            "When it is refused if that is still not there; missing where no night waits.");

    /** First label of every sample: the name of the job. */
    public static final String JOB = "crumbless_job";

    private static final String PREFIX = "crumbless_";

    /** Who measures a metric, which determines when an earlier value is outdated. */
    public enum Scope {
        /** Each attempt; what it does not measure is removed. */
        ATTEMPT,
        /** Each attempt that can measure it; otherwise the earlier value is kept. */
        STATE,
        /** {@code crumbless audit}. */
        AUDIT,
        /** The endpoint of {@code schedule} or of {@code console}, on each request. */
        LIVE
    }

    /** The metric type of Prometheus. */
    public enum Kind {
        GAUGE,
        COUNTER
    }

    private final Scope scope;
    private final Kind kind;
    private final String rest;
    private final String help;
    private final List<String> labels;

    Metric(Scope scope, String rest, String help, String... labels) {
        this(scope, Kind.GAUGE, rest, help, labels);
    }

    Metric(Scope scope, Kind kind, String rest, String help, String... labels) {
        this.scope = scope;
        this.kind = kind;
        this.rest = rest;
        this.help = help;
        this.labels = List.of(labels);
    }

    public Scope scope() {
        return scope;
    }

    public Kind kind() {
        return kind;
    }

    /** Its name in the file. */
    public String fullName() {
        return PREFIX + rest;
    }

    public String help() {
        return help;
    }

    /** Labels in addition to {@link #JOB}, in order. */
    public List<String> labels() {
        return labels;
    }

    List<String> allLabels() {
        return Stream.concat(Stream.of(JOB), labels.stream()).toList();
    }

    static Optional<Metric> named(String name) {
        return Arrays.stream(values())
                .filter(metric -> metric.fullName().equals(name))
                .findFirst();
    }
}
