package io.crumbless.night.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page names every metric and no other, as the program describes it. {@code -Dmetrics.write=true} writes it again. */
@Tag("unit")
class MetricsPageTest {
    private static final Path PAGE = Path.of("docs/reference/metrics.md");
    private static final String BEGIN = "<!-- made of the program's own list; a test compares the two -->\n";
    private static final String END = "<!-- end -->\n";

    @Test
    void thePageNamesWhatIsMeasured() throws IOException {
        String text = Files.readString(PAGE);
        String page =
                text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + table() + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("metrics.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("write it again with -Dmetrics.write=true")
                .isEqualTo(page);
    }

    /** Base units at the end of names, and no label that Prometheus itself gives. */
    @Test
    void namesFollowTheRulesOfPrometheus() {
        for (Metric metric : Metric.values()) {
            assertThat(metric.fullName()).matches("crumbless_[a-z]+(_[a-z]+)*").doesNotEndWith("_count");
            assertThat(metric.fullName().endsWith("_total")).isEqualTo(metric.kind() == Metric.Kind.COUNTER);
            assertThat(metric.allLabels()).doesNotHaveDuplicates().doesNotContain("job", "instance");
            assertThat(metric.help()).endsWith(".");
        }
    }

    private static String table() {
        return Arrays.stream(Metric.values())
                .map(metric -> "| `" + metric.fullName() + "` | "
                        + metric.labels().stream()
                                .map(label -> "`" + label + "`")
                                .collect(Collectors.joining(", "))
                        + " | " + metric.scope().name().toLowerCase(Locale.ROOT) + " | " + metric.help() + " |\n")
                .collect(Collectors.joining("", "| name | labels | of | meaning |\n|---|---|---|---|\n", ""));
    }
}
