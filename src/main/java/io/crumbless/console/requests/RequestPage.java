package io.crumbless.console.requests;

import io.crumbless.answers.letter.RecipientWords;
import io.crumbless.answers.letter.ScopeWords;
import io.crumbless.answers.page.Document.Fact;
import io.crumbless.answers.page.Document.Facts;
import io.crumbless.answers.wording.Citations;
import io.crumbless.console.page.Area;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Part.Happening;
import io.crumbless.console.page.Part.Link;
import io.crumbless.console.page.Part.Moment;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.warehouse.request.Deadline;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.RequestStep;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One request: its state, its history, and possible next steps. */
final class RequestPage {
    private final Desks desks;

    RequestPage(Desks desks) {
        this.desks = desks;
    }

    Reply page(Request request) {
        return new Reply.Show(screen(request, Optional.empty()));
    }

    /** @param wrong the last submitted form, if it had an error */
    Screen screen(Request request, Optional<WrongStep> wrong) {
        PrivacyRequest about = desks.at(request, desk -> desk.look(Desks.number(request)));
        LocalDate today = desks.desk(request).today();
        Words words = new Words(request, today);
        List<Part> parts = new ArrayList<>();
        wrong.ifPresent(
                sent -> parts.add(new Part.Message(Tone.BAD, sent.problem().sentence())));
        parts.add(new Part.Links(links(request, about)));
        parts.add(new RequestStages(request, about).stages());
        if (about.withholdsFromNobody()) {
            parts.add(new Part.Message(Tone.WAITING, request.say("requests.nobody")));
        }
        parts.add(new Card(request.say("requests.standing"), new Part.Blocks(List.of(facts(request, words, about)))));
        parts.addAll(new Actions(request, about, today, wrong).parts());
        parts.add(new Card(request.say("requests.history"), history(request, about)));
        String title = request.say("requests.one", about.id(), words.kind(about));
        return new Screen(title, title, about.id(), parts);
    }

    private static List<Link> links(Request request, PrivacyRequest about) {
        List<Link> links = new ArrayList<>();
        if (about.kind() == RequestKind.ERASURE && about.has(RequestStep.CARRIED_OUT)) {
            links.add(new Link(
                    request.say("requests.receipt"),
                    Area.REQUESTS.path() + "/" + about.id() + "/receipt",
                    request.say("requests.receipt.below")));
        }
        links.add(new Link(request.say("requests.back"), Area.REQUESTS.path(), ""));
        return links;
    }

    private Facts facts(Request request, Words words, PrivacyRequest about) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(request.say("requests.next"), request.say("requests.next." + words.next(about))));
        if (Words.owesAnswer(about)) {
            facts.add(new Fact(request.say("requests.column.due"), deadline(request, words, about)));
        }
        facts.add(new Fact(request.say("requests.column.status"), words.status(about)));
        facts.add(new Fact(
                request.say("requests.column.received"), request.sentences().day(about.receivedOn())));
        about.place()
                .ifPresent(
                        place -> facts.add(new Fact(request.say("requests.place"), PlaceOptions.name(request, place))));
        if (!about.scope().words().isEmpty()) {
            facts.add(new Fact(request.say("requests.scope"), scope(request, about)));
        }
        about.reference().ifPresent(text -> facts.add(new Fact(request.say("requests.column.reference"), text)));
        facts.add(new Fact(request.say("requests.entered-by"), Words.account(request, about.enteredBy())));
        return new Facts(facts);
    }

    private List<String> scope(Request request, PrivacyRequest about) {
        ScopeWords words = new ScopeWords(request.sentences(), desks.purposes());
        return about.scope().words().stream().map(words::of).toList();
    }

    private static List<String> deadline(Request request, Words words, PrivacyRequest about) {
        Deadline deadline = about.deadline();
        String day = request.say(
                deadline.cite().isEmpty()
                        ? "requests.deadline.unknown"
                        : deadline.extended() ? "requests.deadline.extended" : "requests.deadline",
                words.due(about),
                new Citations(request.sentences()).of(deadline.cite()));
        return words.left(about).map(left -> List.of(day, left)).orElse(List.of(day));
    }

    private Part history(Request request, PrivacyRequest about) {
        List<Moment> moments = new ArrayList<>();
        for (RequestEvent event : about.history()) {
            moments.add(new Moment(
                    request.say(
                            "requests.event",
                            request.sentences()
                                    .moment(event.at(), desks.context().job().zone()),
                            Words.account(request, event.by())),
                    List.of(new Happening(
                            Tone.PLAIN,
                            request.say("requests.step." + event.step().word()),
                            sentence(request, event)))));
        }
        Collections.reverse(moments);
        return new Part.Timeline(moments);
    }

    private String sentence(Request request, RequestEvent event) {
        String bound = event.step() == RequestStep.LIFTING_ANNOUNCED ? "requests.from" : "requests.until";
        String until = event.until()
                .map(day -> " " + request.say(bound, request.sentences().day(day)))
                .orElse("");
        String reference = event.reference()
                .map(name -> " " + request.say("requests.event.reference", name))
                .orElse("");
        String text = event.step() == RequestStep.RECIPIENTS_LISTED
                ? new RecipientWords(request.sentences(), desks.purposes()).of(event.text())
                : event.text();
        return (text + until + reference).strip();
    }
}
