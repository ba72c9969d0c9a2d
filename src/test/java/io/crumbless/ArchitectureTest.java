package io.crumbless;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Verifies that dependencies between packages point one way, and that every heavy library is used in one package only.
 * ARCHITECTURE.md gives the reasons.
 */
@Tag("unit")
@Tag("slow")
class ArchitectureTest {
    private static final String ROOT = "io.crumbless";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** The layers, called rooms, from the bottom up: a layer may use those before it, but never those after it. */
    private static final List<String> ROOMS = List.of(
            "process", "kernel", "columnar", "settings", "warehouse", "night", "answers", "console", "tools", "cli");

    /** Packages outside of the layers, with the reason. */
    private static final Map<String, String> OUTSIDE = Map.of(
            "", "the entry point",
            "ledger", "H2 files of earlier versions name its one class",
            "template", "pages as their templates are compiled, with what is filled in from answers and console");

    /** Where each heavy library may be used; everywhere else it is forbidden. */
    private static final Map<String, Set<String>> HOMES = Map.ofEntries(
            Map.entry("org.springframework.batch", Set.of("night.batch")),
            Map.entry("org.springframework.jdbc", Set.of("night.batch")),
            // Its cron expressions work on local times, like schedules.
            Map.entry("org.springframework.scheduling", Set.of("night.job")),
            Map.entry("org.apache.avro", Set.of("columnar.text")),
            Map.entry("org.apache.parquet", Set.of("columnar.parquet")),
            Map.entry("org.apache.hadoop", Set.of("columnar.storage", "columnar.parquet", "columnar.table")),
            Map.entry("org.apache.kafka", Set.of("night.lineage")),
            Map.entry("org.apache.orc", Set.of("columnar.table.orc")),
            Map.entry("io.delta", Set.of("columnar.table.delta")),
            Map.entry("org.apache.iceberg", Set.of("columnar.table.iceberg")),
            Map.entry("org.apache.commons.compress", Set.of("columnar.text")),
            Map.entry("org.jooq", Set.of("warehouse.ledger", "night.delivery")),
            Map.entry("picocli", Set.of("cli.command")),
            Map.entry("gg.jte", Set.of("answers.page", "template")),
            Map.entry("org.eclipse.jetty", Set.of("console.server")),
            Map.entry("me.tongfei.progressbar", Set.of("cli.terminal")),
            Map.entry("org.snakeyaml.engine", Set.of("settings.yaml")),
            Map.entry("com.github.kagkarlsson.scheduler", Set.of("night.schedule")),
            Map.entry("org.apache.spark", Set.of("night.spark")),
            Map.entry("scala", Set.of("night.spark")),
            Map.entry("io.prometheus", Set.of("night.metrics")),
            Map.entry("org.flywaydb", Set.of("warehouse.ledger")),
            Map.entry("com.github.difflib", Set.of("settings.policy")),
            Map.entry("de.siegmar.fastcsv", Set.of("columnar.text", "settings.policy", "tools.generate")));

    @Test
    void theProgramIsSeen() {
        assertThat(CLASSES).hasSizeGreaterThan(300);
    }

    /** Whether the class is in crumbless-tools.jar, which production installations do not need. */
    private static boolean isOfTheToolsJar(JavaClass each) {
        return room(each).equals("tools")
                        && (each.getPackageName().endsWith(".bench")
                                || each.getPackageName().endsWith(".generate"))
                || each.getPackageName().endsWith("cli.command")
                        && each.getName().matches(".*\\.(Bench|Generate|Shop)[A-Z$].*");
    }

