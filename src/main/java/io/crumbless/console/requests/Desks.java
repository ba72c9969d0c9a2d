package io.crumbless.console.requests;

import io.crumbless.answers.explain.RequestedPerson;
import io.crumbless.console.page.Area;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.PageRefusal;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.metrics.NightMetrics;
import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.request.PrivacyRequest;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates a desk of the register for each HTTP request, on behalf of its user. */
final class Desks {
    private static final Logger LOG = LoggerFactory.getLogger(Desks.class);

    private final ConsoleContext context;

    Desks(ConsoleContext context) {
        this.context = context;
    }

    ConsoleContext context() {
        return context;
    }

    /** Works on the register, with the control database kept open. */
    <T> T at(Request request, Function<RequestDesk, T> work) {
        return context.asking(control -> work.apply(desk(request)));
    }

    /** For longer work, which opens the control database only when necessary. */
    RequestDesk desk(Request request) {
        return new RequestDesk(
                context.job(),
                context.control(),
                context.clock(),
                request.user().name(),
                LOG::warn);
    }

    /** Carries out a step, and redirects to the request. */
    Reply step(Request request, Function<RequestDesk, PrivacyRequest> work) {
        PrivacyRequest done = at(request, work);
        NightMetrics.erased(context.job());
        return see(done);
    }

    static Reply see(PrivacyRequest request) {
        return new Reply.See(Area.REQUESTS.path() + "/" + request.id());
    }

    /** The purposes that an objection may name. */
    Collection<Purpose> purposes() {
        return RequestDesk.purposes(context.job());
    }

    RequestedPerson person(SubjectId subject) {
        return RequestedPerson.of(context.explainer(), context.job(), subject);
    }

    /** The number of the request in the path. */
    static long number(Request request) {
        return PrivacyRequest.number(request.at("id"))
                .orElseThrow(() -> new PageRefusal(request.say("requests.refusal.number")));
    }

    /** An entered customer id; empty if it was left out. */
    static Optional<SubjectId> subject(Request request) {
        return request.field(Words.SUBJECT).filter(SubjectId::isValid).map(SubjectId::new);
    }

    /** The entered id, which must be that of the request. A user who tries ids is locked out. */
    SubjectId subjectOf(Request request) {
        SubjectId subject = requiredSubject(request);
        if (context.limits().isLocked(request.user())) {
            throw new PageRefusal(request.say("person.locked"));
        }
        return subject;
    }

    static SubjectId requiredSubject(Request request) {
        return subject(request)
                .orElseThrow(() -> new PageRefusal(request.say("requests.refusal.subject-missing"), Words.SUBJECT));
    }
}
