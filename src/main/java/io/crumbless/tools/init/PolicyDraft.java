package io.crumbless.tools.init;

import io.crumbless.kernel.policy.PolicyFileNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Drafts a policy folder that denies everything: attributes without purposes, segments of unknown origin, no rules.
 * Only the files for admission and jurisdictions are as shipped.
 */
record PolicyDraft(
        List<AttributeDraft> attributes, SegmentsDraft segments, List<String> linkMethods, List<String> legacyColumns) {

    /** The contents by file name. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        files.put(PolicyFileNames.ATTRIBUTES, attributesText());
        files.put(PolicyFileNames.PURPOSES, shipped("purposes.yaml"));
        files.put(PolicyFileNames.PROVENANCE, provenanceText());
        files.put(PolicyFileNames.SEGMENTS, segments.text());
        files.put(PolicyFileNames.ADMISSION, shipped("admission.yaml"));
        files.put(PolicyFileNames.JURISDICTIONS, shipped("jurisdictions.yaml"));
        return files;
    }

    /** A shipped file without the line that refers editors to a schema, whose path is not valid here. */
    private static String shipped(String name) {
        try (InputStream in = Objects.requireNonNull(PolicyDraft.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("^# yaml-language-server:.*\n#\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String attributesText() {
        StringBuilder text = new StringBuilder("""
                # The catalogue: everything that may be known about a person, and nothing else. Drafted from the answers that were found:
                # names and types follow their columns and values. Take out what you do not need to know.
                #
                # DECIDE of each: its category (a personal data category of the W3C Data Privacy Vocabulary, such as pd:Interest or
                # pd:Preference), whether it is sensitive or special (health, religion, sexual orientation and the like, GDPR Art. 9),
                # what it may be used for (purposes.yaml), and how long it is kept (keep: P13M).
                #
                # 'id' is the field id of the column in every profile file. It never changes, and is never given to another attribute.
                #
                # DECIDE: if one of them states a person's age, name it: age-attribute: birth_date

                """);
        text.append(attributes.isEmpty() ? "attributes: {}\n" : "attributes:\n");
        int id = 1;
        for (AttributeDraft attribute : attributes) {
            append(text, attribute, id++);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, AttributeDraft attribute, int id) {
        text.append("  ").append(attribute.name()).append(":\n");
        attribute.notes().forEach(note -> text.append("    # ")
                .append(YamlScalar.comment(note))
                .append('\n'));
        text.append("    id: ").append(id).append('\n');
        text.append("    type: ").append(attribute.type()).append('\n');
        text.append("    title: { en: ")
                .append(YamlScalar.quoted(attribute.question()))
                .append(" }\n");
        if (!attribute.titles().isEmpty()) {
            text.append("    choices:\n");
            attribute.titles().forEach((choice, title) -> text.append("      ")
                    .append(YamlScalar.of(choice))
                    .append(": { en: ")
                    .append(YamlScalar.quoted(title))
                    .append(" }\n"));
        }
        text.append("    description: ")
                .append(YamlScalar.quoted("Answers of " + attribute.from()))
                .append('\n');
        text.append("    # category:\n    # purposes:\n\n");
    }

    private String provenanceText() {
        StringBuilder text = new StringBuilder("""
                # Which evidence makes which origin. Drafted so that nothing passes: without a rule that says otherwise the origin of a value
                # is unknown, and it is stripped.

                taxonomy: { name: iab-1.1, prefix: %s }

                """.replace("%s", YamlScalar.of(segments.prefix())));
        text.append(
                "# How a cookie may have been tied to a person. A probabilistic match is a guess and can never be listed here.\n");
        text.append("# DECIDE: which of the methods that were found are trusted");
        text.append(linkMethods.isEmpty() ? ".\n" : ": " + YamlScalar.comment(String.join(", ", linkMethods)) + ".\n");
        text.append("""
                trusted-link-methods: []

                # Wherever one of these stands in the name of a segment, a trait or a column, the value is inferred. They only ever strip.
                name-patterns: [score, propensity, lookalike, predict, likel, affinity, probabil, inferred, modelled, modeled, estimated,
                    cluster, churn]

                # What each kind of trait makes of a segment. segments.csv calls every segment 'unknown' until somebody who knows how it was
                # built says so there.
                traits:
                  unknown: unknown
                  self_entered: provided # typed in by the person, in a form
                  rule_based: observed # pages and products looked at
                  purchase_history: derived # calculated from receipts
                  algorithmic: inferred # concluded by a model
                  lookalike: inferred # concluded from likeness to other people
                  onboarded: acquired # bought and matched by a broker

                """);
        text.append(
                "# DECIDE: whether anything of the legacy was typed in by people themselves and may fill gaps until a sunset date.\n");
        if (!legacyColumns.isEmpty()) {
            text.append("# Columns that were found: ")
                    .append(YamlScalar.comment(String.join(", ", legacyColumns)))
                    .append(".\n");
        }
        return text.append("rules: []\n").toString();
    }
}
