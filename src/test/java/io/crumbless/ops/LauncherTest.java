package io.crumbless.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise: {@code ./crumbless} works wherever it is called from, builds when it has to and never twice at once, and says
 * what is wrong with the Java it finds. Java and Maven are stand-ins that write down how they were called.
 */
@Tag("crash")
class LauncherTest {
    /** Sends SIGINT to the entire group, as Ctrl-C does; a child that handles it ends by itself, as Java does. */
    private static final String INTERRUPTS = "trap '' INT; kill -INT 0; exit 130\n";

    @TempDir
    Path folder;

    private Path home;
    private Path java;

    @BeforeEach
    void layOut() throws IOException {
        home = Files.createDirectories(folder.resolve("a home"));
        TestingScript.write(home.resolve("crumbless"), Files.readAllBytes(Path.of("crumbless")));
        Files.createDirectories(home.resolve("src/main"));
        Files.writeString(home.resolve("src/main/Some.java"), "class Some {}");
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        script(home.resolve("mvnw"), """
                echo "mvnw $*" >> calls
                mkdir -p target/lib
                sleep 0.2
                echo jar > target/crumbless.jar
                """);
        java = folder.resolve("jdk");
        installJava("17.0.15");
    }

    @Test
    void buildsOnFirstUseAndOnlyThen() throws Exception {
        Commands.Result first = crumbless("run", "a job.yaml");
        Commands.Result second = crumbless("--version");

        assertThat(first.all()).contains("crumbless: building").contains("-jar " + home + "/target/crumbless.jar");
        assertThat(first.all()).endsWith("[run] [a job.yaml]\n");
        assertThat(second.all()).doesNotContain("building").endsWith("[--version]\n");
        assertThat(builds()).containsExactly("mvnw -q -B -Dquick package");
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        crumbless("--version");
        Files.setLastModifiedTime(
                home.resolve("src/main/Some.java"), FileTime.from(Instant.now().plusSeconds(2)));

        assertThat(crumbless("--version").all()).contains("crumbless: building");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void buildsOnceForManyThatStartTogether() throws Exception {
        List<Process> together = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            together.add(Commands.start(
                    folder, environment(), home.resolve("crumbless").toString(), "--version"));
        }
        for (Process process : together) {
            String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(all).isZero();
            assertThat(all).endsWith("[--version]\n");
        }

        assertThat(builds()).hasSize(1);
    }

