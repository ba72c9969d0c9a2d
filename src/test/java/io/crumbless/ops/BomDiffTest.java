package io.crumbless.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: the line of SECURITY.md says which libraries and licences another release brings. It needs {@code jq}; where that is not
 * on the path this test is left out, and says so.
 */
@Tag("crash")
class BomDiffTest {
    private static final Pattern BLOCK =
            Pattern.compile("```console\n(\\$ libraries\\(\\).*?\n\\$ diff .*?)\n```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @BeforeEach
    void requireJq() throws Exception {
        boolean isThere = isThere();
        if (!isThere) {
            System.err.println("BomDiffTest is LEFT OUT: jq is not on the path (apt-get install jq)");
        }
        if (System.getenv("CI") != null) {
            assertThat(isThere).as("CI has jq on its path").isTrue();
        }
        assumeTrue(isThere, "jq is not on the path");
    }

    private boolean isThere() throws InterruptedException {
        try {
            return Commands.run(folder, Map.of(), "jq", "--version").code() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void release(String version, String... components) throws Exception {
        Path inside = Files.createDirectories(folder.resolve("crumbless-" + version));
        Files.writeString(
                inside.resolve("crumbless-bom.json"), "{\"components\":[" + String.join(",", components) + "]}");
        Commands.Result packed = Commands.run(
                folder, Map.of(), "tar", "-czf", "crumbless-" + version + ".tar.gz", "crumbless-" + version);
        assertThat(packed.code()).as(packed.all()).isZero();
    }

    private static String library(String name, String version, String licence) {
        return "{\"purl\":\"pkg:maven/" + name + "@" + version + "\",\"licenses\":[{\"license\":" + licence + "}]}";
    }

    @Test
    void saysWhatAnotherReleaseBrings() throws Exception {
        release(
                "0.1.0",
                library("a/kept", "1", "{\"id\":\"MIT\"}"),
                library("a/old", "1", "{\"id\":\"Apache-2.0\"}"),
                library("a/relicensed", "1", "{\"id\":\"Apache-2.0\"}"));
        release(
                "0.2.0",
                library("a/relicensed", "1", "{\"name\":\"Business Source\"}"),
                library("a/new", "2", "{\"id\":\"MIT\"}"),
                library("a/kept", "1", "{\"id\":\"MIT\"}"));
        Matcher block = BLOCK.matcher(Files.readString(Path.of("SECURITY.md")));
        assertThat(block.find()).isTrue();

        Commands.Result diff =
                Commands.run(folder, Map.of(), "bash", "-c", block.group(1).replaceAll("(?m)^\\$ ", ""));

        assertThat(diff.code()).as(diff.all()).isEqualTo(1);
        assertThat(diff.all().lines())
                .contains(
                        "< pkg:maven/a/old@1 Apache-2.0",
                        "> pkg:maven/a/new@2 MIT",
                        "< pkg:maven/a/relicensed@1 Apache-2.0",
                        "> pkg:maven/a/relicensed@1 Business Source")
                .noneMatch(line -> line.contains("a/kept"));
    }
}
