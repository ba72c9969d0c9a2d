package io.crumbless.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Screen;
import io.crumbless.console.server.TestingVisitor.Answer;
import io.crumbless.night.job.ConsoleRole;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: only authorised users get pages and submit forms, whatever is sent. */
@Tag("unit")
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleServerTest {
    private static final Set<ConsoleRole> ALL = EnumSet.allOf(ConsoleRole.class);
    /** Of the console of most tests: none of its connections ends by itself, however little time this machine has. */
    private static final long LONG_MILLIS = Duration.ofMinutes(20).toMillis();

    private static final long BRIEF_MILLIS = 700;

    /** Of visitors to a console of brief connections, which may end while this machine does something else. */
    private static final int TRIES = 20;

    @TempDir
    private static Path folder;

    private final AtomicInteger changes = new AtomicInteger();
    private TestingConsole console;

    @BeforeAll
    void start() {
        console = console("console", LONG_MILLIS);
    }

    private TestingConsole console(String name, long idleMillis) {
        try {
            Path place = Files.createDirectories(folder.resolve(name));
            return new TestingConsole(
                    TestingConsole.job(place, ""), TestingConsole::nobody, context -> pages(), idleMillis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void stop() {
        console.close();
    }

    private List<Page> pages() {
        return List.of(
                new TestingPages(
                        Method.GET,
                        "/",
                        ALL,
                        request -> new Reply.Show(Screen.of(
                                "Start",
                                List.of(new Part.Foldable(
                                        "More",
                                        List.of(new Part.Form(
                                                "/change",
                                                List.of(new Part.Field.Area("what", "What", "", "", true, 99)),
                                                "Change"))))))),
                new TestingPages(
                        Method.GET,
                        "/thing/{id}",
                        ALL,
                        request -> new Reply.Show(Screen.of(
                                "Thing", List.of(Part.Blocks.sentences("it is <" + request.at("id") + ">"))))),
                new TestingPages(Method.POST, "/change", ALL, request -> {
                    changes.incrementAndGet();
                    request.session().say("changed " + request.field("what").orElse("nothing"));
                    return new Reply.See("/");
                }),
                new TestingPages(Method.POST, "/busy", ALL, request -> {
                    throw new Failure(ErrorCategory.BUSY, "Cannot do it now");
                }),
                new TestingPages(Method.GET, "/unable", ALL, request -> {
                    throw new Failure(ErrorCategory.BUSY, "Cannot do it now");
                }),
                new TestingPages(Method.GET, "/long", ALL, request -> {
                    LockSupport.parkNanos(Duration.ofMillis(3 * BRIEF_MILLIS).toNanos());
                    return new Reply.Show(Screen.of("Done", List.of()));
                }),
                new TestingPages(Method.GET, "/broken", ALL, request -> {
                    throw new IllegalStateException("the value of C-1042");
                }));
    }

    @Test
    void theTokenIsGoodOnceAndForFiveMinutes() {
        TestingVisitor owner = console.owner();
        assertThat(owner.get("/").status()).isEqualTo(200);
        String used =
                console.invitation().getPath() + "?" + console.invitation().getQuery();

        assertThat(console.stranger().get(used).status()).isEqualTo(403);
        assertThat(console.stranger().get("/login?token=").status()).isEqualTo(403);
        assertThat(console.stranger().get("/login").status()).isEqualTo(403);

        int before = console.invitations().size();
        assertThat(console.stranger().get("/").status()).isEqualTo(401);
        assertThat(console.invitations()).hasSize(before + 1);
        assertThat(console.stranger().get("/").status()).isEqualTo(401);
        assertThat(console.invitations()).hasSize(before + 1);
        console.pass(Duration.ofMinutes(5));
        String old = console.invitation().getPath() + "?" + console.invitation().getQuery();
        assertThat(console.stranger().get(old).status()).isEqualTo(403);
    }

    @Test
    void theTokenLeavesTheAddressAndTheSessionGetsANewId() {
        console.stranger().get("/");
        TestingVisitor visitor = console.stranger();
        visitor.cookie("crumbless-console=chosen-by-an-attacker");

        Answer answer = visitor.get(
                console.invitation().getPath() + "?" + console.invitation().getQuery());

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).hasValue("/");
        assertThat(answer.header("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("chosen-by-an-attacker");
        assertThat(visitor.get("/").status()).isEqualTo(200);
        visitor.cookie("crumbless-console=chosen-by-an-attacker");
        assertThat(visitor.get("/").status()).isEqualTo(401);
    }

    @Test
    void aSessionEndsWhenItIsNotUsedAndInAnyCase() {
        TestingVisitor owner = console.owner();
        console.pass(Duration.ofMinutes(14));
        assertThat(owner.get("/").status()).isEqualTo(200);
        console.pass(Duration.ofMinutes(15));
        assertThat(owner.get("/").status()).isEqualTo(401);

        TestingVisitor busy = console.owner();
        for (int i = 0; i < 47; i++) {
            console.pass(Duration.ofMinutes(10));
            assertThat(busy.get("/").status()).isEqualTo(200);
        }
        console.pass(Duration.ofMinutes(10));
        assertThat(busy.get("/").status()).isEqualTo(401);
    }

    /** Nothing that was typed is lost, and nothing is carried out that was not sent again. */
    @Test
    void aFormOutlivesItsSessionForWhoeverLogsInAgainInThatBrowser() {
        TestingVisitor owner = console.owner();
        int before = changes.get();
        console.pass(Duration.ofMinutes(16));

        Answer kept = owner.post("/change", Map.of("what", "<typed> for long"));

        assertThat(kept.status()).isEqualTo(401);
        assertThat(kept.body()).contains("what you typed is kept").doesNotContain("typed&gt;");
        assertThat(console.owner().get("/").body()).doesNotContain("&lt;typed&gt; for long");
        owner.get("/");
        Answer again = owner.follow(owner.get(
                console.invitation().getPath() + "?" + console.invitation().getQuery()));
        assertThat(again.body())
                .contains("&lt;typed&gt; for long</textarea>", "<details open>", "Your session had ended");
        assertThat(changes).hasValue(before);
        assertThat(owner.get("/").body()).doesNotContain("&lt;typed&gt; for long");
        assertThat(owner.follow(owner.post("/change", Map.of("what", "typed"))).body())
                .contains("changed typed");
    }

    /** As when somebody logs in again in another tab before they send it. */
    @Test
    void aFormOfTheSessionBeforeIsShownAgainAndNotCarriedOut() {
        TestingVisitor owner = console.owner();
        String csrf = owner.csrf();
        int before = changes.get();
        console.pass(Duration.ofMinutes(16));
        owner.get("/");
        owner.follow(owner.get(
                console.invitation().getPath() + "?" + console.invitation().getQuery()));

        Answer kept = owner.postAsIs("/change", "what=typed+for+long&csrf=" + csrf);

        assertThat(kept.status()).isEqualTo(303);
        assertThat(owner.follow(kept).body()).contains("typed for long</textarea>");
        assertThat(changes).hasValue(before);
        assertThat(console.owner().postAsIs("/change", "what=b&csrf=" + csrf).status())
                .isEqualTo(403);
    }

    /** A form is kept for its user alone: not after they logged out, not from another site, not with a token made up. */
    @Test
    void aFormIsKeptForNobodyElse() {
        TestingVisitor owner = console.owner();
        String cookie = owner.cookie();
        String csrf = owner.csrf();
        console.pass(Duration.ofMinutes(16));
        for (String wrong : List.of("Origin: https://evil.example", "Sec-Fetch-Site: cross-site")) {
            assertThat(owner.postAsIs("/change", "what=typed&csrf=" + csrf, wrong)
                            .status())
                    .isEqualTo(403);
        }
        assertThat(owner.postAsIs("/change", "what=typed&csrf=made-up").body()).doesNotContain("is kept");
        TestingVisitor stranger = console.stranger();
        assertThat(stranger.postAsIs("/change", "what=typed&csrf=" + csrf).body())
                .doesNotContain("is kept");
        owner.cookie(cookie);
        owner.get("/");
        assertThat(owner.follow(owner.get(console.invitation().getPath() + "?"
                                + console.invitation().getQuery()))
                        .body())
                .doesNotContain("typed");

        String left = owner.cookie();
        String token = owner.csrf();
        owner.post("/logout", Map.of());
        owner.cookie(left);
        assertThat(owner.postAsIs("/change", "what=typed&csrf=" + token).body()).doesNotContain("is kept");
    }

    /** While a run holds the control database. */
    @Test
    void aFormThatARunKeptFromBeingCarriedOutIsShownAgain() {
        TestingVisitor owner = console.owner();

        Answer busy = owner.post("/busy", Map.of("what", "typed for long"));

        assertThat(busy.status()).isEqualTo(503);
        assertThat(busy.body()).contains("Open the form again");
        assertThat(owner.get("/").body())
                .contains("The form that you sent is not offered here any more", "typed for long");
    }

    @Test
    void loggingOutEndsTheSession() {
        TestingVisitor owner = console.owner();
        String cookie = owner.cookie();

        assertThat(owner.post("/logout", Map.of()).status()).isEqualTo(200);

        owner.cookie(cookie);
        assertThat(owner.get("/").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""})
    void anotherHostNameIsRefused(String host) {
        assertThat(console.stranger().get("/", "Host: " + host).status()).isIn(400, 421);
        assertThat(console.stranger().get("/health", "Host: " + host).status()).isIn(400, 421);
    }

    @Test
    void twoHostNamesOrNoneAreRefused() {
        String real = console.listening().getAuthority();
        assertThat(console.stranger().get("/", "Host: " + real, "Host: " + real).status())
                .isIn(400, 421);
        assertThat(console.stranger().raw("GET / HTTP/1.0\r\n\r\n").status()).isIn(400, 421);
        assertThat(console.stranger()
                        .raw("GET http://evil.example/ HTTP/1.1\r\nHost: " + real + "\r\nConnection: close\r\n\r\n")
                        .status())
                .isIn(400, 421);
    }

    @Test
    void aFormNeedsTheTokenOfItsSession() {
        TestingVisitor owner = console.owner();
        int before = changes.get();

        assertThat(owner.postAsIs("/change", "what=a").status()).isEqualTo(403);
        assertThat(owner.postAsIs("/change", "csrf=made-up&what=a").status()).isEqualTo(403);
        assertThat(owner.post("/change", Map.of("what", "a"), "Origin: https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(owner.post("/change", Map.of("what", "a"), "Origin: null").status())
                .isEqualTo(403);
        assertThat(owner.post("/change", Map.of("what", "a"), "Sec-Fetch-Site: cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(owner.post("/change", Map.of("what", "a"), "Content-Type: text/plain")
                        .status())
                .isEqualTo(400);
        assertThat(owner.get("/change").status()).isEqualTo(404);
        assertThat(changes).hasValue(before);

        Answer changed = owner.post("/change", Map.of("what", "a"), "Origin: " + console.listening());
        assertThat(changed.status()).isEqualTo(303);
        assertThat(owner.follow(changed).body()).contains("changed a");
        assertThat(owner.get("/").body()).doesNotContain("changed a");
        assertThat(changes).hasValue(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../etc/passwd",
                "/thing/../../etc/passwd",
                "/%2e%2e/etc/passwd",
                "/thing/%2e%2e%2fx",
                "/thing/a%00b",
                "/thing/..;/x",
                "/thing/a/b",
                "/thing/",
                "//evil.example/",
                "/style-0000000000000000.css",
                "/thing/%5c"
            })
    void aPathLeadsNowhereElse(String path) {
        assertThat(console.owner().get(path).status()).isIn(400, 404);
    }

    @Test
    void whatIsFilledInIsText() {
        TestingVisitor owner = console.owner();

        assertThat(owner.get("/thing/a-1_b").body()).contains("it is &lt;a-1_b&gt;");
        Answer changed = owner.post("/change", Map.of("what", "<script>alert(1)</script>\" onload=\"x"));
        assertThat(owner.follow(changed).body()).doesNotContain("<script").contains("&lt;script&gt;");
    }

    @Test
    void everyAnswerForbidsScriptsFramesAndKeeping() {
        TestingVisitor owner = console.owner();
        for (String path : List.of("/", "/nowhere", "/unable", "/broken", "/login?token=x", "/../..")) {
            Answer answer = owner.get(path);
            assertThat(answer.header("Content-Security-Policy").orElseThrow())
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("Cache-Control")).as(path).hasValue("no-store");
            assertThat(answer.header("X-Content-Type-Options")).as(path).hasValue("nosniff");
            assertThat(answer.header("Referrer-Policy")).as(path).hasValue("same-origin");
            assertThat(answer.header("Server")).as(path).isEmpty();
        }
    }

    @Test
    void whatFailsSaysNoMoreThanItMay() {
        TestingVisitor owner = console.owner();

        assertThat(owner.get("/unable").status()).isEqualTo(503);
        Answer broken = owner.get("/broken");
        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.body()).doesNotContain("C-1042", "IllegalState");
    }

    @Test
    void theLanguageFollowsTheBrowserAndThenTheUser() {
        TestingVisitor owner = console.owner();
        assertThat(owner.get("/").body()).contains("lang=\"en\"");

        Answer changed = owner.post("/language", Map.of("language", "de", "back", "/thing/a"));
        assertThat(changed.header("Location")).hasValue("/thing/a");
        assertThat(owner.get("/").body()).contains("<html lang=\"de\"");
        assertThat(owner.post("/language", Map.of("language", "en", "back", "//evil.example/"))
                        .header("Location"))
                .hasValue("/");
        assertThat(console.stranger()
                        .get("/", "Accept-Language: de-AT,de;q=0.9")
                        .body())
                .contains("<html lang=\"de\"");
    }

    /** A proxy that reads another length than the console would hand the rest to somebody else's session. */
    @Test
    void aRequestWhoseEndIsInDoubtIsRefused() {
        TestingVisitor owner = console.owner();
        String head = "POST /change HTTP/1.1\r\nHost: " + console.listening().getAuthority() + "\r\nCookie: "
                + owner.cookie() + "\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        int before = changes.get();
        String body = "\r\n\r\ncsrf=" + owner.csrf() + "&what=a";

        for (String lengths : List.of(
                "Content-Length: 5\r\nContent-Length: 60",
                "Content-Length: 5, 60",
                "Content-Length: +60",
                "Content-Length: 60\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding : chunked",
                " folded: x\r\nContent-Length: 5")) {
            assertThat(owner.raw(head + lengths + body).status()).as(lengths).isIn(400, 501);
        }
        assertThat(owner.raw(("GET / HTTP/1.1\r\nHost: " + console.listening().getAuthority() + "\r\nCookie: "
                                        + owner.cookie() + "\r\nConnection: close\r\n\r\n")
                                .replace("\r", ""))
                        .status())
                .as("line feeds alone")
                .isEqualTo(400);
        assertThat(changes).hasValue(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"})
    void noOtherMethodDoesAnything(String method) {
        TestingVisitor owner = console.owner();
        int before = changes.get();
        Answer answer = owner.raw(method + " /change HTTP/1.1\r\nHost: "
                + console.listening().getAuthority() + "\r\nCookie: " + owner.cookie()
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer.status()).isIn(400, 405);
        assertThat(answer.body()).doesNotContain(owner.cookie());
        assertThat(changes).hasValue(before);
    }

    @Test
    void whatTakesLongerThanAConnectionMayBeSilentIsAnsweredAllTheSame() {
        try (TestingConsole brief = console("brief-answers", BRIEF_MILLIS)) {
            assertThat(IntStream.range(0, TRIES)).anyMatch(any -> isAnswered(brief));
        }
    }

    private static boolean isAnswered(TestingConsole brief) {
        try {
            return owner(brief).get("/long").body().contains("Done");
        } catch (IllegalStateException | NoSuchElementException endedBefore) {
            return false;
        }
    }

    @Test
    void largeHeadersAndFormsAreRefused() {
        TestingVisitor owner = console.owner();

        assertThat(owner.get("/", "X-Long: " + "x".repeat(20_000)).status()).isEqualTo(431);
        assertThat(owner.post("/change", Map.of("what", "x".repeat(100_000))).status())
                .isEqualTo(400);
        assertThat(owner.get("/").status()).isEqualTo(200);
    }

    /** As many as there are threads and more: the others are answered all the same. */
    @Test
    void slowClientsKeepNobodyWaiting() throws IOException {
        TestingVisitor owner = console.owner();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                slow.add(slow(console, owner.cookie(), i % 2 == 0));
            }

            // Else not before they are let go, which is later than anybody waits.
            assertThat(owner.get("/").status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** Less than a connection may be silent lies between two bytes, so each would be open for hours. */
    @Test
    void requestsThatDripAreLetGo() throws Exception {
        try (TestingConsole brief = console("brief-drops", BRIEF_MILLIS)) {
            String head = "POST /change HTTP/1.1\r\nHost: " + brief.listening().getAuthority() + "\r\nCookie: "
                    + owner(brief).cookie()
                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n";
            for (String start : List.of("GET / HTTP/1.1\r\nX-Long: ", head)) {
                try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), brief.listening().getPort())) {
                    socket.getOutputStream().write(start.getBytes(StandardCharsets.UTF_8));
                    assertThat(bytesUntilLetGo(socket)).as(start).isLessThan(5_000);
                }
            }
        }
    }

    private static TestingVisitor owner(TestingConsole brief) {
        for (int tries = 1; tries < TRIES; tries++) {
            try {
                return brief.owner();
            } catch (IllegalStateException | NoSuchElementException endedBefore) {
                continue;
            }
        }
        return brief.owner();
    }

    /** Sends a byte again and again, until the other side has closed. */
    private static int bytesUntilLetGo(Socket socket) throws InterruptedException {
        int sent = 0;
        try {
            socket.setSoTimeout(1);
            while (sent < 5_000) {
                socket.getOutputStream().write('x');
                sent++;
                TimeUnit.MILLISECONDS.sleep(20);
                if (isLetGo(socket)) {
                    return sent;
                }
            }
        } catch (IOException letGo) {
            return sent;
        }
        return sent;
    }

    /**
     * If proxy and console disagreed about the end of a request, the rest would become part of another user's request.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "11\nwhat=a\r\n0\r\n\r\n",
                "0x6\r\nwhat=a\r\n0\r\n\r\n",
                "+6\r\nwhat=a\r\n0\r\n\r\n",
                "-6\r\nwhat=a\r\n0\r\n\r\n",
                "100000006\r\nwhat=a\r\n0\r\n\r\n",
                "6\nwhat=a\n0\n\n"
            })
    void aBodyWhoseEndIsInDoubtIsRefused(String chunks) {
        int before = changes.get();

        // Of some no end comes: they are let go.
        try (TestingConsole brief = console("brief-bodies", BRIEF_MILLIS)) {
            TestingVisitor owner = owner(brief);
            Answer answer = owner.raw(
                    "POST /change HTTP/1.1\r\nHost: " + brief.listening().getAuthority() + "\r\nCookie: "
                            + owner.cookie() + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                            + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunks);

            assertThat(answer.status()).isIn(0, 400);
        }
        assertThat(changes).hasValue(before);
    }

    /** Of what is kept, a terminal would obey some, and some no database takes. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001b[31m", "\u009b31m", "\b", "\u007f"})
    void controlCharactersAreNoText(String control) {
        TestingVisitor owner = console.owner();
        int before = changes.get();

        assertThat(owner.post("/change", Map.of("what", "a" + control)).status())
                .isEqualTo(400);

        assertThat(changes).hasValue(before);
        assertThat(owner.post("/change", Map.of("what", "one\r\ntwo\tthree")).status())
                .isEqualTo(303);
    }

    @Test
    void slowClientsAreLetGo() throws IOException {
        try (TestingConsole brief = console("brief-requests", BRIEF_MILLIS)) {
            for (boolean withinItsHead : List.of(true, false)) {
                try (Socket socket = slow(brief, "", withinItsHead)) {
                    socket.setSoTimeout((int) LONG_MILLIS);
                    assertThat(isLetGo(socket)).isTrue();
                }
            }
        }
    }

    /** One who stops within a request. */
    private static Socket slow(TestingConsole of, String cookie, boolean withinItsHead) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), of.listening().getPort());
        OutputStream out = socket.getOutputStream();
        String start = withinItsHead
                ? "GET / HTTP/1.1\r\nHost: "
                : "POST /change HTTP/1.1\r\nHost: " + of.listening().getAuthority() + "\r\nCookie: " + cookie
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nwh";
        out.write(start.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static boolean isLetGo(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
