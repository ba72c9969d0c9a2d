package io.crumbless.console.requests;

import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Request;
import io.crumbless.warehouse.request.Deadline;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestStatus;
import java.time.LocalDate;

/** What pages say of a request, and the names of fields. */
final class Words {
    static final String SUBJECT = "subject";
    static final String TEXT = "text";
    static final String UNTIL = "until";
    static final int LONGEST_ID = 500;
    private static final int SOON_DAYS = 7;

    private final Request page;
    private final LocalDate today;

    Words(Request page, LocalDate today) {
        this.page = page;
        this.today = today;
    }

    String kind(PrivacyRequest request) {
        return page.say("requests.kind." + request.kind().word());
    }

    String status(PrivacyRequest request) {
        if (request.hold(today).isPresent() && request.status().isOpen()) {
            return page.say("requests.on-hold");
        }
        return page.say(
                request.withholds() && request.status() == RequestStatus.CARRIED_OUT
                        ? "requests.in-effect"
                        : "requests.status." + request.status().word());
    }

    Tone tone(PrivacyRequest request) {
        Deadline deadline = request.deadline();
        if (!request.status().isOpen()) {
            return Tone.PLAIN;
        }
        if (deadline.hasPassed(today)) {
            return Tone.BAD;
        }
        return isSoon(request) ? Tone.WAITING : Tone.PLAIN;
    }

    boolean isSoon(PrivacyRequest request) {
        return request.status().isOpen() && request.deadline().daysLeft(today) <= SOON_DAYS;
    }

    boolean isOverdue(PrivacyRequest request) {
        return request.status().isOpen() && request.deadline().hasPassed(today);
    }

    String due(PrivacyRequest request) {
        String day = page.sentences().day(request.deadline().due());
        return isOverdue(request) ? page.say("requests.overdue-since", day) : day;
    }
}
