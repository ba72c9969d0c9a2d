package io.crumbless.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.settings.policy.PolicyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Promise: what {@code ops/} gives to operators fits the program: its exit codes, its files, its commands. */
@Tag("crash")
class OpsTest {
    private static final Path OPS = Path.of("ops");

    /** Trying again helps with these; the others need people. */
    private static final List<ErrorCategory> PASSING = List.of(ErrorCategory.ENVIRONMENT, ErrorCategory.BUSY);

    @TempDir
    Path folder;

    @Test
    void systemdAcceptsTheUnits() throws Exception {
        boolean isThere = Files.isExecutable(Path.of("/usr/bin/systemd-analyze"));
        if (System.getenv("CI") != null) {
            assertThat(isThere).as("CI has systemd-analyze").isTrue();
        }
        assumeTrue(isThere, "systemd-analyze is not here, so the units were not tried");
        String launcher = Path.of("crumbless").toAbsolutePath().toString();
        for (String name : List.of("crumbless.service", "crumbless.timer")) {
            String unit = Files.readString(OPS.resolve("systemd").resolve(name));
            Files.writeString(folder.resolve(name), unit.replace("/opt/crumbless/crumbless", launcher));
        }

        Commands.Result result = Commands.run(
                folder,
                Map.of(),
                "systemd-analyze",
                "verify",
                folder.resolve("crumbless.service").toString(),
                folder.resolve("crumbless.timer").toString());

        // Other units of the machine may have faults of their own.
        assertThat(result.all().lines().filter(line -> line.contains("crumbless")))
                .isEmpty();
    }

    @Test
    void systemdTriesAgainWhatPasses() throws IOException {
        Matcher codes = Pattern.compile("(?m)^RestartPreventExitStatus=(.*)$")
                .matcher(Files.readString(OPS.resolve("systemd/crumbless.service")));

        assertThat(codes.find()).isTrue();
        assertThat(Arrays.stream(codes.group(1).split(" ")).map(Integer::valueOf))
                .containsExactlyElementsOf(codesThatNeedPeople());
    }

    @Test
    void theCronJobTriesAgainWhatPasses() throws IOException {
        Map<?, ?> cronJob = yaml("kubernetes/cronjob.yaml");
        Map<?, ?> policy = at(cronJob, "spec", "jobTemplate", "spec", "podFailurePolicy");
        Map<?, ?> failing = (Map<?, ?>) ((List<?>) policy.get("rules")).get(1);

        assertThat(cronJob.get("kind")).isEqualTo("CronJob");
        assertThat(at(cronJob, "spec").get("concurrencyPolicy")).isEqualTo("Forbid");
        assertThat(at(cronJob, "spec").get("timeZone")).isEqualTo("Europe/Berlin");
        assertThat(failing.get("action")).isEqualTo("FailJob");
        assertThat(at(failing, "onExitCodes").get("values")).isEqualTo(codesThatNeedPeople());
    }

    @Test
    void theCronJobRunsAsTheUserOfTheImage() throws IOException {
        Map<?, ?> pod = at(yaml("kubernetes/cronjob.yaml"), "spec", "jobTemplate", "spec", "template", "spec");

        assertThat(at(pod, "securityContext").get("runAsNonRoot")).isEqualTo(true);
        assertThat(dockerfile())
                .contains("USER " + at(pod, "securityContext").get("runAsUser") + ":"
                        + at(pod, "securityContext").get("runAsGroup"));
    }

    @Test
    void theCronJobMountsTheClaimThatIsShipped() throws IOException {
        Map<?, ?> pod = at(yaml("kubernetes/cronjob.yaml"), "spec", "jobTemplate", "spec", "template", "spec");
        Map<?, ?> claim = yaml("kubernetes/volume.yaml");

        assertThat(claim.get("kind")).isEqualTo("PersistentVolumeClaim");
        assertThat(at(volume(pod, "data"), "persistentVolumeClaim").get("claimName"))
                .isEqualTo(at(claim, "metadata").get("name"));
        assertThat(at(claim, "spec").get("accessModes")).isEqualTo(List.of("ReadWriteOnce"));
    }

    /** As dpkg calls it, below another root; what cannot be made again stays. */
    @Test
    void aRemovedPackageLeavesWhatCannotBeMadeAgainAndNothingElse() throws Exception {
        Path home = Files.createDirectories(folder.resolve("opt/crumbless"));
        Files.createFile(home.resolve("crumbless-17.0.15.jsa"));
        Files.createFile(home.resolve(".crumbless-lock"));
        Files.createDirectory(home.resolve("native"));
        Path keys = Files.createDirectories(folder.resolve("var/lib/crumbless/control"));
        Path job = Files.createDirectories(folder.resolve("etc/crumbless"));

        for (String call : List.of("upgrade", "remove", "purge")) {
            Commands.Result result = Commands.run(
                    folder,
                    Map.of("DPKG_ROOT", folder.toString()),
                    "sh",
                    Path.of("src/deb/control/postrm").toAbsolutePath().toString(),
                    call);

            assertThat(result.code()).as(call + ": " + result.all()).isZero();
            assertThat(Files.exists(home)).as(call).isEqualTo(call.equals("upgrade"));
        }
        assertThat(keys).exists();
        assertThat(job).exists();
    }

    /** Cron runs the script where it lies: of the release and of the Debian package. */
    @Test
    void whatCronRunsIsExecutable() throws IOException {
        assertThat(Files.readString(Path.of("src/assembly/release.xml")))
                .containsPattern("(?s)<include>ops/cron/crumbless-night</include>\\s*</includes>\\s*<fileMode>0755<")
                .contains("<exclude>ops/cron/crumbless-night</exclude>");
        assertThat(Files.readString(Path.of("pom.xml")))
                .containsPattern("(?s)<prefix>/opt/crumbless/ops/cron</prefix>\\s*<filemode>755<");
    }

