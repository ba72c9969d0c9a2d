package io.crumbless;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Promise: every test class has the tags required by the types that it uses, directly or through test helpers, so that
 * {@code -Pfast} and {@code -Dgroups=...} select the right classes. CONTRIBUTING lists the tags.
 */
@Tag("unit")
@Tag("slow")
class TagsTest {
    private static final String UNIT = "unit";

    /** An additional tag, set by hand: imports do not show how long a test takes. */
    private static final String SLOW = "slow";

    /** The types that require a tag. A class that uses none of them is a unit test. */
    private static final Map<String, Predicate<String>> DEMANDED_BY = new TreeMap<>(Map.of(
            "night",
            name -> name.matches("io\\.crumbless\\.(.*\\.)?(LocalNight|Cli|Crumbless)"),
            "database",
            name -> name.startsWith("io.zonky.test."),
            "hdfs",
            name -> name.startsWith("org.apache.hadoop.hdfs."),
            "spark",
            name -> name.startsWith("org.apache.spark."),
            "crash",
            name -> name.equals("java.lang.ProcessBuilder"),
            "objectstore",
            name -> name.endsWith(".TestingStore"),
            "fault",
            name -> name.endsWith(".TestingFault"),
            "browser",
            name -> name.endsWith(".TestingBrowser"),
            "cluster",
            name -> name.endsWith(".TestingSparkCluster"),
            "differential",
            name -> name.matches("io\\.crumbless\\.(differential|mutation)\\..*")));

    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(TagsTest.class.getPackageName());

    private static final Map<String, Set<String>> USED = used();

    @Test
    void everyTestClassBearsTheTagsThatItsImportsDemand() {
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (JavaClass each : TESTS) {
            if (isTestClass(each)) {
                Set<String> demanded = demanded(each);
                Set<String> borne = borne(each);
                seen++;
                if (!borne.equals(demanded)) {
                    wrong.add(each.getName() + " bears " + borne + ", its imports demand " + demanded);
                }
            }
        }
        assertThat(seen).as("test classes that were looked at").isGreaterThan(150);
        assertThat(wrong).isEmpty();
    }

    /** Those that JMH writes for a benchmark are called so as well. */
    private static boolean isTestClass(JavaClass each) {
        return each.isTopLevelClass()
                && each.getSimpleName().endsWith("Test")
                && !each.getPackageName().endsWith(".jmh_generated");
    }

    private static Set<String> demanded(JavaClass test) {
        Set<String> reached = reached(test.getName());
        Set<String> tags = new TreeSet<>();
        DEMANDED_BY.forEach((tag, demands) -> {
            if (reached.stream().anyMatch(demands)) {
                tags.add(tag);
            }
        });
        return tags.isEmpty() ? Set.of(UNIT) : tags;
    }

    private static Set<String> borne(JavaClass test) {
        Set<String> tags = new TreeSet<>();
        // As JUnit does, which takes those of a base class along.
        for (Class<?> type = test.reflect(); type != null; type = type.getSuperclass()) {
            Stream.of(type.getDeclaredAnnotationsByType(Tag.class))
                    .map(Tag::value)
                    .filter(tag -> !tag.equals(SLOW))
                    .forEach(tags::add);
        }
        return tags;
    }

    /** All that a class uses, and what the tests' classes among that use in turn. */
    private static Set<String> reached(String test) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(test));
        while (!open.isEmpty()) {
            for (String used : USED.getOrDefault(open.pop(), Set.of())) {
                if (reached.add(used)) {
                    open.push(used);
                }
            }
        }
        return reached;
    }

    /** By top-level class of the tests: the top-level classes it uses. */
    private static Map<String, Set<String>> used() {
        Map<String, Set<String>> used = new HashMap<>();
        for (JavaClass each : TESTS) {
            Set<String> names = used.computeIfAbsent(topLevel(each.getName()), name -> new HashSet<>());
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                names.add(topLevel(dependency.getTargetClass().getName()));
            }
        }
        return used;
    }

    private static String topLevel(String name) {
        int inner = name.indexOf('$');
        return inner < 0 ? name : name.substring(0, inner);
    }
}
