package io.crumbless.answers.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Holds an export against the vocabularies its context names. */
public final class TestingVocabulary {
    private static final Map<String, String> DPV = csv("/dpv/dpv-terms.csv", 1);
    private static final Map<String, String> RIGHTS = csv("/dpv/eu-gdpr-rights.csv", 1);
    private static final Map<String, String> PERSONAL_DATA =
            csv("/io/crumbless/settings/policy/vocabulary/dpv-personal-data.csv", 0);
    private static final Map<String, String> LEGAL_BASES =
            csv("/io/crumbless/settings/policy/vocabulary/dpv-legal-bases.csv", 0);

    /** The profiles of DPV's schema for ISO/IEC TS 27560. */
    private static final Set<String> PROFILES = Set.of("record", "receipt", "record-eu-gdpr", "receipt-eu-gdpr");

    /** Of DCMI Metadata Terms, those we use. */
    private static final Set<String> DUBLIN_CORE = Set.of(
            "conformsTo", "identifier", "title", "source", "language", "hasVersion", "description", "valid", "date");

    /** The fields that the standard requires of a record, according to the table in DPV's guide. */
    private static final List<String> DEMANDED = List.of(
            "dct:conformsTo",
            "dct:identifier",
            "dpv:hasDataSubject",
            "dpv:hasNotice",
            "dct:language",
            "dpv:hasPurpose",
            "dpv:hasLegalBasis",
            "dpv:hasPersonalData",
            "dpv:hasDataController",
            "dpv:hasStorageCondition",
            "dpv:hasJurisdiction",
            "dpv:hasRecipient",
            "dpv:hasConsentControl",
            "dpv:hasConsentStatus",
            "dpv:isIndicatedAtTime");

    private TestingVocabulary() {}

    public static List<String> problems(JsonNode export) {
        List<String> problems = new ArrayList<>();
        Set<String> prefixes = Set.copyOf(export.get("@context").propertyNames());
        export.get("@graph").forEach(node -> {
            walk(node, prefixes, problems);
            if (node.has("dct:conformsTo")) {
                DEMANDED.stream()
                        .filter(term -> !node.has(term))
                        .forEach(term -> problems.add("missing " + term + " in " + node.get("@id")));
            }
        });
        boolean aRecordConforms = export.get("@graph").valueStream().anyMatch(node -> node.has("dct:conformsTo"));
        boolean somethingWasSaid = export.get("@graph")
                .valueStream()
                .anyMatch(node ->
                        node.path("crumbless:action").asString("").equals("declare") && node.has("dpv:hasLegalBasis"));
        if (somethingWasSaid && !aRecordConforms) {
            problems.add("no record says that it conforms");
        }
        return problems;
    }

    private static void walk(JsonNode node, Set<String> prefixes, List<String> problems) {
        if (node.isArray()) {
            node.forEach(item -> walk(item, prefixes, problems));
        }
        if (!node.isObject()) {
            return;
        }
        node.properties().forEach(field -> {
            String key = field.getKey();
            if (key.equals("@type")) {
                List<String> types = field.getValue().isArray()
                        ? field.getValue().valueStream().map(JsonNode::asString).toList()
                        : List.of(field.getValue().asString());
                types.forEach(type -> check(type, "class", prefixes, problems));
            } else if (key.equals("@id")) {
                if (!field.getValue().asString().startsWith("urn:")) {
                    check(field.getValue().asString(), "class", prefixes, problems);
                }
            } else {
                check(key, "property", prefixes, problems);
            }
            walk(field.getValue(), prefixes, problems);
        });
    }

    private static void check(String term, String kind, Set<String> prefixes, List<String> problems) {
        int colon = term.indexOf(':');
        String prefix = colon < 0 ? "" : term.substring(0, colon);
        String name = term.substring(colon + 1);
        boolean known =
                switch (prefix) {
                    case "dpv" -> kind.equals(DPV.get(name));
                    case "pd" -> PERSONAL_DATA.containsKey(name);
                    case "eu-gdpr" -> LEGAL_BASES.containsKey(term) || RIGHTS.containsKey(name);
                    case "dpv-27560" -> PROFILES.contains(name);
                    case "dct" -> DUBLIN_CORE.contains(name);
                    case "rdf" -> name.equals("value");
                    case "crumbless" -> true;
                    default -> false;
                };
        if (!known || !prefixes.contains(prefix)) {
            problems.add("unknown " + kind + " " + term);
        }
    }

    /** The first column of a file, to another one. */
    private static Map<String, String> csv(String resource, int column) {
        try (InputStream in = TestingVocabulary.class.getResourceAsStream(resource)) {
            Map<String, String> terms = new HashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.replace("\"", "").split(","))
                    .forEach(fields -> terms.put(fields[0], fields[column]));
            return terms;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
