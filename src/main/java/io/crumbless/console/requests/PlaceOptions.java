package io.crumbless.console.requests;

import io.crumbless.console.page.Part.Option;
import io.crumbless.console.page.Request;
import io.crumbless.warehouse.request.ResponseTime;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The jurisdictions to choose from for a request: that of the profile, those whose law is known, and any other. */
final class PlaceOptions {
    /** A code that ISO 3166 reserves for users; no law is known for it. */
    private static final String ELSEWHERE = "ZZ";

    private final Request request;

    PlaceOptions(Request request) {
        this.request = request;
    }

    /** A place as it is called. */
    static String name(Request request, String code) {
        return code.equals(ELSEWHERE)
                ? request.say("requests.place.elsewhere")
                : request.sentences().place(code);
    }

    List<Option> all() {
        Comparator<Object> inOrder =
                Collator.getInstance(Locale.forLanguageTag(request.sentences().language()));
        List<Option> options = new ArrayList<>();
        options.add(new Option("", request.say("requests.place.profile")));
        ResponseTime.places().stream()
                .map(code -> new Option(code, name(request, code)))
                .sorted(Comparator.comparing(Option::text, inOrder))
                .forEach(options::add);
        options.add(new Option(ELSEWHERE, name(request, ELSEWHERE)));
        return options;
    }
}
