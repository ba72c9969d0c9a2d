package io.crumbless.console.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.columnar.storage.Location;
import io.crumbless.console.server.TestingConsole;
import io.crumbless.night.job.ConsoleSettings;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.request.RequestDesk;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.warehouse.ledger.ControlSettings;
import io.crumbless.warehouse.request.PrivacyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever follows docs/tutorial/first-request.md, line by line, has answered a request and erased somebody, alone in a browser. */
@Tag("browser")
@Tag("night")
class FirstRequestPageTest {
    private static final Path PAGE = Path.of("docs/tutorial/first-request.md");
    private static final Pattern STEP = Pattern.compile(
            "(?m)^- (Follow|Press|You see|Your colleague approves) \\*\\*(.+?)\\*\\*\\.$"
                    + "|^- (Choose) \\*\\*(.+?)\\*\\* in \\*\\*(.+?)\\*\\*\\.$|^- (Type) `(.+?)` into \\*\\*(.+?)\\*\\*\\.$");

    private static final String DOWNLOADS = "Write the letter";

    @TempDir
    private Path folder;

    @Test
    void thePageIsTrueFromTheLetterToTheReceipt() throws IOException {
        JobFile job = JobFile.read(Path.of("jobs/nightly-profiles.yaml"))
                .into(
                        Location.of(folder.resolve("warehouse")),
                        ControlSettings.in(folder.resolve("control")),
                        folder.resolve("spill"))
                .with(ConsoleSettings.DEFAULTS.at(0));
        new LocalNight(Clock.systemUTC(), 2, new NightReportPage())
                .run(job, LocalDate.of(2026, 11, 22), RunOptions.DEFAULTS, Progress.SILENT);
        try (TestingBrowser browser = TestingBrowser.start(folder);
                TestingConsole console = new TestingConsole(job, new SnapshotExplainer(), Site::pages)) {
            browser.open(console.listening().resolve("/"));
            browser.open(console.invitation());
            String page = Files.readString(PAGE);
            Matcher step = STEP.matcher(page);
            int steps = 0;
            while (step.find()) {
                take(browser, console, step);
                steps++;
            }
            assertThat((long) steps)
                    .as("every line of the page is a step that is understood")
                    .isEqualTo(
                            page.lines().filter(line -> line.startsWith("- ")).count());
        }
    }

    private static void take(TestingBrowser browser, TestingConsole console, Matcher step) {
        if (step.group(3) != null) {
            browser.chooseIn(step.group(5), step.group(4));
        } else if (step.group(6) != null) {
            browser.typeInto(step.group(8), step.group(7));
        } else {
            switch (step.group(1)) {
                case "Follow" -> browser.followText(step.group(2));
                case "Press" -> press(browser, console, step.group(2));
                case "You see" -> see(browser, step.group(2));
                default -> approve(console, step.group(2));
            }
        }
    }

    /** Everything that is pressed adds to the register. What is downloaded leaves the page where it is. */
    private static void press(TestingBrowser browser, TestingConsole console, String button) {
        int before = events(console);
        if (button.equals(DOWNLOADS)) {
            browser.pressText(button);
        } else {
            browser.leave(() -> browser.pressText(button));
        }
        browser.await(() -> events(console) > before);
    }

    private static int events(TestingConsole console) {
        return console.context().asking(control -> control.requests().all().stream()
                .mapToInt(request -> request.history().size())
                .sum());
    }

    private static void see(TestingBrowser browser, String text) {
        browser.await(() -> read(browser).contains(text));
        assertThat(read(browser)).contains(text);
    }

    private static String read(TestingBrowser browser) {
        return browser.text().replaceAll("\\s+", " ");
    }

    /** With a separate login, which a console without a proxy does not have. */
    private static void approve(TestingConsole console, String request) {
        console.context().asking(control -> new RequestDesk(
                        console.context().job(), control, console.context().clock(), "a colleague", notice -> {})
                .add(
                        PrivacyRequest.number(request).orElseThrow(),
                        "approve",
                        rules -> rules.approved("a colleague", "")));
    }
}
