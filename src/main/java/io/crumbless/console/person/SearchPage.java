package io.crumbless.console.person;

import io.crumbless.console.page.Area;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Field;
import io.crumbless.console.page.Part.Form;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.night.job.ConsoleRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The search for a person, for a stated reason. */
final class SearchPage implements Page {
    static final String KIND = "kind";
    static final String CUSTOMER = "customer";
    static final String COOKIE = "cookie";
    static final String ID = "id";
    static final String REASON = "reason";
    static final int LONGEST_ID = 500;
    static final int LONGEST_REASON = 500;

    private final boolean cookies;

    /** @param cookies whether the job has links from cookies to people */
    SearchPage(boolean cookies) {
        this.cookies = cookies;
    }

    @Override
    public Method method() {
        return Method.GET;
    }

    @Override
    public String path() {
        return Area.PERSON.path();
    }

    @Override
    public Area area() {
        return Area.PERSON;
    }

    @Override
    public Set<ConsoleRole> roles() {
        return PersonPage.ROLES;
    }

    @Override
    public Reply answer(Request request) {
        return new Reply.Show(screen(request, List.of(), Optional.empty()));
    }

    /** The form, with what was entered and its error. */
    Screen screen(Request request, List<Part> above, Optional<Part.Problem> problem) {
        List<Field> fields = new ArrayList<>();
        if (cookies && request.user().is(ConsoleRole.REQUESTER)) {
            fields.add(new Field.Choice(
                    KIND,
                    request.say("person.kind"),
                    request.say("person.kind.hint"),
                    List.of(
                            new Part.Option(CUSTOMER, request.say("person.kind.customer")),
                            new Part.Option(COOKIE, request.say("person.kind.cookie"))),
                    request.field(KIND).orElse(CUSTOMER)));
        }
        fields.add(new Field.Line(
                ID, request.say("person.id"), request.say("person.id.hint"), request.raw(ID), true, LONGEST_ID));
        fields.add(new Field.Line(
                REASON,
                request.say("person.reason"),
                request.say("person.reason.hint"),
                request.raw(REASON),
                true,
                LONGEST_REASON));
        List<Part> parts = new ArrayList<>(above);
        parts.add(Part.Blocks.sentences(request.say("person.search.lead")));
        Form form = new Form(Area.PERSON.path(), fields, request.say("person.search.button"));
        parts.add(new Part.Card(
                request.say("person.search.head"), problem.map(form::with).orElse(form)));
        return Screen.of(request.say("person.search.title"), parts);
    }
}
