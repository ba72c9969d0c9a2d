package io.crumbless.console.overview;

import io.crumbless.answers.page.Document.Column;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Part.Cell;
import io.crumbless.console.page.Part.Grid;
import io.crumbless.console.page.Part.Row;
import io.crumbless.console.page.Part.Task;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Request;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.Policy;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Notices that end and provided values whose sunset comes within half a year. */
final class Expiring {
    private static final String ANCHOR = "expiring";
    private static final int AHEAD_DAYS = 183;
    private static final int SOON_DAYS = 30;

    private final Request request;
    private final LocalDate today;

    Expiring(Request request, LocalDate today) {
        this.request = request;
        this.today = today;
    }

    private record Ending(LocalDate last, String what) {}

    /** A task if something ends soon; otherwise empty. */
    Optional<Task> task(Policy policy) {
        List<Ending> soon = endings(policy).stream().filter(this::isSoon).toList();
        return soon.stream()
                .findFirst()
                .map(first -> new Task(
                        Tone.WAITING,
                        request.sentences()
                                .counted(
                                        "console.overview.todo.ends",
                                        soon.size(),
                                        request.sentences().day(first.last())),
                        "#" + ANCHOR,
                        first.what()));
    }

    Card card(Policy policy) {
        List<Row> rows = endings(policy).stream().map(this::row).toList();
        Part part = rows.isEmpty()
                ? Part.Blocks.sentences(request.say("overview.expiring.none"))
                : new Grid(
                        List.of(
                                new Column(request.say("overview.column.last-day"), Column.Kind.DAY),
                                new Column(request.say("overview.column.what"), Column.Kind.TEXT)),
                        rows);
        return new Card(request.say("overview.expiring"), List.of(part), ANCHOR);
    }

    /** Sorted by date. */
    private List<Ending> endings(Policy policy) {
        List<Ending> endings = new ArrayList<>();
        for (Notice notice : policy.notices()) {
            notice.validTo()
                    .ifPresent(end -> endings.add(new Ending(
                            end.minusDays(1), request.say("overview.expiring.notice", notice.id(), notice.version()))));
        }
        for (Attribute attribute : policy.attributes()) {
            attribute
                    .provided()
                    .ifPresent(rule -> endings.add(new Ending(
                            rule.until(),
                            request.say(
                                    "overview.expiring.sunset",
                                    request.sentences()
                                            .title(
                                                    attribute.title(),
                                                    attribute.name().value())))));
        }
        return endings.stream()
                .filter(ending ->
                        !ending.last().isBefore(today) && ChronoUnit.DAYS.between(today, ending.last()) <= AHEAD_DAYS)
                .sorted(Comparator.comparing(Ending::last).thenComparing(Ending::what))
                .toList();
    }

    private boolean isSoon(Ending ending) {
        return ChronoUnit.DAYS.between(today, ending.last()) <= SOON_DAYS;
    }

    private Row row(Ending ending) {
        return new Row(
                Cell.of(request.sentences().day(ending.last()), isSoon(ending) ? Tone.WAITING : Tone.PLAIN),
                Cell.of(ending.what()));
    }
}
