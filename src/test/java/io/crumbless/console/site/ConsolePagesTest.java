package io.crumbless.console.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.columnar.storage.Location;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import io.crumbless.console.server.TestingConsole;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.ConsoleSettings;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.run.NightlyRun;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ControlSettings;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.RequestRules;
import io.crumbless.warehouse.request.Scope;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/**
 * Promise: every page of the console is accessible, on a desktop, on a phone and on paper, in both languages and both
 * colour schemes, by keyboard alone; it loads nothing from other servers and runs no script.
 */
@Tag("browser")
@Tag("night")
class ConsolePagesTest {
    private static final Path JOB = Path.of("jobs/nightly-profiles.yaml");
    private static final String WHO = "C-1042";
    private static final String NOTHING_DESTROYED = "/proof/destructions/none";

    /** A window of 1280 pixels at 400 %. */
    private static final int REFLOWED = 320;

    /** A folder, with -Dconsole.pictures=FOLDER, for somebody to look at. */
    private static final String PICTURES = System.getProperty("console.pictures", "");

    /** Which a browser keeps and does not show. */
    private static final Set<String> FILES = Set.of(
            "/person/{handle}/statement/{language}/page",
            "/person/{handle}/statement/{language}/records",
            "/person/{handle}/proofs/{statement}",
            "/requests/{id}/receipt",
            "/proof/audits/{id}/{form}");

    @TempDir
    private static Path folder;

    private static TestingConsole console;
    private static TestingBrowser browser;

    @BeforeAll
    static void start() throws IOException {
        browser = TestingBrowser.start(folder);
        JobFile job = JobFile.read(JOB)
                .into(
                        Location.of(folder.resolve("warehouse")),
                        ControlSettings.in(folder.resolve("control")),
                        folder.resolve("spill"))
                .with(ConsoleSettings.DEFAULTS.at(0));
        enterRequests(job);
        NightlyRun night = new LocalNight(Clock.systemUTC(), 2, new NightReportPage());
        for (int day : List.of(21, 22)) {
            night.run(job, LocalDate.of(2026, 11, day), RunOptions.DEFAULTS, Progress.SILENT);
        }
        console = new TestingConsole(job, new SnapshotExplainer(), Site::pages);
        browser.open(console.listening().resolve("/"));
        browser.open(console.invitation());
        browser.errors();
        browser.requests();
    }

    /** Requests in every state: open, overdue, checked, on hold, in effect, and without a person. */
    private static void enterRequests(JobFile job) {
        try (ControlDatabase control = ControlDatabase.open(job.control())) {
            enter(control, RequestKind.ACCESS, WHO, "2026-11-20", "");
            enter(control, RequestKind.ERASURE, "C-1043", "2026-10-02", "");
            enter(control, RequestKind.RESTRICTION, "C-1044", "2026-11-18", "");
            enter(control, RequestKind.OBJECTION, "C-nobody", "2026-11-19", Scope.DIRECT_MARKETING);
            enter(control, RequestKind.RECTIFICATION, "C-1045", "2026-11-02", "");
            step(control, 2, rules -> rules.identityChecked("by letter to the address on file"));
            step(control, 2, rules -> rules.held("claims, Art. 17(3)(e)", Optional.of(LocalDate.of(2099, 1, 31))));
            step(control, 5, rules -> rules.extended("the branch has to look the form up"));
            step(control, 5, rules -> rules.refused("what is held is what the form says"));
        }
    }

    private static void enter(ControlDatabase control, RequestKind kind, String who, String received, String scope) {
        PrivacyRequest.Draft draft = new PrivacyRequest.Draft(
                kind,
                Optional.of("DE"),
                LocalDate.parse(received),
                Scope.ofText(scope),
                Optional.empty(),
                Optional.of("letter 2026-" + kind.ordinal()),
                "rosa");
        control.requests().enter(new SubjectId(who), draft, Instant.parse("2026-11-20T09:00:00Z"));
    }

    private static void step(ControlDatabase control, long number, Function<RequestRules, RequestEvent.Draft> step) {
        control.requests()
                .append(
                        number,
                        "rosa",
                        Instant.parse("2026-11-20T10:00:00Z"),
                        request -> step.apply(new RequestRules(request, LocalDate.of(2026, 11, 20))));
    }

