package io.crumbless;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Imports point one way, and every heavy library has one home. ARCHITECTURE.md tells why. */
@Tag("unit")
class ArchitectureTest {
    private static final String ROOT = "io.crumbless";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** From the bottom up: a package may use those before it, never those after it. */
    private static final List<String> LAYERS = List.of(
            "profile",
            "remark",
            "work",
            "balance",
            "settings",
            "storage",
            "spill",
            "signature",
            "text",
            "policy",
            "parquet",
            "legacy",
            "declaration",
            "merge",
            "snapshot",
            "audit",
            "ledger",
            "evidence",
            "erase",
            "run",
            "legal",
            "retire",
            "generate",
            "bench",
            "schedule",
            "cli");

    /** Where each heavy library may be used; everywhere else it is forbidden. */
    private static final Map<String, Set<String>> HOMES = Map.ofEntries(
            Map.entry("org.springframework.batch", Set.of("run.batch")),
            Map.entry("org.springframework.jdbc", Set.of("run.batch")),
            // Its cron expressions work on times without zone, which is how a schedule is read.
            Map.entry("org.springframework.scheduling", Set.of("run")),
            Map.entry("org.apache.parquet", Set.of("parquet")),
            Map.entry("org.apache.hadoop", Set.of("storage", "parquet")),
            Map.entry("org.jooq", Set.of("ledger", "declaration.delivery")),
            Map.entry("picocli", Set.of("cli")),
            Map.entry("gg.jte", Set.of("legal.page")),
            Map.entry("me.tongfei.progressbar", Set.of("cli")),
            Map.entry("org.snakeyaml.engine", Set.of("settings")),
            Map.entry("com.github.kagkarlsson.scheduler", Set.of("schedule")),
            Map.entry("org.flywaydb", Set.of("ledger")),
            Map.entry("com.github.difflib", Set.of("policy")),
            Map.entry("de.siegmar.fastcsv", Set.of("text", "policy", "generate")));

    @Test
    void theProgramIsSeen() {
        assertThat(CLASSES).hasSizeGreaterThan(300);
    }

    @Test
    void everyPackageHasItsPlace() {
        Set<String> unknown = new TreeSet<>();
        for (JavaClass each : CLASSES) {
            String module = module(each);
            if (!module.isEmpty() && !LAYERS.contains(module)) {
                unknown.add(module);
            }
        }
        assertThat(unknown).as("packages without a place in the layers").isEmpty();
    }

    @Test
    void importsPointDownwards() {
        List<String> upwards = new ArrayList<>();
        for (JavaClass from : CLASSES) {
            int layer = LAYERS.indexOf(module(from));
            from.getDirectDependenciesFromSelf().forEach(dependency -> {
                int target = LAYERS.indexOf(module(dependency.getTargetClass()));
                if (layer >= 0 && target > layer) {
                    upwards.add(dependency.getDescription());
                }
            });
        }
        assertThat(upwards).isEmpty();
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

    /** Law 8: digits and letter case of a locale must not get into names and files. */
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

    @Test
    void theKernelIsPlainJava() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".merge..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..",
                        "org.jspecify..",
                        ROOT + ".profile..",
                        ROOT + ".policy..",
                        ROOT + ".declaration",
                        ROOT + ".legacy",
                        ROOT + ".balance..",
                        ROOT + ".merge..")
                .check(CLASSES);
    }

    /** The check of a snapshot must not repeat the mistakes of what wrote it. */
    @Test
    void theAuditSharesNoCodeWithTheWriters() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".audit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".merge..",
                        ROOT + ".run..",
                        ROOT + ".spill..",
                        ROOT + ".declaration..",
                        ROOT + ".legacy..")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Writer")
                .check(CLASSES);
    }

    private static String module(JavaClass each) {
        String name = each.getPackageName();
        if (!name.startsWith(ROOT + ".")) {
            return "";
        }
        String inside = name.substring(ROOT.length() + 1);
        int dot = inside.indexOf('.');
        return dot < 0 ? inside : inside.substring(0, dot);
    }
}
