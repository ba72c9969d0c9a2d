package io.crumbless.settings.policy;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.PolicyFileNames;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.provenance.Provenance;
import io.crumbless.kernel.provenance.ProvenanceRule;
import io.crumbless.kernel.provenance.Segments;
import io.crumbless.kernel.provenance.Taxonomy;
import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code provenance.yaml} and, with its kinds of traits, {@code segments.csv}. */
final class ProvenanceReader {
    /** Conclusions of models are inferred, whatever the policy calls them. */
    private static final Set<String> ALWAYS_INFERRED = Set.of("algorithmic", "lookalike");

    static final Map<String, Origin> ORIGINS = Names.words(List.of(Origin.values()), Origin::word);

    private final Problems problems;
    private final Vocabulary vocabulary;
    private final Map<String, Attribute> attributes;
    private final Set<String> attributesWritten;

    /** @param attributesWritten names in {@code attributes.yaml}, valid or not */
    ProvenanceReader(
            Problems problems,
            Vocabulary vocabulary,
            Map<String, Attribute> attributes,
            Set<String> attributesWritten) {
        this.problems = problems;
        this.vocabulary = vocabulary;
        this.attributes = attributes;
        this.attributesWritten = attributesWritten;
    }

    Provenance read(YamlMapping file, Optional<String> segmentsText) {
        Taxonomy taxonomy = taxonomy(file.mapping("taxonomy"));
        Map<String, Origin> kinds = kinds(file.mapping("traits"));
        if (file.has("traits") && kinds.isEmpty()) {
            file.problem(
                    "traits", "Missing traits: the segments of " + PolicyFileNames.SEGMENTS + " are built of them");
        }
        List<String> patterns = patterns(file);
        Set<String> methods = linkMethods(file);
        // If no kind of trait could be read, every row would be reported for the same reason.
        Segments segments = segmentsText
                .filter(text -> !kinds.isEmpty())
                .map(text -> new SegmentsReader(problems, kinds, taxonomy).read(text))
                .orElse(new Segments(Map.of()));
        List<ProvenanceRule> rules =
                new RulesReader(problems, attributes, attributesWritten, segments, taxonomy).read(file);
        file.finish();
        return new Provenance(rules, segments, taxonomy, patterns, methods);
    }

    private Taxonomy taxonomy(YamlMapping taxonomy) {
        taxonomy.word("name", Map.of(Taxonomy.NAME, Taxonomy.NAME), Taxonomy.NAME);
        String prefix = taxonomy.string("prefix");
        taxonomy.finish();
        return new Taxonomy(prefix.isEmpty() ? "\0" : prefix, vocabulary.segments());
    }

    private static Map<String, Origin> kinds(YamlMapping written) {
        Map<String, Origin> kinds = new LinkedHashMap<>();
        for (String kind : written.keys()) {
            Optional<Origin> origin = written.optionalWord(kind, ORIGINS);
            origin.ifPresent(found -> checkKind(written, kind, found));
            kinds.put(kind, origin.orElse(Origin.UNKNOWN));
        }
        return kinds;
    }

    private static void checkKind(YamlMapping written, String kind, Origin origin) {
        if (origin == Origin.DECLARED) {
            written.problem(
                    kind,
                    "Invalid " + written.name(kind) + " 'declared': nothing that cookies left behind is declared");
        } else if (ALWAYS_INFERRED.contains(kind.replaceAll("[-_]", "")) && origin != Origin.INFERRED) {
            written.problem(
                    kind,
                    "Invalid " + written.name(kind) + " '" + origin.word() + "': what a model concluded is inferred");
        }
    }

    private static List<String> patterns(YamlMapping file) {
        file.list("name-patterns");
        List<String> patterns = new ArrayList<>();
        for (SettingText pattern : file.texts("name-patterns")) {
            if (Provenance.bare(pattern.text()).length() < 3) {
                file.problem(
                        pattern.place(),
                        "Invalid name-patterns '" + pattern.text()
                                + "': a pattern needs three letters or digits at least");
            }
            patterns.add(pattern.text());
        }
        return patterns;
    }

    private static Set<String> linkMethods(YamlMapping file) {
        file.list("trusted-link-methods");
        Set<String> methods = new TreeSet<>();
        for (SettingText method : file.texts("trusted-link-methods")) {
            if (Provenance.bare(method.text()).contains("probabilistic")) {
                file.problem(
                        method.place(),
                        "Invalid trusted-link-methods '" + method.text()
                                + "': a guess about who sits before a screen is never trusted");
            }
            methods.add(method.text());
        }
        return methods;
    }
}