    @Test
    void theMainJarNeedsNothingOfTheToolsJar() {
        Set<String> needs = new TreeSet<>();
        for (JavaClass each : CLASSES) {
            if (!isOfTheToolsJar(each)) {
                each.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> isOfTheToolsJar(dependency.getTargetClass()))
                        .forEach(dependency -> needs.add(dependency.getDescription()));
            }
        }
        assertThat(CLASSES.stream().filter(ArchitectureTest::isOfTheToolsJar)).hasSizeGreaterThan(50);
        assertThat(needs).isEmpty();
    }

    @Test
    void everyPackageIsInARoom() {
        Set<String> unknown = new TreeSet<>();
        for (JavaClass each : CLASSES) {
            if (!ROOMS.contains(room(each)) && !OUTSIDE.containsKey(room(each))) {
                unknown.add(each.getPackageName());
            }
        }
        assertThat(unknown).as("packages outside of the rooms").isEmpty();
    }

    @Test
    void importsBetweenRoomsPointDownwards() {
        List<String> upwards = new ArrayList<>();
        for (JavaClass from : CLASSES) {
            int floor = ROOMS.indexOf(room(from));
            from.getDirectDependenciesFromSelf().forEach(dependency -> {
                int target = ROOMS.indexOf(room(dependency.getTargetClass()));
                if (floor >= 0 && target > floor) {
                    upwards.add(dependency.getDescription());
                }
            });
        }
        assertThat(upwards).isEmpty();
    }

    /** There are no cycles inside layers either, except for the tables generated by jOOQ, which refer to each other. */
    @Test
    void noTwoPackagesNeedEachOther() {
        slices().assignedFrom(packagesOfOurs()).should().beFreeOfCycles().check(CLASSES);
    }

    private static SliceAssignment packagesOfOurs() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass each) {
                return each.getPackageName().startsWith(ROOT + ".warehouse.ledger")
                        ? SliceIdentifier.of(ROOT + ".warehouse.ledger")
                        : SliceIdentifier.of(each.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }

    /** Answers are based on the warehouse and the job, independently of the engine. */
    @Test
    void noAnswerKnowsTheEngine() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".answers..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".night.local..",
                        ROOT + ".night.spark..",
                        ROOT + ".night.scatter..",
                        ROOT + ".night.gather..",
                        ROOT + ".night.batch..",
                        ROOT + ".night.schedule..")
                .check(CLASSES);
    }

    /** A second engine can be added without changing the code that publishes. */
    @Test
    void whatPublishesKnowsNoEngine() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".night.publish..", ROOT + ".night.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".night.local..",
                        ROOT + ".night.spark..",
                        ROOT + ".night.scatter..",
                        ROOT + ".night.gather..",
                        ROOT + ".night.batch..")
                .check(CLASSES);
    }

    /** Only readers and writers of Parquet use it; all other code calls these. */
    @Test
    void theFormatOfParquetStaysInItsPackages() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".columnar.parquet..")
                .and()
                .doNotHaveSimpleName("Invocation")
                .and()
                .doNotHaveSimpleName("WarmUpCommand")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".columnar.parquet.format..")
                .check(CLASSES);
    }

    @Test
    void everyHeavyLibraryHasOneHome() {
        HOMES.forEach((library, homes) -> {
            String[] allowed =
                    homes.stream().map(home -> ROOT + "." + home + "..").toArray(String[]::new);
            noClasses()
                    .that()
                    .resideOutsideOfPackages(allowed)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library + "..")
                    .check(CLASSES);
        });
    }

    /** Law 8: the digits and letter case of a locale must not affect names and files. */
    @Test
    void nothingIsFormattedInTheLocaleOfTheMachine() {
        noClasses()
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .check(CLASSES);
    }

    /** This covers the whole layer, not only the rules, since rules may call any class of it. */
    @Test
    void theKernelIsPlainJava() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".kernel..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".kernel..")
                .check(CLASSES);
    }

    /** This layer handles bytes and columns, and does not depend on the product. */
    @Test
    void columnsKnowNothingOfTheProduct() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".columnar..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".kernel..")
                .check(CLASSES);
    }

    /** The audit of a snapshot must not share faults with the code that wrote it. */
    @Test
    void theAuditSharesNoCodeWithTheWriters() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".warehouse.audit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".kernel.merge..",
                        ROOT + ".kernel.declaration..",
                        ROOT + ".columnar.spill..",
                        ROOT + ".night..")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Writer")
                .check(CLASSES);
    }

    /** A simple name must identify one type; nested types are qualified by their outer type. */
    @Test
    void noTwoTypesShareAName() {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new TreeSet<>();
        for (JavaClass each : CLASSES) {
            if (each.isTopLevelClass()
                    && !each.getSimpleName().equals("package-info")
                    && !each.getPackageName().startsWith(ROOT + ".warehouse.ledger.schema")
                    && !seen.add(each.getSimpleName())) {
                twice.add(each.getSimpleName());
            }
        }
        assertThat(twice).isEmpty();
    }

    private static String room(JavaClass each) {
        String name = each.getPackageName();
        if (!name.startsWith(ROOT + ".")) {
            return "";
        }
        String inside = name.substring(ROOT.length() + 1);
        int dot = inside.indexOf('.');
        return dot < 0 ? inside : inside.substring(0, dot);
    }
}