    @AfterAll
    static void stop() {
        if (console != null) {
            console.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    /** Every page that there is, found by its links and by what is in the warehouse. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void everybodyCanReadEveryPage(String language) throws IOException {
        browser.open(console.listening().resolve("/"));
        if (!browser.html().contains("<html lang=\"" + language)) {
            browser.press(".who button[name=language]");
            browser.await(() -> browser.html().contains("<html lang=\"" + language));
        }
        Map<String, String> found = pages(language);
        for (Page page : console.pages()) {
            if (page.method() == Method.GET && !FILES.contains(page.path())) {
                String path = Objects.requireNonNull(found.get(page.path()), page.path());
                browser.open(console.listening().resolve(path));
                if (path.equals(NOTHING_DESTROYED)) {
                    // That it is not found.
                    browser.errors();
                }
                look(language + page.path().replaceAll("[{}]", "").replace("/", "-"));
            }
        }
        for (String request : List.of("R-2", "R-3", "R-4", "R-5")) {
            browser.open(console.listening().resolve("/requests/" + request));
            look(language + "-requests-" + request);
        }
        browser.open(console.listening().resolve("/no-such-page"));
        browser.errors();
        look(language + "-no-such-page");
    }

    /** Each path with braces as one that leads somewhere. */
    private static Map<String, String> pages(String language) {
        Map<String, String> found = new HashMap<>();
        console.pages().stream()
                .filter(page -> page.method() == Method.GET)
                .map(Page::path)
                .filter(path -> !path.contains("{"))
                .forEach(path -> found.put(path, path));
        found.put("/overview/nights/{run}", "/overview/nights/" + night());
        found.put("/proof/snapshots/{run}", "/proof/snapshots/" + night());
        found.put("/proof/destructions/{id}", NOTHING_DESTROYED);
        found.put("/requests/{id}", "/requests/R-1");
        browser.open(console.listening().resolve("/proof"));
        browser.type("reason", "an auditor asks");
        browser.submit();
        browser.await(() -> browser.path().startsWith("/proof/audits/"));
        found.put("/proof/audits/{id}", browser.path());
        search(WHO);
        String person = browser.path();
        found.put("/person/{handle}", person);
        found.put("/person/{handle}/nights", person + "/nights");
        found.put("/person/{handle}/proofs", person + "/proofs");
        found.put("/person/{handle}/statement/{language}", person + "/statement/" + language);
        found.put("/person/{handle}/statement/{language}/sheet", person + "/statement/" + language + "/sheet");
        return found;
    }

    /** Of the current snapshot. */
    private static String night() {
        return new Warehouse(console.context().job().warehouse()).current().orElseThrow();
    }

    private static void search(String id) {
        browser.open(console.listening().resolve("/person"));
        browser.type("id", id);
        browser.type("reason", "access request 2026-117");
        browser.submit();
        browser.await(() -> browser.path().startsWith("/person/"));
    }

    private static void look(String name) throws IOException {
        List<String> wrong = new ArrayList<>(browser.errors());
        browser.requests().stream()
                .filter(url -> !url.startsWith(console.listening().toString()))
                // The picture of a calendar that the browser has in itself, in fields for days.
                .filter(url -> !url.startsWith("data:"))
                .forEach(url -> wrong.add("asked for " + url));
        browser.prepareForBarriers();
        at(name, 1280, false, wrong);
        at(name, 390, true, wrong);
        // Words differ between languages, and neither colours nor what is beside what.
        if (name.startsWith("en")) {
            at(name, 1280, true, wrong);
            at(name, 390, false, wrong);
        }
        // As whoever enlarges everything to four times its size sees it: WCAG 1.4.10.
        browser.width(REFLOWED);
        if (browser.overflow() > 0) {
            wrong.add("wider than " + REFLOWED + " pixels by " + browser.overflow());
        }
        browser.dark(false);
        browser.width(1280);
        byte[] pdf = browser.pdf();
        assertThat(new String(pdf, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
        keep(name + ".pdf", pdf);
        // Those of the script that looks for barriers are not the page's.
        browser.errors();
        assertThat(wrong).as(name).isEmpty();
    }

    private static void at(String name, int width, boolean dark, List<String> wrong) throws IOException {
        browser.dark(dark);
        browser.width(width);
        if (browser.overflow() > 0) {
            wrong.add("wider than " + width + " pixels by " + browser.overflow());
        }
        if (browser.rowsOfTabs() > 1) {
            wrong.add("the areas take more than one row at " + width + " pixels");
        }
        browser.barriers().forEach(barrier -> wrong.add(width + ": " + barrier));
        if (!PICTURES.isEmpty()) {
            keep(name + "-" + width + (dark ? "-dark" : "") + ".png", browser.picture(width));
        }
    }

    private static void keep(String name, byte[] content) throws IOException {
        if (!PICTURES.isEmpty()) {
            Files.createDirectories(Path.of(PICTURES));
            Files.write(Path.of(PICTURES, name), content);
        }
    }

    @Test
    void aPersonIsFoundByKeyboardAlone() {
        browser.open(console.listening().resolve("/"));
        browser.tabTo(".skip");
        browser.tabTo("a[href='/person']");
        browser.keys(Keys.ENTER);
        browser.await(() -> browser.path().equals("/person"));
        browser.tabTo("[name=id]");
        browser.keys(WHO);
        browser.tabTo("[name=reason]");
        browser.keys("by keyboard");
        browser.tabTo("main form button");
        browser.keys(Keys.ENTER);
        browser.await(() -> browser.path().startsWith("/person/"));

        assertThat(browser.text()).contains(WHO);
    }

    @Test
    void noAddressOfThePagesAboutAPersonHoldsTheId() {
        search(WHO);

        assertThat(browser.text()).contains(WHO);
        assertThat(browser.address()).doesNotContain(WHO).contains("/person/");
        assertThat(browser.html().replaceFirst("(?s).*<title>(.*?)</title>.*", "$1"))
                .doesNotContain(WHO);
        assertThat(browser.requests()).isNotEmpty().noneMatch(url -> url.contains(WHO));
    }
}
