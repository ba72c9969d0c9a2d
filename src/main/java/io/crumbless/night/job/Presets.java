package io.crumbless.night.job;

import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.YamlEdits;
import io.crumbless.settings.yaml.YamlFile;
import io.crumbless.settings.yaml.YamlMapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Presets for exports of other programs: defaults for the keys of a source, which names one with {@code preset}. The
 * files are beside this class, and are listed in {@code docs/reference/presets.md}; a job may also name a file of its
 * own.
 */
final class Presets {
    private static final String PRESET = "preset";

    /** The kind of source of a preset. */
    private static final String OF = "preset-of";

    private static final String LEGACY = "legacy";
    private static final String DECLARATIONS = "declarations";
    private static final List<String> LEGACY_KINDS = List.of("memberships", "links", "opt-outs");
    private static final String FILE_ENDING = ".yaml";

    /** Names of the shipped presets. */
    static final Set<String> SHIPPED = Set.of(
            "qualtrics-csv",
            "qualtrics-json",
            "typeform",
            "typeform-webhook",
            "surveymonkey",
            "google-forms",
            "limesurvey",
            "hubspot-property-history",
            "salesforce-opt-outs",
            "klaviyo-unsubscribes",
            "braze-unsubscribes",
            "mailchimp-unsubscribes",
            "marketing-cloud-unsubscribes",
            "onetrust-receipts",
            "onetrust-transactions",
            "didomi-events",
            "segment-identify",
            "rudderstack-identify",
            "segment-user-traits",
            "segment-user-identifiers",
            "aam-inbound",
            "aam-cdf",
            "rtcdp-profiles",
            "ga4-users",
            "ga4-events",
            "unomi-segments",
            "unomi-properties",
            "xandr-bss");

    private final Path jobFolder;
    private final Problems problems;
    private final Map<String, YamlMapping> read = new TreeMap<>();

    /** @param jobFolder against which paths of a job's own presets are resolved */
    Presets(Path jobFolder, Problems problems) {
        this.jobFolder = jobFolder;
        this.problems = problems;
    }

    /** The job with every source merged with its preset. */
    YamlMapping applyTo(YamlMapping job) {
        YamlMapping merged = YamlEdits.withMapping(job, LEGACY, this::applyToLegacy);
        return YamlEdits.withItems(merged, DECLARATIONS, PRESET, source -> merged(source, DECLARATIONS));
    }

    private YamlMapping applyToLegacy(YamlMapping legacy) {
        YamlMapping merged = legacy;
        for (String kind : LEGACY_KINDS) {
            merged = YamlEdits.withItems(merged, kind, PRESET, source -> merged(source, kind));
        }
        return merged;
    }

    private YamlMapping merged(YamlMapping source, String kind) {
        Optional<YamlMapping> preset = source.optionalString(PRESET).flatMap(name -> preset(source, name, kind));
        YamlMapping own = YamlEdits.without(source, PRESET);
        return preset.map(defaults -> YamlEdits.withDefaults(own, defaults, path -> isSaidOtherwise(own, path)))
                .orElse(own);
    }

    /** If a source sets a field in one way, the preset's other way of setting it is ignored. */
    private static boolean isSaidOtherwise(YamlMapping own, String path) {
        if (path.equals(OF)) {
            return true;
        }
        String key = path.substring(path.lastIndexOf('.') + 1);
        if (path.startsWith("columns.")) {
            return has(own, "constants", key) || (key.equals("declaration-id") && own.has("id-of"));
        }
        if (path.startsWith("constants.") || path.startsWith("words.")) {
            return has(own, path.startsWith("words.") ? "constants" : "columns", key);
        }
        return path.equals("id-of") && has(own, "columns", "declaration-id");
    }

    private static boolean has(YamlMapping own, String mapping, String key) {
        return own.isMapping(mapping) && own.mapping(mapping).has(key);
    }

    private Optional<YamlMapping> preset(YamlMapping source, String name, String kind) {
        boolean file = name.endsWith(FILE_ENDING);
        if (!file && !SHIPPED.contains(name)) {
            source.problem(
                    PRESET,
                    "Unknown " + source.name(PRESET) + " '" + name + "'" + Names.hint(name, SHIPPED)
                            + "; a preset of your own is a file that ends in " + FILE_ENDING);
            return Optional.empty();
        }
        YamlMapping preset = read.computeIfAbsent(name, any -> file ? ofFile(name) : shipped(name));
        String of = preset.string(OF);
        if (!of.isEmpty() && !of.equals(kind)) {
            source.problem(
                    PRESET,
                    "Invalid " + source.name(PRESET) + " '" + name + "': it is one of " + of
                            + ", and this is a source of " + kind);
            return Optional.empty();
        }
        return Optional.of(preset);
    }

    private YamlMapping ofFile(String name) {
        return YamlFile.read(jobFolder.resolve(name), problems);
    }

    YamlMapping shipped(String name) {
        String file = "presets/" + name + FILE_ENDING;
        try (InputStream in = Presets.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its own " + file);
            }
            return YamlFile.parse(name + FILE_ENDING, in.readAllBytes(), problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
