package io.crumbless.cli.render;

import io.crumbless.answers.page.PlainText;
import io.crumbless.cli.terminal.Columns;
import io.crumbless.process.Quantity;
import io.crumbless.warehouse.request.Deadline;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent;
import io.crumbless.warehouse.request.RequestStep;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Requests of the register as text. */
public final class RequestWords {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private RequestWords() {}

    /** One request in one line. */
    public static String line(PrivacyRequest request, LocalDate today) {
        return PlainText.visible(String.join("   ", cells(request, today)));
    }

    /** One line per request. */
    public static String table(List<PrivacyRequest> requests, LocalDate today) {
        StringBuilder text = new StringBuilder();
        Columns.append(
                text, requests.stream().map(request -> cells(request, today)).toList());
        return PlainText.visible(text.append(Quantity.of(requests.size(), "request"))
                .append('\n')
                .toString());
    }

    private static List<String> cells(PrivacyRequest request, LocalDate today) {
        String purposes =
                request.scope().words().isEmpty() ? "" : " (" + request.scope().text() + ")";
        return List.of(
                request.id(),
                request.kind().word() + purposes,
                request.status().word()
                        + (request.hold(today).isPresent() ? ", on hold" : "")
                        + (request.withholdsFromNobody() ? ", matched nobody" : ""),
                "received " + request.receivedOn(),
                due(request, today),
                request.reference().orElse(""));
    }

    private static String due(PrivacyRequest request, LocalDate today) {
        Deadline deadline = request.deadline();
        if (!request.status().isOpen()) {
            return "was due " + deadline.due();
        }
        return (deadline.hasPassed(today) ? "OVERDUE since " : "due ")
                + deadline.due()
                + (deadline.extended() ? " (extended)" : "");
    }

    /** One request with its history. */
    public static String whole(PrivacyRequest request, LocalDate today, ZoneId zone) {
        StringBuilder text = new StringBuilder(line(request, today)).append('\n');
        Deadline deadline = request.deadline();
        text.append("  deadline by ")
                .append(
                        deadline.cite().isEmpty()
                                ? "the shortest time of all laws known, as the law of the place is not"
                                : deadline.cite())
                .append(request.place().map(place -> ", " + place).orElse(""))
                .append('\n');
        request.source()
                .ifPresent(
                        source -> text.append("  delivered by ").append(source).append('\n'));
        List<List<String>> rows = new ArrayList<>();
        for (RequestEvent event : request.history()) {
            rows.add(List.of(
                    "  " + MINUTE.format(event.at().atZone(zone)),
                    event.step().word(),
                    event.by(),
                    (event.text()
                                    + event.until()
                                            .map(day -> (event.step() == RequestStep.LIFTING_ANNOUNCED
                                                            ? " from "
                                                            : " until ")
                                                    + day)
                                            .orElse("")
                                    + event.reference().map(name -> " " + name).orElse(""))
                            .strip()));
        }
        Columns.append(text, rows);
        return PlainText.visible(text.toString());
    }
}
