package io.crumbless.console.overview;

import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Part.Task;
import io.crumbless.console.page.Part.Tasks;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Request;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The head of the overview: whether there is a fault, and the tasks. */
final class ToDo {
    private static final Comparator<Task> GRAVEST_FIRST =
            Comparator.comparing(Task::tone).reversed();

    private final Request request;

    ToDo(Request request) {
        this.request = request;
    }

    /**
     * @param published business date of the current snapshot
     * @param running whether a run is using the control database, so that some of it is unknown
     */
    Card card(Optional<LocalDate> published, boolean running, List<Task> tasks) {
        String head = request.say("overview.todo");
        if (!tasks.isEmpty()) {
            Part list = new Tasks(tasks.stream().sorted(GRAVEST_FIRST).toList());
            return running ? new Card(head, running(), list) : new Card(head, list);
        }
        return new Card(head, running ? running() : nothing(published));
    }

    private Part running() {
        return new Part.Message(Tone.WAITING, request.say("overview.running"));
    }

    private Part nothing(Optional<LocalDate> published) {
        return new Part.Message(
                published.isPresent() ? Tone.GOOD : Tone.WAITING,
                published
                        .map(day -> request.say(
                                "overview.todo.none", request.sentences().day(day)))
                        .orElseGet(() -> request.say("overview.todo.no-night")));
    }
}
