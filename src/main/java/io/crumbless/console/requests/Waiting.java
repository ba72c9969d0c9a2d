package io.crumbless.console.requests;

import io.crumbless.console.overview.OverviewTasks;
import io.crumbless.console.page.Area;
import io.crumbless.console.page.Part.Task;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Request;
import io.crumbless.night.job.ConsoleRole;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestRules;
import io.crumbless.warehouse.request.RequestStatus;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Requests with a task: overdue, due soon, to be approved by the user, or without effect. */
final class Waiting implements OverviewTasks {
    private static final int MOST_NAMED = 5;

    private final Desks desks;

    Waiting(Desks desks) {
        this.desks = desks;
    }

    @Override
    public List<Task> tasks(Request request) {
        if (!request.user().isAnyOf(RequestPages.READERS)) {
            return List.of();
        }
        List<PrivacyRequest> all = desks.context()
                .askingIfFree(control -> control.requests().all())
                .orElse(List.of());
        LocalDate today = desks.desk(request).today();
        Words words = new Words(request, today);
        List<Task> tasks = all.stream()
                .sorted(Comparator.comparing(
                        (PrivacyRequest one) -> one.deadline().due()))
                .flatMap(one -> why(request, words, one, today).map(why -> task(request, words, one, why)).stream())
                .toList();
        return bounded(request, tasks);
    }

    private static Optional<String> why(Request request, Words words, PrivacyRequest one, LocalDate today) {
        if (words.isOverdue(one) || words.isSoon(one)) {
            String until = words.left(one).orElseGet(() -> words.due(one));
            return Optional.of(
                    request.say("requests.waiting", until, request.say("requests.to-do." + words.next(one))));
        }
        String next = words.next(one);
        if (next.equals("approval") && isSecond(request, one, today)) {
            return Optional.of(request.say("requests.waiting.approval"));
        }
        if (one.status() == RequestStatus.APPROVED
                && !next.equals("held")
                && request.user().is(ConsoleRole.REQUESTER)) {
            return Optional.of(request.say("requests.waiting.approved"));
        }
        if (next.equals("announce") || (next.equals("lift") && !isBeforeLifting(one, today))) {
            return Optional.of(request.say("requests.waiting." + next));
        }
        return Optional.of(request.say("requests.waiting.nobody")).filter(nobody -> one.withholdsFromNobody());
    }

    private static boolean isBeforeLifting(PrivacyRequest one, LocalDate today) {
        return one.liftingAnnounced().filter(today::isBefore).isPresent();
    }

    private static Task task(Request request, Words words, PrivacyRequest one, String why) {
        return new Task(
                words.isOverdue(one) ? Tone.BAD : Tone.WAITING,
                request.say("requests.one", one.id(), words.kind(one)),
                Area.REQUESTS.path() + "/" + one.id(),
                why.substring(0, 1).toUpperCase(Locale.ROOT) + why.substring(1));
    }

    private static boolean isSecond(Request request, PrivacyRequest one, LocalDate today) {
        return request.user().is(ConsoleRole.APPROVER)
                && new RequestRules(one, today)
                        .barredFromApproving(request.user().name())
                        .isEmpty();
    }

    private static List<Task> bounded(Request request, List<Task> tasks) {
        if (tasks.size() <= MOST_NAMED) {
            return tasks;
        }
        List<Task> shown = new ArrayList<>(tasks.subList(0, MOST_NAMED));
        shown.add(new Task(
                Tone.WAITING,
                request.sentences().counted("console.requests.waiting.more", (long) tasks.size() - MOST_NAMED),
                Area.REQUESTS.path(),
                ""));
        return shown;
    }
}
