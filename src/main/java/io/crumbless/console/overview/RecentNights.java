package io.crumbless.console.overview;

import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Quotation;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Part.Cell;
import io.crumbless.console.page.Part.Grid;
import io.crumbless.console.page.Part.Row;
import io.crumbless.console.page.Part.Task;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Request;
import io.crumbless.night.schedule.InTime;
import io.crumbless.warehouse.ledger.RunAttempt;
import io.crumbless.warehouse.ledger.RunAttempt.Status;
import io.crumbless.warehouse.snapshot.Manifest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The results of the last nights, and whether one is late. */
final class RecentNights {
    private static final int SHOWN = 8;

    /** Anchor to which tasks about nights link. */
    private static final String ANCHOR = "nights";

    private final ConsoleContext context;
    private final Request request;
    private final Set<String> kept;
    private final Optional<List<RunAttempt>> attempts;

    /** @param kept run ids of the kept snapshots */
    RecentNights(ConsoleContext context, Request request, Set<String> kept) {
        this.context = context;
        this.request = request;
        this.kept = kept;
        this.attempts = context.askingIfFree(
                control -> control.runs().history(context.job().name(), SHOWN));
    }

    /** Whether a run is using the control database, so that earlier ones are unknown. */
    boolean unknown() {
        return attempts.isEmpty();
    }

    Optional<Card> card() {
        return attempts.map(this::card);
    }

    /** @param current manifest of the current snapshot */
    List<Task> tasks(Optional<Manifest> current) {
        return attempts.map(known -> tasks(current.map(Manifest::businessDate), known))
                .orElse(List.of());
    }

    private List<Task> tasks(Optional<LocalDate> published, List<RunAttempt> known) {
        List<Task> tasks = new ArrayList<>();
        if (isLate(published, known)) {
            tasks.add(
                    new Task(Tone.BAD, request.say("overview.late"), "#" + ANCHOR, request.say("overview.late.below")));
        }
        known.stream()
                .findFirst()
                .filter(last -> tone(last.status()) == Tone.BAD)
                .ifPresent(last -> tasks.add(new Task(
                        Tone.BAD,
                        request.say("overview.todo.failed", request.sentences().day(last.businessDate())),
                        "#" + ANCHOR,
                        request.say("overview.todo.failed.below"))));
        return tasks;
    }

    private boolean isLate(Optional<LocalDate> published, List<RunAttempt> known) {
        Optional<RunAttempt> last = known.stream().findFirst();
        boolean running =
                last.filter(attempt -> attempt.status() == Status.RUNNING).isPresent();
        return !InTime.of(
                        context.job(),
                        new InTime.Standing(published, running, last),
                        context.clock().instant(),
                        InTime.DEFAULT_WITHIN)
                .holds();
    }

    private Card card(List<RunAttempt> known) {
        return new Card(request.say("overview.nights"), parts(known), ANCHOR);
    }

    private List<Part> parts(List<RunAttempt> known) {
        if (known.isEmpty()) {
            return List.of(Part.Blocks.sentences(request.say("overview.nights.none")));
        }
        Grid grid = new Grid(
                List.of(
                        column("date", Column.Kind.DAY),
                        column("outcome", Column.Kind.TEXT),
                        column("begun", Column.Kind.DAY),
                        column("took", Column.Kind.NUMBER),
                        column("profiles", Column.Kind.NUMBER)),
                known.stream().map(this::row).toList());
        List<Part> parts = new ArrayList<>(List.of(grid));
        known.stream()
                .filter(attempt -> !attempt.message().isEmpty())
                .map(this::why)
                .forEach(parts::add);
        return parts;
    }

    /** Who has to act, in the language of the user; the message of the program, which is for them, stands as it is. */
    private Part why(RunAttempt attempt) {
        String who = attempt.exitCode().isEmpty()
                ? ""
                : request.sentences()
                        .optional("console.overview.why.exit-"
                                + attempt.exitCode().getAsInt())
                        .orElse("");
        return Part.Blocks.of(new Quotation(
                request.say("overview.why", request.sentences().day(attempt.businessDate()), who)
                        .strip(),
                attempt.message(),
                request.say("overview.why.message"),
                "en"));
    }

    private Column column(String key, Column.Kind kind) {
        return new Column(request.say("overview.column." + key), kind);
    }

    private Row row(RunAttempt attempt) {
        String day = request.sentences().day(attempt.businessDate());
        String outcome = request.say("overview.outcome." + attempt.status().word());
        return new Row(
                attempt.runId()
                        .filter(kept::contains)
                        .map(runId -> Cell.to(NightPage.path(runId), day))
                        .orElse(Cell.of(day)),
                Cell.of(outcome, tone(attempt.status())),
                Cell.of(request.sentences()
                        .moment(attempt.startedAt(), context.job().zone())),
                Cell.of(attempt.endedAt()
                        .map(end -> took(Duration.between(attempt.startedAt(), end)))
                        .orElse("")),
                Cell.of(attempt.published()
                        .map(published -> request.sentences().number(published.profiles()))
                        .orElse("")));
    }

    private String took(Duration time) {
        return time.compareTo(Duration.ofMinutes(2)) < 0
                ? request.say("overview.seconds", request.sentences().tenths(time.toMillis() / 1e3))
                : request.say("overview.minutes", request.sentences().number(time.toMinutes()));
    }

    private static Tone tone(Status status) {
        return switch (status) {
            case PUBLISHED, ALREADY_PUBLISHED -> Tone.GOOD;
            case RUNNING, STOPPED -> Tone.WAITING;
            case FAILED, ABANDONED -> Tone.BAD;
        };
    }
}
