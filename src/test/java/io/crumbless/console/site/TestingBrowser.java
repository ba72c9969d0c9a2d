package io.crumbless.console.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.crumbless.TestingPort;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.SessionNotCreatedException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.print.PrintOptions;
import org.openqa.selenium.remote.http.ClientConfig;

/** Debian's Chromium, driven through its driver, as a user of the console would. */
final class TestingBrowser implements AutoCloseable {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final int HEIGHT = 1000;
    private static final Duration WAIT = Duration.ofMillis(50);
    /** As long as a machine with far too much to do may take for a page. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final int MOST_WAITS = 12_000;
    private static final int MOST_STARTS = 5;
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private final ChromeDriver driver;
    private final String axe;

    private TestingBrowser(ChromeDriver driver) throws IOException {
        this.driver = driver;
        try (InputStream in = Objects.requireNonNull(TestingBrowser.class.getResourceAsStream(AXE))) {
            this.axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Skips the test where there is none; with CI set in the environment it fails. */
    static TestingBrowser start(Path folder) throws IOException {
        Optional<Path> browser =
                BROWSERS.stream().flatMap(name -> onPath(name).stream()).findFirst();
        Optional<Path> service = onPath("chromedriver");
        if (browser.isEmpty() || service.isEmpty()) {
            String why = "No Chromium with its driver on the path, so the console was not looked at in a browser";
            if (System.getenv("CI") != null) {
                throw new AssertionError(why + ", and CI looks at it");
            }
            return abort(why);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.get().toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--lang=en",
                "--user-data-dir=" + folder.resolve("browser"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriver driver = start(service.get(), options);
        driver.manage().timeouts().pageLoadTimeout(LONG);
        driver.manage().timeouts().scriptTimeout(LONG);
        // A click may return before the page it leads to is there.
        driver.manage().timeouts().implicitlyWait(LONG);
        return new TestingBrowser(driver);
    }

    /** The driver gives a browser a minute to start, which on a machine with far too much to do is not always enough. */
    private static ChromeDriver start(Path program, ChromeOptions options) {
        for (int tries = 1; tries < MOST_STARTS; tries++) {
            try {
                return startOnce(program, options);
            } catch (SessionNotCreatedException slow) {
                System.err.println("Chromium did not start, and is started again: " + slow.getMessage());
            }
        }
        return startOnce(program, options);
    }

    private static ChromeDriver startOnce(Path program, ChromeOptions options) {
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program.toFile())
                .usingPort(TestingPort.free())
                .withTimeout(LONG)
                .withSilent(true)
                .build();
        // The driver waits for a page for as long as it is told; the client for the driver's answer a while longer.
        return new ChromeDriver(service, options, ClientConfig.defaultConfig().readTimeout(LONG.multipliedBy(2)));
    }

    private static Optional<Path> onPath(String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            Path program = Path.of(folder, name);
            if (Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    void open(URI address) {
        driver.get(address.toString());
    }

    String address() {
        return driver.getCurrentUrl();
    }

    /** Of the address, without host and query. */
    String path() {
        return URI.create(Objects.requireNonNull(address())).getPath();
    }

    String html() {
        return driver.getPageSource();
    }

    String text() {
        return driver.findElement(By.tagName("main")).getText();
    }

    void width(int pixels) {
        // A window without a head may be as narrow as a phone only so.
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
        driver.manage().window().setSize(new Dimension(Math.max(pixels, 500), HEIGHT));
    }

    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Pixels by which the page is wider than its window. */
    long overflow() {
        return (Long) driver.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** Rows in which the areas of the console stand; 0 on a page without them. */
    long rowsOfTabs() {
        return (Long) driver.executeScript(
                "return new Set([...document.querySelectorAll('.tabs li')].map(tab => tab.offsetTop)).size");
    }

    /** Once for each page that is opened, before {@link #barriers}. */
    void prepareForBarriers() {
        driver.executeScript(axe);
    }

    /** The findings of axe, one per line; empty if there are none. */
    @SuppressWarnings("unchecked")
    List<String> barriers() {
        return (List<String>) driver.executeAsyncScript("""
            const done = arguments[arguments.length - 1];
            axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] })
                .then(found => done(found.passes.length < 10 ? ['too little was looked at'] : found.violations.map(one => one.id + ': '
                    + one.nodes.map(node => node.html.substring(0, 200) + ' ' + node.failureSummary).join(' | '))));
            """);
    }

    /**
     * Errors logged by the browser since the last call, such as script errors and violations of the content security
     * policy.
     */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Addresses that were asked for since last time. */
    List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> message.replaceFirst("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    void type(String name, String text) {
        WebElement field = driver.findElement(By.name(name));
        field.clear();
        field.sendKeys(text);
    }

    void choose(String name, String value) {
        driver.findElement(By.cssSelector("select[name=" + name + "] option[value=" + value + "]"))
                .click();
    }

    /** The main button of the page. */
    void submit() {
        driver.findElement(By.cssSelector("main form button")).click();
    }

    /** Waits for what a click leads to: the driver does not where the server takes its time. */
    void await(BooleanSupplier shown) {
        boolean isShown = isNow(shown);
        for (int i = 0; i < MOST_WAITS && !isShown; i++) {
            LockSupport.parkNanos(WAIT.toNanos());
            isShown = isNow(shown);
        }
        assertThat(isShown).as("shown at " + path()).isTrue();
    }

    /** Between two pages there is neither. */
    private static boolean isNow(BooleanSupplier shown) {
        try {
            return shown.getAsBoolean();
        } catch (WebDriverException betweenPages) {
            return false;
        }
    }

    void press(String css) {
        driver.findElement(By.cssSelector(css)).click();
    }

    /** Follows the link that reads so, and waits for the page it leads to. */
    void followText(String text) {
        leave(() -> driver.findElement(By.linkText(text)).click());
    }

    /** Does what leads to another page, and waits until that is there: this one may have what the next step looks for. */
    void leave(Runnable step) {
        WebElement before = driver.findElement(By.tagName("html"));
        step.run();
        await(() -> isGone(before));
    }

    private static boolean isGone(WebElement page) {
        try {
            page.isEnabled();
            return false;
        } catch (StaleElementReferenceException gone) {
            return true;
        }
    }

    /** Presses the button that reads so. */
    void pressText(String text) {
        driver.findElement(By.xpath("//main//button[normalize-space()='" + text + "']"))
                .click();
    }

    /** Types into the first field of that label. */
    void typeInto(String label, String text) {
        WebElement field = labelled(label);
        field.clear();
        field.sendKeys(text);
    }

    /** Chooses what begins so among the choices under that label. */
    void chooseIn(String label, String option) {
        driver.findElement(By.xpath("//main//fieldset[legend[starts-with(normalize-space(), '" + label
                        + "')]]//label[starts-with(normalize-space(), '" + option + "')]"))
                .click();
    }

    private WebElement labelled(String label) {
        WebElement words =
                driver.findElement(By.xpath("//main//label[starts-with(normalize-space(), '" + label + "')]"));
        return driver.findElement(By.id(Objects.requireNonNull(words.getDomAttribute("for"))));
    }

    /** Types keys into whatever has the focus. */
    void keys(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Presses Tab until something that matches has the focus; fails after a hundred. */
    void tabTo(String css) {
        for (int i = 0; i < 100; i++) {
            keys(Keys.TAB);
            boolean there = (Boolean) driver.executeScript("return document.activeElement.matches(arguments[0])", css);
            if (there) {
                boolean seen = (Boolean)
                        driver.executeScript("return getComputedStyle(document.activeElement).outlineStyle !== 'none'");
                if (!seen) {
                    throw new AssertionError("What has the focus is not seen: " + css);
                }
                return;
            }
        }
        throw new AssertionError("Not reached by the keyboard: " + css);
    }

    byte[] pdf() {
        return Base64.getDecoder().decode(driver.print(new PrintOptions()).getContent());
    }

    /** The entire page, in a window of its height. */
    byte[] picture(int width) {
        long height = (Long) driver.executeScript("return document.documentElement.scrollHeight");
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", Math.min(height, 6000), "deviceScaleFactor", 1, "mobile", false));
        byte[] picture = driver.getScreenshotAs(OutputType.BYTES);
        width(width);
        return picture;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
