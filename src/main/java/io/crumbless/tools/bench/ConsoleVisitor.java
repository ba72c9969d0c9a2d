package io.crumbless.tools.bench;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One user of the measured console, who sends the same requests as a browser behind a login proxy. Not thread-safe. */
final class ConsoleVisitor {
    /** Request header with the name of the user. */
    static final String USER_HEADER = "X-Bench-User";

    private static final int OK = 200;
    private static final int SEE_OTHER = 303;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI console;
    private final String name;
    private String cookie = "";
    private String csrf = "";

    /** @param name name of the user, to whom the job file of the console gives a role */
    ConsoleVisitor(URI console, String name) {
        this.console = console;
        this.name = name;
    }

    /** The response times of the two requests of a lookup. */
    record Look(long searchNanos, long pageNanos) {}

    /** Begins a session. */
    void begin() {
        HttpResponse<String> answer = send(request("/person").GET());
        cookie = answer.headers()
                .firstValue("Set-Cookie")
                .map(text -> text.substring(0, text.indexOf(';')))
                .orElseThrow(() -> unexpected("/person", answer));
        Matcher found = CSRF.matcher(answer.body());
        if (!found.find()) {
            throw unexpected("/person", answer);
        }
        csrf = found.group(1);
    }

    /** Looks up a person and opens the page about them. */
    Look look(SubjectId subject) {
        String form = "csrf=" + csrf + "&kind=customer&reason=bench&id="
                + URLEncoder.encode(subject.value(), StandardCharsets.UTF_8);
        long started = System.nanoTime();
        HttpResponse<String> found = send(request("/person")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        long searched = System.nanoTime();
        if (found.statusCode() != SEE_OTHER) {
            throw unexpected("/person", found);
        }
        String path = found.headers().firstValue("Location").orElse("");
        HttpResponse<String> page = send(request(path).GET());
        long shown = System.nanoTime();
        if (page.statusCode() != OK || !page.body().contains(subject.value())) {
            throw unexpected("a page about a person", page);
        }
        return new Look(searched - started, shown - searched);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(console.resolve(path)).timeout(LONGEST).header(USER_HEADER, name);
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot reach the console: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped("Stopped while measuring; the shop stays for the next time");
        }
    }

    private static Failure unexpected(String what, HttpResponse<String> answer) {
        return new Failure(
                ErrorCategory.INTERNAL,
                "Cannot measure: the console answered " + answer.statusCode() + " where " + what + " was asked for");
    }
}