    @Test
    void worksThroughLinksAndFromAnywhere() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(elsewhere.resolve("first"), home.resolve("crumbless"));
        Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("first"));

        Commands.Result result = Commands.run(
                elsewhere, environment(), elsewhere.resolve("second").toString(), "--version");

        assertThat(result.all()).contains("-jar " + home + "/target/crumbless.jar");
        assertThat(result.code()).isZero();
    }

    @Test
    void saysThatTooFewFilesMayBeOpen() throws Exception {
        Commands.Result result = Commands.run(
                folder, environment(), "bash", "-c", "ulimit -n 64; '" + home.resolve("crumbless") + "' --version");

        assertThat(result.code()).isEqualTo(5);
        assertThat(result.all())
                .isEqualTo(
                        "crumbless: Cannot run: this process may open 64 files, and a night needs 256; raise the limit (ulimit -n)\n");
    }

    @Test
    void saysWhyItCouldNotBuild() throws Exception {
        script(home.resolve("mvnw"), "echo '[ERROR] a line of Maven'; exit 1");

        Commands.Result result = crumbless("--version");

        assertThat(result.code()).isEqualTo(5);
        assertThat(result.all()).contains("[ERROR] a line of Maven", "crumbless: Cannot build");
    }

    @Test
    void anInterruptWhileItBuildsEndsIt() throws Exception {
        script(home.resolve("mvnw"), INTERRUPTS);

        Commands.Result result = Commands.run(folder, environment(), inItsOwnGroup("run", "a job.yaml"));

        assertThat(result.code()).isEqualTo(130);
        assertThat(result.all()).doesNotContain("Cannot build");
    }

    @Test
    void anInterruptWhileItPreparesTheArchiveOfClassesEndsIt() throws Exception {
        script(java.resolve("bin/java"), "[[ $* != *warm-up* ]] || {\n" + INTERRUPTS + "}\necho started \"$*\"\n");

        Commands.Result result = Commands.run(folder, environment(), inItsOwnGroup("run", "a job.yaml"));

        assertThat(result.code()).isEqualTo(130);
        assertThat(result.all()).doesNotContain("started");
    }

    /** As cron starts it, and where the locale that is named is not installed. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "xx_XX.UTF-8", ""})
    void namesOfFilesAreUtf8WhateverTheLocale(String locale) throws Exception {
        crumbless("--version");
        script(java.resolve("bin/java"), "echo \"$(locale charmap)\"\n");
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("LC_ALL", locale);
        environment.put("LANG", "C");

        assertThat(Commands.run(folder, environment, home.resolve("crumbless").toString(), "--version")
                        .all())
                .endsWith("UTF-8\n");
    }

    @Test
    void refusesAnOldJava() throws Exception {
        installJava("11.0.2");
        assertThat(crumbless("--version").all())
                .contains("crumbless: Unsupported Java 11.0.2")
                .contains("17 or later");

        installJava("1.8.0_292");
        Commands.Result result = crumbless("--version");
        assertThat(result.all()).contains("crumbless: Unsupported Java 1.8.0_292");
        assertThat(result.code()).isEqualTo(5);
    }

    @Test
    void saysThatJavaHomeIsWrong() throws Exception {
        Commands.Result result = Commands.run(
                folder,
                Map.of("JAVA_HOME", "/nowhere"),
                home.resolve("crumbless").toString(),
                "--version");

        assertThat(result.all()).contains("Cannot find Java: JAVA_HOME is /nowhere");
        assertThat(result.code()).isEqualTo(5);
    }

    @Test
    void quietsTheJavasThatWarn() throws Exception {
        installJava("25.0.1");
        assertThat(crumbless("--version").all()).contains("--sun-misc-unsafe-memory-access=allow");
        // Native access is allowed by the jar: as an option it would keep Java from using the archive of classes.
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<Enable-Native-Access>ALL-UNNAMED</Enable-Native-Access>");

        installJava("17.0.15");
        assertThat(crumbless("--version").all()).doesNotContain("native-access").doesNotContain("unsafe");
    }

    @Test
    void passesTheUsersOptionsLast() throws Exception {
        Map<String, String> environment =
                Map.of("JAVA_HOME", java.toString(), "CRUMBLESS_JAVA_OPTS", "-Xmx2g -Dsome=thing");

        assertThat(Commands.run(folder, environment, home.resolve("crumbless").toString(), "--version")
                        .all())
                .contains("-Xmx2g -Dsome=thing -jar");
    }

    @Test
    void givesTheHeapItsShareOfTheMemory() throws Exception {
        assertThat(crumbless("run", "--memory", "2g").all())
                .contains("-Xmx1639m")
                .doesNotContain("MaxRAMPercentage");
        assertThat(crumbless("run", "--memory=512M").all()).contains("-Xmx256m");
        assertThat(crumbless("run", "job.yaml").all())
                .contains("MaxRAMPercentage=50")
                .containsPattern("-XX:MaxNewSize=[1-9][0-9]*00m");
        for (String unusable : List.of("lots", "2gb", "g", "", "64m")) {
            assertThat(crumbless("run", "--memory", unusable).all())
                    .contains("MaxRAMPercentage=50", "[--memory]")
                    .doesNotContain("-Xmx");
        }
    }

    @Test
    void leavesTheOptimisingCompilerOutOfWhatIsOverSoon() throws Exception {
        assertThat(crumbless("explain", "C-1").all()).contains("TieredStopAtLevel=1");
        assertThat(crumbless("policy", "check", "policy").all()).contains("TieredStopAtLevel=1");
        assertThat(crumbless("audit").all()).doesNotContain("TieredStopAtLevel");
        assertThat(crumbless("policy", "diff", "old", "new").all()).doesNotContain("TieredStopAtLevel");
        assertThat(crumbless("policy", "diff", "old", "new", "--share", "0.01").all())
                .contains("TieredStopAtLevel=1");
    }

    /** It serves for days. */
    @Test
    void leavesTheCompilersOfTheConsoleToJava() throws Exception {
        assertThat(crumbless("console", "a job.yaml", "--memory", "1g").all())
                .doesNotContain("TieredStopAtLevel", "Tier4", "CICompilerCount")
                .contains("-Xmx768m")
                .endsWith("[console] [a job.yaml] [--memory] [1g]\n");
    }

    @Test
    void theProgramDecidesWhichNightIsOverSoon() throws Exception {
        crumbless("--version");
        script(java.resolve("bin/java"), """
                [[ $* != *NightSize* ]] || { echo "${!#%-job.yaml}"; exit; }
                echo "options: $*"
                """);

        assertThat(crumbless("run", "small-job.yaml").all()).contains("TieredStopAtLevel=1");
        assertThat(crumbless("run", "large-job.yaml").all()).doesNotContain("TieredStopAtLevel");
        assertThat(crumbless("run", "nowhere.yaml").all()).contains("TieredStopAtLevel=1", "run nowhere.yaml");
    }

    /** Without options that apply only to this process, such as its heap size, and without file names. */
    @Test
    void passesJavaOptionsToTheSparkDriver() throws Exception {
        String javaOptions = crumbless("audit")
                .all()
                .replaceAll("(?s).*-Dcrumbless.java-options=((-XX:[-+A-Za-z0-9=]+ ?)*).*", "$1");

        assertThat(javaOptions)
                .contains("-XX:Tier4InvocationThreshold=", "-XX:+UseParallelGC", "-XX:+UseTransparentHugePages")
                .doesNotContain("-Xlog", "MaxRAMPercentage", "SharedArchiveFile");
    }

    @Test
    void anInterruptWhileTheProgramDecidesEndsIt() throws Exception {
        crumbless("--version");
        script(java.resolve("bin/java"), "[[ $* != *NightSize* ]] || {\n" + INTERRUPTS + "}\necho started \"$*\"\n");

        Commands.Result result = Commands.run(folder, environment(), inItsOwnGroup("run", "a job.yaml"));

        assertThat(result.code()).isEqualTo(130);
        assertThat(result.all()).doesNotContain("started");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-XX:TieredStopAtLevel=4", "-XX:-TieredCompilation", "-Xmx300m"})
    void javaStartsWithTheOptionsOfEveryCommandAndThoseOfTheUser(String user) throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", java.toString(), "CRUMBLESS_JAVA_OPTS", user);
        String real = Path.of(System.getProperty("java.home"), "bin/java").toString();
        crumbless("--version");

        for (String command : List.of("explain", "audit", "console")) {
            Commands.Result result =
                    Commands.run(folder, environment, home.resolve("crumbless").toString(), command);
            List<String> line = new ArrayList<>(List.of(
                    result.all().strip().replace(home.toString(), "home").split(" ")));
            List<String> options = line.subList(1, line.indexOf("-jar"));
            options.removeIf(option -> option.startsWith("-XX:SharedArchiveFile"));
            options.add(0, real);
            options.add("-version");

            assertThat(Commands.run(folder, Map.of(), options.toArray(String[]::new))
                            .code())
                    .as("%s", options)
                    .isZero();
        }
    }

    @Test
    void runsGivenClassesWithoutBuilding() throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", java.toString(), "CRUMBLESS_CLASSPATH", "some classes");

        assertThat(Commands.run(folder, environment, home.resolve("crumbless").toString(), "--version")
                        .all())
                .contains("-cp some classes io.crumbless.Crumbless")
                .doesNotContain("building");
    }

    @Test
    void findsHadoopsSettingsAndTheConnectors() throws Exception {
        Path settings = Files.createDirectories(folder.resolve("etc hadoop"));
        Map<String, String> environment = Map.of("JAVA_HOME", java.toString(), "HADOOP_CONF_DIR", settings.toString());
        crumbless("--version");
        Files.createDirectories(home.resolve("target/lib/ext"));
        Files.writeString(home.resolve("target/lib/ext/hadoop-aws.jar"), "jar");

        assertThat(Commands.run(folder, environment, home.resolve("crumbless").toString(), "run", "job.yaml")
                        .all())
                .contains("-cp " + home + "/target/crumbless.jar:" + home + "/target/lib/ext/*:" + settings
                        + " io.crumbless.Crumbless run job.yaml");
        assertThat(crumbless("--version").all()).contains(":" + home + "/target/lib/ext/* io.crumbless.Crumbless");
    }

    @Test
    void refusesSettingsOfHadoopThatAreNotThere() throws Exception {
        Path nowhere = folder.resolve("nowhere");

        Commands.Result result = Commands.run(
                folder,
                Map.of("JAVA_HOME", java.toString(), "HADOOP_CONF_DIR", nowhere.toString()),
                home.resolve("crumbless").toString(),
                "--version");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.all()).contains("Cannot use HADOOP_CONF_DIR " + nowhere + ": it is no folder");
    }

    @Test
    void runsAReleaseWithoutSourcesAndWithoutMaven() throws Exception {
        Path release = Files.createDirectories(folder.resolve("a release"));
        TestingScript.write(release.resolve("crumbless"), Files.readAllBytes(Path.of("crumbless")));
        Files.writeString(release.resolve("crumbless.jar"), "jar");
        Files.createDirectories(release.resolve("lib"));

        Commands.Result result =
                Commands.run(folder, environment(), release.resolve("crumbless").toString(), "--version");

        assertThat(result.all())
                .doesNotContain("building")
                .contains("-jar " + release + "/crumbless.jar")
                .endsWith("[--version]\n");
        assertThat(release.resolve("target")).doesNotExist();
    }

    private Commands.Result crumbless(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("crumbless").toString()));
        command.addAll(List.of(arguments));
        return Commands.run(folder, environment(), command.toArray(String[]::new));
    }

    /** A build in the background leaves interrupts ignored to all it starts; here they count. */
    private String[] inItsOwnGroup(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                "--wait",
                "env",
                "--default-signal=INT",
                home.resolve("crumbless").toString()));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private Map<String, String> environment() {
        return Map.of("JAVA_HOME", java.toString());
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(home.resolve("calls"));
    }

    private void installJava(String version) throws IOException {
        Files.createDirectories(java.resolve("bin"));
        Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(java.resolve("bin/java"), """
                echo "options: $*"
                while [[ $# -gt 0 && $1 != *.jar && $1 != io.crumbless.Crumbless ]]; do shift; done
                shift || true
                for argument in "$@"; do printf '[%s] ' "$argument"; done | sed 's/ $/\\n/'
                """);
    }

    private static void script(Path file, String lines) throws IOException {
        TestingScript.write(file, "#!/usr/bin/env bash\n" + lines);
    }
}
