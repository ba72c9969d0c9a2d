package io.crumbless.answers.letter;

import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.PrivacyLaw.Right;
import io.crumbless.warehouse.request.RequestKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the law that protects a person says what a letter says. Empty citations are of laws that say nothing of it, or where it
 * was not looked up. Looked up in November 2026.
 */
record LetterLaw(PrivacyLaw law) {
    /** Rights whose sentences say where to go next. */
    private static final List<String> REMEDIES = List.of("law.", "appeal", "complain", "if-in-quebec", "unknown-law");

    private static final Map<PrivacyLaw, String> NAMES = Map.of(
            PrivacyLaw.GDPR, "GDPR ",
            PrivacyLaw.UK_GDPR, "UK GDPR ",
            PrivacyLaw.SWISS, "FADP (DSG) ",
            PrivacyLaw.CCPA, "Cal. Civ. Code ",
            PrivacyLaw.PIPEDA, "PIPEDA ",
            PrivacyLaw.QUEBEC, "Quebec Act P-39.1 ");

    /** @param place where the person lives, or else where the data is stored; empty where neither is known */
    static LetterLaw of(Optional<String> place) {
        return new LetterLaw(place.map(PrivacyLaw::of).orElse(PrivacyLaw.OTHER));
    }

    /** What grants the right that a request of that kind exercises. */
    String asked(RequestKind kind) {
        List<String> keys = keys(kind);
        return law.rights(true, true).stream()
                .filter(right -> keys.contains(right.key()))
                .map(Right::citation)
                .findFirst()
                .filter(citation -> !citation.isEmpty())
                .map(citation -> NAMES.getOrDefault(law, "") + citation)
                .orElse("");
    }

    private static List<String> keys(RequestKind kind) {
        return switch (kind) {
            case ACCESS -> List.of("access", "know");
            case ERASURE -> List.of("erase", "delete");
            case RECTIFICATION -> List.of("change", "rectify", "correct");
            case RESTRICTION -> List.of("restrict");
            case OBJECTION -> List.of("object", "forbid");
            case PORTABILITY -> List.of("copy", "know");
            case OPT_OUT -> List.of("opt-out", "opt-out-advertising", "opt-out-sale");
            case READMISSION -> List.of();
        };
    }

    /** What obliges to give the reason of a refusal. */
    String refusal(RequestKind kind) {
        return switch (law) {
            case GDPR, UK_GDPR -> NAMES.get(law) + "Art. 12(4)";
            case SWISS -> swissRefusal(kind);
            case PIPEDA -> NAMES.get(law) + "s. 8(7)";
            case QUEBEC -> NAMES.get(law) + "s. 34";
            default -> "";
        };
    }

    /** It says so of these two alone. */
    private static String swissRefusal(RequestKind kind) {
        return switch (kind) {
            case ACCESS -> NAMES.get(PrivacyLaw.SWISS) + "Art. 26(4)";
            case PORTABILITY -> NAMES.get(PrivacyLaw.SWISS) + "Art. 29(2)";
            default -> "";
        };
    }

    /** The exceptions on whose ground an erasure waits. */
    String hold() {
        return switch (law) {
            case GDPR, UK_GDPR -> NAMES.get(law) + "Art. 17(3)";
            case CCPA -> NAMES.get(law) + "§ 1798.105(d)";
            default -> "";
        };
    }

    /** What obliges to notify recipients, and to name them to whoever asks. */
    String recipients() {
        return article("19");
    }

    /** What obliges to inform the person before a restriction is lifted. */
    String lifting() {
        return article("18(3)");
    }

    private String article(String number) {
        return law == PrivacyLaw.GDPR || law == PrivacyLaw.UK_GDPR ? NAMES.get(law) + "Art. " + number : "";
    }

    /** What gives a remedy before a court. */
    String court() {
        return switch (law) {
            case GDPR -> "Art. 79";
            case UK_GDPR -> "Data Protection Act 2018 s. 167";
            default -> "";
        };
    }

    /** The rights to be pointed to where a request is not complied with, the name of the law first. */
    List<Right> remedies() {
        return law.rights(true, true).stream()
                .filter(right -> REMEDIES.stream().anyMatch(right.key()::startsWith))
                .toList();
    }
}
