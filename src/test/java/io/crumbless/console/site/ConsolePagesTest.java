package io.crumbless.console.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.columnar.storage.Location;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Page;
import io.crumbless.console.server.TestingConsole;
import io.crumbless.night.job.ConsoleSettings;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.run.NightlyRun;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.warehouse.ledger.ControlSettings;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * Promise: every page of the console can be read by everybody, at a desk, on a phone and on paper, in both languages and
 * both colour schemes, by keyboard alone; asks nobody but the console for anything; and runs no script.
 */
@Tag("browser")
@Tag("night")
class ConsolePagesTest {
    private static final Path JOB = Path.of("jobs/nightly-profiles.yaml");
    private static final String WHO = "C-1042";

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

    @AfterAll
    static void stop() {
        if (console != null) {
            console.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    /** Follows the way a lawyer takes, and looks at each page on it. */
    @Test
    void everybodyCanReadEveryPage() throws IOException {
        for (String language : List.of("en", "de")) {
            browser.open(console.listening().resolve("/"));
            if (!browser.html().contains("<html lang=\"" + language)) {
                browser.press(".who button[name=language]");
            }
            for (String path : areas()) {
                browser.open(console.listening().resolve(path));
                look(language + path.replace("/", "-"));
            }
            browser.open(console.listening().resolve("/"));
            browser.follow(night());
            look(language + "-night");
            search(WHO);
            look(language + "-person-explained");
            browser.follow("/nights");
            look(language + "-person-nights");
            browser.follow(browser.address().replaceAll(".*(/person/[^/]*)/nights", "$1"));
            browser.follow("/statement/" + language);
            look(language + "-person-statement");
        }
    }

    /** Of the current snapshot. */
    private static String night() {
        return new Warehouse(console.context().job().warehouse()).current().orElseThrow();
    }

    private static List<String> areas() {
        return console.pages().stream()
                .filter(page -> page.method() == Method.GET)
                .map(Page::path)
                .filter(path -> !path.contains("{"))
                .toList();
    }

    private static void search(String id) {
        browser.open(console.listening().resolve("/person"));
        browser.type("id", id);
        browser.type("reason", "access request 2026-117");
        browser.submit();
    }

    private static void look(String name) throws IOException {
        List<String> wrong = new ArrayList<>(browser.errors());
        browser.requests().stream()
                .filter(url -> !url.startsWith(console.listening().toString()))
                // The picture of a calendar that the browser has in itself, in fields for days.
                .filter(url -> !url.startsWith("data:"))
                .forEach(url -> wrong.add("asked for " + url));
        at(name, 1280, false, wrong);
        at(name, 390, true, wrong);
        browser.dark(false);
        browser.width(1280);
        assertThat(new String(browser.pdf(), 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
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
        browser.barriers().forEach(barrier -> wrong.add(width + ": " + barrier));
        keep(name + "-" + width + (dark ? "-dark" : ""), width);
    }

    /** With -Dconsole.pictures=FOLDER, for somebody to look at. */
    private static void keep(String name, int width) throws IOException {
        String pictures = System.getProperty("console.pictures", "");
        if (!pictures.isEmpty()) {
            Files.createDirectories(Path.of(pictures));
            Files.write(Path.of(pictures, name + ".png"), browser.picture(width));
        }
    }

    @Test
    void aPersonIsFoundByKeyboardAlone() {
        browser.open(console.listening().resolve("/"));
        browser.tabTo(".skip");
        browser.tabTo("a[href='/person']");
        browser.keys(Keys.ENTER);
        browser.tabTo("#f-id");
        browser.keys(WHO);
        browser.tabTo("#f-reason");
        browser.keys("by keyboard");
        browser.tabTo("main form button");
        browser.keys(Keys.ENTER);

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
