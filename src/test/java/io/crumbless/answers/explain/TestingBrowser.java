package io.crumbless.answers.explain;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A browser without window, where the machine has one. */
final class TestingBrowser {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final Pattern MEASURED = Pattern.compile("<li id=\"([^\"]*)\">(\\d+) (\\d+)</li>");

    private final Path program;

    private TestingBrowser(Path program) {
        this.program = program;
    }

    /** In CI, which installs one, nothing is left out. */
    private static <T> T leftOut(String why) {
        if (System.getenv("CI") != null) {
            throw new AssertionError(why + ", and CI looks at it");
        }
        return abort(why);
    }

    /** Skips the test where there is none; with CI set in the environment it fails. */
    static TestingBrowser find() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            for (String name : NAMES) {
                Path program = Path.of(folder, name);
                if (Files.isExecutable(program)) {
                    return new TestingBrowser(program);
                }
            }
        }
        return leftOut("No Chromium on the path, so how wide pages are was not looked at");
    }

    /**
     * The measurements of a page.
     *
     * @param width width in pixels; a page that needs horizontal scrolling is wider than its window
     * @param outside maximum number of pixels by which a table exceeds its card
     */
    record Measured(int width, int outside) {}

    /** Each page in a window of that width. */
    Map<String, Measured> measure(Map<String, String> pages, int windowWidth, Path folder) throws Exception {
        Path harness = folder.resolve("widths.html");
        Files.writeString(harness, harness(pages, windowWidth));
        Path out = folder.resolve("widths.out");
        Process browser = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--user-data-dir=" + folder.resolve("browser"),
                        "--virtual-time-budget=20000",
                        "--dump-dom",
                        harness.toUri().toString())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!browser.waitFor(300, TimeUnit.SECONDS)) {
                return leftOut("Chromium gave no answer in five minutes, so how wide pages are was not looked at");
            }
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly().waitFor();
        }
        Map<String, Measured> measured = new LinkedHashMap<>();
        Matcher found = MEASURED.matcher(Files.readString(out));
        while (found.find()) {
            measured.put(
                    found.group(1), new Measured(Integer.parseInt(found.group(2)), Integer.parseInt(found.group(3))));
        }
        delete(folder.resolve("browser"));
        return measured;
    }

    /** Pages in frames of that width; the script is the harness's own, pages have none. */
    private static String harness(Map<String, String> pages, int width) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html><html><body><ul></ul>");
        pages.forEach((name, page) -> html.append("<iframe id=\"")
                .append(name)
                .append("\" style=\"border:0;height:600px;width:")
                .append(width)
                .append("px\" srcdoc=\"")
                .append(page.replace("&", "&amp;").replace("\"", "&quot;"))
                .append("\"></iframe>"));
        return html.append("""
                <script>
                addEventListener("load", () => {
                  for (const frame of document.querySelectorAll("iframe")) {
                    const line = document.createElement("li");
                    line.id = frame.id;
                    const page = frame.contentDocument;
                    let outside = 0;
                    for (const table of page.querySelectorAll("section table, section table *")) {
                      const card = table.closest("section").getBoundingClientRect();
                      outside = Math.max(outside, Math.ceil(table.getBoundingClientRect().right - card.right));
                    }
                    line.textContent = page.documentElement.scrollWidth + " " + outside;
                    document.querySelector("ul").append(line);
                  }
                  document.querySelectorAll("iframe").forEach(frame => frame.remove());
                });
                </script></body></html>
                """).toString();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
