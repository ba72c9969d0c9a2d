package io.crumbless.console.person;

import io.crumbless.console.page.Method;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Link;
import io.crumbless.console.page.Part.Links;
import io.crumbless.console.page.Part.Timeline;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import java.util.List;

/** A person over all kept nights: what was added, changed and removed. */
final class NightsPage extends PersonPage {
    private static final String LOOK = "console nights";

    private final People people;

    NightsPage(People people) {
        super(Method.GET, PATH + "/nights");
        this.people = people;
    }

    @Override
    Reply answer(Request request, Lookup lookup) {
        People.Nights nights = people.nights(request.user(), LOOK, lookup);
        Screen screen = new Screen(
                request.say("person.nights.title"),
                request.say("person.nights.head", lookup.spelt().value()),
                nights.kept().get(0).manifest().runId(),
                List.of(
                        Part.Blocks.sentences(request.say("person.nights.lead")),
                        new Links(List.of(new Link(request.say("person.back"), at(request, ""), ""))),
                        new Part.Card(
                                request.say("person.nights.card"),
                                new Timeline(new NightChanges(request).moments(nights.kept())))));
        return new Reply.Show(nights.meanwhile() ? screen.under(meanwhile(request)) : screen);
    }
}
