package io.crumbless.answers.letter;

import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.PrivacyLaw.Right;
import io.crumbless.warehouse.request.RequestKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Citations of the law that protects a person, for each statement in a letter. A citation is empty if the law has no
 * such rule or it was not looked up. As of November 2026.
 */
record LetterLaw(PrivacyLaw law) {
    /** Rights that name a remedy: an appeal, a complaint. */
    private static final List<String> REMEDIES = List.of("law.", "appeal", "complain", "if-in-quebec", "unknown-law");

    private static final Map<PrivacyLaw, String> NAMES = Map.of(
            PrivacyLaw.GDPR, "GDPR ",
            PrivacyLaw.UK_GDPR, "UK GDPR ",
            PrivacyLaw.SWISS, "FADP (DSG) ",
            PrivacyLaw.CCPA, "Cal. Civ. Code ",
            PrivacyLaw.PIPEDA, "PIPEDA ",
            PrivacyLaw.QUEBEC, "Quebec Act P-39.1 ");

    /** @param place where the person lives, otherwise where the data is stored; empty if neither is known */
    static LetterLaw of(Optional<String> place) {
        return new LetterLaw(place.map(PrivacyLaw::of).orElse(PrivacyLaw.OTHER));
    }

    /** The provision that grants the right exercised by a request of this kind. */
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

    /** The provision that requires reasons for a refusal. */
    String refusal(RequestKind kind) {
        return switch (law) {
            case GDPR, UK_GDPR -> NAMES.get(law) + "Art. 12(4)";
            case SWISS -> swissRefusal(kind);
            case PIPEDA -> NAMES.get(law) + "s. 8(7)";
            case QUEBEC -> NAMES.get(law) + "s. 34";
            default -> "";
        };
    }

    /** Swiss law requires reasons for these two only. */
    private static String swissRefusal(RequestKind kind) {
        return switch (kind) {
            case ACCESS -> NAMES.get(PrivacyLaw.SWISS) + "Art. 26(4)";
            case PORTABILITY -> NAMES.get(PrivacyLaw.SWISS) + "Art. 29(2)";
            default -> "";
        };
    }

    /** The exceptions that justify putting an erasure on hold. */
    String hold() {
        return switch (law) {
            case GDPR, UK_GDPR -> NAMES.get(law) + "Art. 17(3)";
            case CCPA -> NAMES.get(law) + "§ 1798.105(d)";
            default -> "";
        };
    }

    /** The provision that requires notifying recipients, and naming them on request. */
    String recipients() {
        return article("19");
    }

    /** The provision that requires informing the person before a restriction is lifted. */
    String lifting() {
        return article("18(3)");
    }

    private String article(String number) {
        return law == PrivacyLaw.GDPR || law == PrivacyLaw.UK_GDPR ? NAMES.get(law) + "Art. " + number : "";
    }

    /** The provision that grants a judicial remedy. */
    String court() {
        return switch (law) {
            case GDPR -> "Art. 79";
            case UK_GDPR -> "Data Protection Act 2018 s. 167";
            default -> "";
        };
    }

    /** The rights to mention if a request is refused; the name of the law comes first. */
    List<Right> remedies() {
        return law.rights(true, true).stream()
                .filter(right -> REMEDIES.stream().anyMatch(right.key()::startsWith))
                .toList();
    }
}
