package io.crumbless.console.requests;

import io.crumbless.answers.letter.LetterKind;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.metrics.NightMetrics;
import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.erase.Eraser;
import io.crumbless.warehouse.request.PriorNotice;
import io.crumbless.warehouse.request.PrivacyRequest;
import java.util.Optional;

/** The steps of a request; each redirects back to it. */
final class Steps {
    private final Desks desks;

    Steps(Desks desks) {
        this.desks = desks;
    }

    private static String text(Request request) {
        return request.field(Words.TEXT).orElse("");
    }

    Reply note(Request request) {
        return desks.step(request, desk -> desk.add(Desks.number(request), "note", rules -> rules.note(text(request))));
    }

    Reply identity(Request request) {
        return desks.step(
                request,
                desk -> desk.add(
                        Desks.number(request), "check-identity", rules -> rules.identityChecked(text(request))));
    }

    Reply extend(Request request) {
        return desks.step(
                request, desk -> desk.add(Desks.number(request), "extend", rules -> rules.extended(text(request))));
    }

    Reply hold(Request request) {
        return desks.step(
                request,
                desk -> desk.add(
                        Desks.number(request),
                        "hold",
                        rules -> rules.held(text(request), EntryForm.day(request, Words.UNTIL))));
    }

    Reply endHold(Request request) {
        return desks.step(
                request, desk -> desk.add(Desks.number(request), "hold", rules -> rules.holdEnded(text(request))));
    }

    Reply refuse(Request request) {
        return desks.step(
                request, desk -> desk.add(Desks.number(request), "refuse", rules -> rules.refused(text(request))));
    }

    Reply approve(Request request) {
        return desks.step(
                request,
                desk -> desk.add(
                        Desks.number(request),
                        "approve",
                        rules -> rules.approved(request.user().name(), text(request))));
    }

    Reply answered(Request request) {
        return desks.step(request, desk -> desk.answered(Desks.number(request), text(request), Optional.empty()));
    }

    Reply readmit(Request request) {
        SubjectId subject = desks.subjectOf(request);
        return desks.step(request, desk -> desk.readmit(Desks.number(request), subject, text(request)));
    }

    Reply announceLifting(Request request) {
        return desks.step(
                request,
                desk -> desk.add(
                        Desks.number(request),
                        "announce-lifting",
                        rules -> rules.liftingAnnounced(text(request), EntryForm.day(request, Words.UNTIL))));
    }

    Reply close(Request request) {
        return desks.step(
                request,
                desk -> desk.add(
                        Desks.number(request),
                        "close",
                        rules -> rules.closed(
                                text(request),
                                request.has(Words.INFORMED)
                                        ? PriorNotice.OTHERWISE
                                        : LetterKind.priorNotice(rules.request()))));
    }

    /** Without keeping the control database open, because an erasure reads all snapshots. */
    Reply erase(Request request) {
        long number = Desks.number(request);
        SubjectId subject = desks.subjectOf(request);
        String recipients = desks.person(subject).recipients();
        RequestDesk desk = desks.desk(request);
        desks.at(request, held -> {
            held.requireMayErase(number, subject);
            return held.listRecipients(held.look(number), recipients);
        });
        PrivacyRequest done = desk.erase(number, subject, Eraser.Watcher.SILENT).request();
        NightMetrics.erased(desks.context().job());
        return Desks.see(done);
    }
}
