package io.crumbless.night.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Promise: the jar that Spark is given holds what driver and executors need and Spark does not bring, and nothing else: whatever is
 * reached from the driver's main program is in it or among Spark's own jars.
 */
@Tag("crash")
class SparkJarTest {
    /** Roots of what the jar holds, with who needs it. */
    private static final Set<String> HOLDS = Set.of(
            "io/crumbless/", // the program
            "com/github/difflib/", // policies, whose texts are compared
            "de/siegmar/fastcsv/", // deliveries and policies in CSV
            "org/snakeyaml/engine/", // policies
            "tools/jackson/core/", // work, results and manifests; Spark has Jackson 2, under other names
            "tools/jackson/databind/");

    /** Classes that are reachable but not run there, with the reason; their own dependencies are not checked. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "io.crumbless.night.delivery.Database", "what a database delivers is a file by then",
            "io.crumbless.night.delivery.ScriptDatabase", "the same",
            "io.crumbless.columnar.table.", "so is what lies in a table of other libraries",
            "io.crumbless.warehouse.ledger.ErasureKey",
                    "reads itself from its written form; the database is the submitter's",
            "io.crumbless.columnar.storage.S3", "its connector comes along where a job needs it",
            "io.crumbless.night.job.Cron", "a plan is made of a job; the work written down of it has no schedule");

    private static JavaClasses ours;
    private static String multiRelease;
    private static final Set<String> ENTRIES = new HashSet<>();

    @BeforeAll
    static void open() throws IOException {
        Path jar = TestingSparkHome.jar();
        try (JarFile file = new JarFile(jar.toFile())) {
            ours = new ClassFileImporter()
                    .withImportOption(place -> place.contains("/io/crumbless/"))
                    .importJar(file);
            file.stream().map(entry -> entry.getName()).forEach(ENTRIES::add);
            multiRelease = file.getManifest().getMainAttributes().getValue("Multi-Release");
        }
    }

    @Test
    void holdsWhatSparkDoesNotBringAndNothingElse() {
        SortedSet<String> others = new TreeSet<>();
        for (String entry : ENTRIES) {
            String name = entry.replaceFirst("^META-INF/versions/[0-9]+/", "");
            if (entry.endsWith(".class") && HOLDS.stream().noneMatch(name::startsWith)) {
                others.add(entry.substring(0, entry.lastIndexOf('/')));
            }
        }
        assertThat(others).isEmpty();
        assertThat(multiRelease).as("a jar with classes of later Javas").isEqualTo("true");
        assertThat(HOLDS).allMatch(root -> ENTRIES.stream().anyMatch(entry -> entry.startsWith(root)));
    }

    @Test
    void bringsNoClassTwice() throws IOException {
        Set<String> brought = new HashSet<>();
        for (Path jar : sparksJars()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream()
                        .map(entry -> entry.getName())
                        .filter(entry -> entry.endsWith(".class") && !entry.startsWith("META-INF/"))
                        .forEach(brought::add);
            }
        }
        assertThat(brought).hasSizeGreaterThan(10_000);
        assertThat(ENTRIES).doesNotContainAnyElementsOf(brought);
    }

    @Test
    void whatTheDriverReachesIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Deque<JavaClass> open = new ArrayDeque<>(List.of(ours.get(SparkNight.class), ours.get(HadoopKeysPlugin.class)));
        try (URLClassLoader spark = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
            while (!open.isEmpty()) {
                for (Dependency dependency : open.pop().getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (!target.isPrimitive() && seen.add(target.getName())) {
                        if (ours.contain(target.getName())) {
                            if (NOT_RUN.keySet().stream().noneMatch(target.getName()::startsWith)) {
                                open.push(ours.get(target.getName()));
                            }
                        } else if (!ENTRIES.contains(file(target)) && spark.getResource(file(target)) == null) {
                            missing.add(dependency.getDescription());
                        }
                    }
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(500);
        assertThat(missing).isEmpty();
    }

    private static String file(JavaClass type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static List<Path> sparksJars() throws IOException {
        try (Stream<Path> jars = Files.list(TestingSparkHome.folder().resolve("jars"))) {
            return jars.toList();
        }
    }

    private static URL[] urls() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : sparksJars()) {
            urls.add(jar.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
