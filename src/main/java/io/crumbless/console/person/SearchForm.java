package io.crumbless.console.person;

import io.crumbless.answers.explain.IdSpelling;
import io.crumbless.console.page.Area;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.ConsoleRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks up a person: records that, within the limits of searches, and redirects to their page. */
final class SearchForm implements Page {
    static final String SEARCH = "console search";
    private static final int BAD = 400;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final ConsoleContext context;
    private final People people;
    private final SearchPage page;

    SearchForm(ConsoleContext context, People people, SearchPage page) {
        this.context = context;
        this.people = people;
        this.page = page;
    }

    @Override
    public Method method() {
        return Method.POST;
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
        Optional<String> id = request.field(SearchPage.ID).filter(text -> text.length() <= SearchPage.LONGEST_ID);
        Optional<String> reason =
                request.field(SearchPage.REASON).filter(text -> text.length() <= SearchPage.LONGEST_REASON);
        if (id.isEmpty() || reason.isEmpty()) {
            return again(
                    request, BAD, "person.incomplete", Optional.of(id.isEmpty() ? SearchPage.ID : SearchPage.REASON));
        }
        boolean cookie =
                request.field(SearchPage.KIND).filter(SearchPage.COOKIE::equals).isPresent();
        if (cookie && !request.user().is(ConsoleRole.REQUESTER)) {
            return again(request, FORBIDDEN, "person.cookie.forbidden");
        }
        return switch (context.limits().search(request.user())) {
            case TOO_MANY -> again(request, TOO_MANY, "person.too-many");
            case LOCKED -> again(request, TOO_MANY, "person.locked");
            case ALLOWED -> search(request, cookie, id.get(), reason.get());
        };
    }

    private Reply search(Request request, boolean cookie, String id, String reason) {
        try {
            return cookie ? byCookie(request, id, reason) : found(request, id, reason);
        } catch (SearchUnderWay other) {
            return again(request, TOO_MANY, "person.turn");
        }
    }

    private Reply again(Request request, int status, String key) {
        return again(request, status, key, Optional.empty());
    }

    /** @param field field to correct */
    private Reply again(Request request, int status, String key, Optional<String> field) {
        return new Reply.Refuse(
                status,
                page.screen(
                        request,
                        List.of(new Part.Message(Tone.BAD, request.say(key))),
                        field.map(wrong -> new Part.Problem(wrong, request.say(key)))));
    }

    private Reply byCookie(Request request, String cookie, String reason) {
        people.record(request.user(), SEARCH + " by cookie", reason);
        Optional<SubjectId> subject = people.ofCookie(cookie);
        return subject.isEmpty()
                ? missed(request, again(request, PersonPage.NOT_FOUND, "person.cookie.nobody"))
                : found(request, subject.get().value(), reason);
    }

    private Reply found(Request request, String id, String reason) {
        SubjectId asked = new SubjectId(id);
        boolean erased = people.recordSearch(request.user(), SEARCH, asked, reason);
        List<SubjectId> spellings = people.spellings(asked);
        if (spellings.size() > 1) {
            return choose(request, asked, spellings, reason);
        }
        SubjectId spelt = spellings.isEmpty() ? asked : spellings.get(0);
        Reply reply = new Reply.See(path() + "/" + request.session().keep(new Lookup(asked, spelt, reason)));
        return spellings.isEmpty() && !erased ? missed(request, reply) : reply;
    }

    private Reply missed(Request request, Reply otherwise) {
        return context.missed(request.user()) ? again(request, TOO_MANY, "person.locked") : otherwise;
    }

    /** Several spellings may be several people, who must not be confused. */
    private Reply choose(Request request, SubjectId asked, List<SubjectId> spellings, String reason) {
        List<Part.Link> links = new ArrayList<>();
        for (SubjectId spelling : spellings) {
            String handle = request.session().keep(new Lookup(asked, spelling, reason));
            links.add(new Part.Link(IdSpelling.quoted(spelling), path() + "/" + handle, ""));
        }
        return new Reply.Show(Screen.of(
                request.say("person.spellings.title"),
                List.of(
                        Part.Blocks.sentences(request.say("person.spellings.lead")),
                        new Part.Card(request.say("person.spellings.head"), new Part.Links(links)))));
    }
}
