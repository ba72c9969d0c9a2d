package io.crumbless.console.person;

import io.crumbless.console.page.Method;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.night.request.RequestDesk;

/** Sets the reference of the case on the statement; shows nothing personal, so it is not recorded. */
final class StatementReference extends PersonPage {
    static final String REFERENCE = "reference";
    static final int LONGEST = RequestDesk.LONGEST_REFERENCE;

    StatementReference() {
        super(Method.POST, StatementPage.PATH);
    }

    @Override
    Reply answer(Request request, Lookup lookup) {
        String handle =
                request.session().keep(lookup.under(request.field(REFERENCE).filter(text -> text.length() <= LONGEST)));
        return new Reply.See("/person/" + handle + "/statement/" + request.at("language"));
    }
}