    /** Releases do without generate and bench, so they do without what bench is measured beside. */
    @Test
    void whatBenchNeedsIsNotReleased() throws IOException {
        assertThat(Files.readString(Path.of("src/assembly/release.xml")))
                .contains("<exclude>ops/bench/src/**</exclude>");
        assertThat(Files.readString(Path.of("pom.xml")))
                .containsPattern("<excludes>ops/cron/crumbless-night,.*ops/bench/src/\\*\\*");
    }

    /** As the kubelet lays a config map out: files in a folder with a time in its name, links through {@code ..data} to them. */
    @Test
    void theCronJobMountsAJobAndItsPolicy() throws IOException {
        Map<?, ?> pod = at(yaml("kubernetes/cronjob.yaml"), "spec", "jobTemplate", "spec", "template", "spec");
        Path mounted = Files.createDirectory(folder.resolve("etc"));
        Path content = Files.createDirectory(mounted.resolve("..2026_11_23_01_30_00.123456789"));
        Files.createSymbolicLink(mounted.resolve("..data"), content.getFileName());
        Set<String> files = new TreeSet<>();
        for (Object item : (List<?>) at(volume(pod, "job"), "configMap").get("items")) {
            String key = String.valueOf(((Map<?, ?>) item).get("key"));
            Path file = content.resolve(String.valueOf(((Map<?, ?>) item).get("path")));
            Files.createDirectories(file.getParent());
            Path source = Path.of("jobs").resolve(key);
            Files.copy(Files.exists(source) ? source : Path.of("jobs/policy").resolve(key), file);
            files.add(content.relativize(file).getName(0).toString());
        }
        for (String name : files) {
            Files.createSymbolicLink(mounted.resolve(name), Path.of("..data").resolve(name));
        }

        JobFile job = JobFile.read(mounted.resolve("nightly-profiles.yaml"));

        assertThat(PolicyFolder.read(job.policy()).version())
                .isEqualTo(PolicyFolder.read(Path.of("jobs/policy")).version());
    }

    /** A config map of the policy alone lies flat, with the links of the kubelet among its files. */
    @Test
    void aPolicyMayBeAMountedConfigMap() throws IOException {
        Path content = Files.createDirectory(folder.resolve("..2026_11_23_01_30_00.123456789"));
        Files.createSymbolicLink(folder.resolve("..data"), content.getFileName());
        try (Stream<Path> files = Files.list(Path.of("jobs/policy"))) {
            for (Path file : files.toList()) {
                Files.copy(file, content.resolve(file.getFileName()));
                Files.createSymbolicLink(
                        folder.resolve(file.getFileName()), Path.of("..data").resolve(file.getFileName()));
            }
        }

        assertThat(PolicyFolder.read(folder).version())
                .isEqualTo(PolicyFolder.read(Path.of("jobs/policy")).version());
    }

    private static Map<?, ?> volume(Map<?, ?> pod, String name) {
        return ((List<?>) pod.get("volumes"))
                .stream()
                        .map(volume -> (Map<?, ?>) volume)
                        .filter(volume -> name.equals(volume.get("name")))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void theDockerfileCopiesWhatIsThere() throws IOException {
        List<String> ignored = Files.readAllLines(OPS.resolve("Dockerfile.dockerignore"));
        for (String line : dockerfile()) {
            if (!line.startsWith("COPY ") || line.contains("--from=")) {
                continue;
            }
            String[] words = line.split(" ");
            for (String source : Arrays.copyOfRange(words, 1, words.length - 1)) {
                assertThat(Path.of(source)).exists();
                assertThat(ignored).as("what the build context keeps").contains("!" + source);
            }
        }
    }

    @Test
    void theImageHoldsNoBuildAndNoRoot() throws IOException {
        List<String> lines = dockerfile();

        assertThat(lines.stream().filter(line -> line.startsWith("FROM "))).hasSize(2);
        assertThat(lines.stream().filter(line -> line.startsWith("FROM ")).reduce((first, last) -> last))
                .hasValueSatisfying(last -> assertThat(last).contains("-jre"));
        assertThat(lines.stream().filter(line -> line.startsWith("USER ")))
                .isNotEmpty()
                .allSatisfy(user -> assertThat(user).doesNotContain("root"));
    }

    @Test
    void thePageExplainsEveryExitCode() throws IOException {
        TreeSet<Integer> explained = new TreeSet<>();
        Matcher rows = Pattern.compile("(?m)^\\| ([0-9]+) \\|").matcher(Files.readString(OPS.resolve("README.md")));
        while (rows.find()) {
            explained.add(Integer.valueOf(rows.group(1)));
        }

        assertThat(explained)
                .containsExactlyElementsOf(Stream.concat(Stream.of(0), codes(List.of(ErrorCategory.values())))
                        .sorted()
                        .toList());
    }

    private static List<Integer> codesThatNeedPeople() {
        return codes(Arrays.stream(ErrorCategory.values())
                        .filter(category -> !PASSING.contains(category))
                        .toList())
                .toList();
    }

    private static Stream<Integer> codes(List<ErrorCategory> actors) {
        return actors.stream().map(ErrorCategory::exitCode);
    }

    private static List<String> dockerfile() throws IOException {
        return Files.readAllLines(OPS.resolve("Dockerfile"));
    }

    private static Map<?, ?> yaml(String file) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(OPS.resolve(file)));
    }

    private static Map<?, ?> at(Map<?, ?> mapping, String... keys) {
        Map<?, ?> found = mapping;
        for (String key : keys) {
            found = (Map<?, ?>) found.get(key);
        }
        return found;
    }
}
