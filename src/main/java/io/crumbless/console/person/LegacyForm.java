package io.crumbless.console.person;

import io.crumbless.console.page.Method;
import io.crumbless.console.page.PageRefusal;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;

/** Reads the current legacy sources for one person, whose pages then show the result. */
final class LegacyForm extends PersonPage {
    private static final String LOOK = "console legacy";

    private final People people;

    LegacyForm(People people) {
        super(Method.POST, PATH + "/legacy");
        this.people = people;
    }

    @Override
    Reply answer(Request request, Lookup lookup) {
        people.record(request.user(), LOOK, lookup.spelt(), lookup.reason());
        try {
            Lookup with = lookup.with(people.legacy(lookup.spelt()));
            return new Reply.See("/person/" + request.session().keep(with));
        } catch (SearchUnderWay other) {
            throw new PageRefusal(request.say("person.turn"));
        }
    }
}
