package io.crumbless.cli.render;

import io.crumbless.warehouse.request.Deadline;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Requests of the register as JSON. */
public final class RequestJson {
    private RequestJson() {}

    /** @param today the date from which the rest of the period is counted */
    public static Map<String, Object> object(PrivacyRequest request, LocalDate today) {
        Deadline deadline = request.deadline();
        return ResultJson.ordered(
                "request",
                request.id(),
                "kind",
                request.kind().word(),
                "status",
                request.status().word(),
                "received_on",
                request.receivedOn().toString(),
                "due_on",
                deadline.due().toString(),
                "extended",
                deadline.extended(),
                "deadline_of",
                deadline.cite().isEmpty() ? null : deadline.cite(),
                "overdue",
                request.status().isOpen() && deadline.hasPassed(today),
                "on_hold",
                request.hold(today).isPresent(),
                "withholds",
                request.withholds(),
                "found_nobody",
                request.withholdsFromNobody(),
                "jurisdiction",
                request.place().orElse(null),
                "purposes",
                request.scope().words(),
                "source",
                request.source().orElse(null),
                "reference",
                request.reference().orElse(null),
                "entered_by",
                request.enteredBy(),
                "subject_hmac",
                request.subjectHash(),
                "history",
                request.history().stream().map(RequestJson::event).toList());
    }

    public static List<Map<String, Object>> objects(List<PrivacyRequest> requests, LocalDate today) {
        return requests.stream().map(request -> object(request, today)).toList();
    }

    private static Map<String, Object> event(RequestEvent event) {
        return ResultJson.ordered(
                "step",
                event.step().word(),
                "at",
                event.at().toString(),
                "by",
                event.by(),
                "text",
                event.text(),
                "until",
                event.until().map(LocalDate::toString).orElse(null),
                "reference",
                event.reference().orElse(null));
    }
}
