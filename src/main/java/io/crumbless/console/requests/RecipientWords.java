package io.crumbless.console.requests;

import io.crumbless.console.page.Request;
import io.crumbless.kernel.policy.Purpose;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recipients to be notified, in the language of the user. The register lists them as {@code answers.explain.Recipients} wrote
 * them; what reads otherwise stands as it is.
 */
final class RecipientWords {
    private static final Pattern ONE = Pattern.compile(
            "(extract|contact moments for) (\\S+) of (\\d{4}-\\d\\d-\\d\\d(?:, \\d{4}-\\d\\d-\\d\\d)*)");

    private final Request request;
    private final Collection<Purpose> purposes;

    RecipientWords(Request request, Collection<Purpose> purposes) {
        this.request = request;
        this.purposes = purposes;
    }

    String of(String listed) {
        return Arrays.stream(listed.split("; ")).map(this::one).collect(Collectors.joining("; "));
    }

    private String one(String listed) {
        Matcher matcher = ONE.matcher(listed);
        return matcher.matches()
                ? request.say(
                        matcher.group(1).equals("extract")
                                ? "requests.recipients.extract"
                                : "requests.recipients.moments",
                        purpose(matcher.group(2)),
                        days(matcher.group(3)))
                : listed;
    }

    private String purpose(String id) {
        return purposes.stream()
                .filter(purpose -> purpose.id().equals(id))
                .findFirst()
                .map(purpose -> request.sentences().title(purpose.title(), id))
                .orElse(id);
    }

    private String days(String listed) {
        return Arrays.stream(listed.split(", "))
                .map(LocalDate::parse)
                .map(request.sentences()::day)
                .collect(Collectors.joining(", "));
    }
}
