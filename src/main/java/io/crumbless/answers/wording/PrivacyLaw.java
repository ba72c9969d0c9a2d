package io.crumbless.answers.wording;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The law that protects a person, with the rights it gives them and where it says so: the one table from which statements
 * take them. Sentences are {@code you.right.<key>}, into which the citation is filled; the first of each law names it.
 * Looked up in November 2026.
 */
public enum PrivacyLaw {
    /** The European Union and the European Economic Area. */
    GDPR(
            cite("source", "GDPR Art. 15(1)(g)"),
            cite("inferences", "GDPR Art. 15(1)"),
            cite("decisions", "GDPR Art. 22"),
            always("law.gdpr", ""),
            always("access", "Art. 15"),
            held("change", "Art. 16"),
            held("withdraw", "Art. 7(3)"),
            whereFound("erase", "Art. 17"),
            whereFound("restrict", "Art. 18"),
            whereFound("copy", "Art. 20"),
            whereFound("object", "Art. 21"),
            whereFound("no-machine-alone", "Art. 22"),
            whereFound("within-a-month", "Art. 12(3)"),
            always("complain-in-europe", "Art. 77")),

    /** California: the Consumer Privacy Act as amended by the Privacy Rights Act. */
    CCPA(
            cite("source", "Cal. Civ. Code § 1798.110(a)(2)"),
            cite("inferences", "Cal. Civ. Code § 1798.110; California Attorney General, Opinion 20-303"),
            always("law.ccpa", ""),
            always("know", "§§ 1798.100, 1798.110, 1798.115"),
            whereFound("delete", "§ 1798.105"),
            whereFound("correct", "§ 1798.106"),
            whereFound("opt-out", "§ 1798.120"),
            whereFound("limit", "§ 1798.121"),
            held("withdraw", ""),
            always("no-retaliation", "§ 1798.125"),
            whereFound("within-45-days", "§ 1798.130(a)(2)"),
            always("complain-in-california", "§ 1798.199.45")),

    /** Canada, Quebec apart. */
    PIPEDA(
            cite("source", "PIPEDA Schedule 1, Principle 4.9.1"),
            cite("inferences", "PIPEDA Schedule 1, Principle 4.9"),
            always("law.pipeda", ""),
            always("access", "Schedule 1, Principle 4.9"),
            whereFound("rectify", "Schedule 1, Principle 4.9.5"),
            held("withdraw", "Schedule 1, Principle 4.3.8"),
            whereFound("erase", ""),
            whereFound("within-30-days", "s. 8(3)"),
            always("complain-in-canada", "s. 11"),
            always("if-in-quebec", "Quebec Act P-39.1 ss. 27, 28, 42")),

    /** Quebec: the Act respecting the protection of personal information in the private sector, as amended by Law 25. */
    QUEBEC(
            cite("source", "Quebec Act P-39.1 s. 7"),
            cite("inferences", "Quebec Act P-39.1 s. 27"),
            cite("decisions", "Quebec Act P-39.1 s. 12.1"),
            always("law.quebec", ""),
            always("access", "s. 27"),
            whereFound("copy", "s. 27"),
            whereFound("rectify", "s. 28"),
            held("withdraw", "s. 8"),
            whereFound("erase", ""),
            whereFound("de-index", "s. 28.1"),
            whereFound("within-30-days", "s. 32"),
            always("complain-in-quebec", "s. 42")),

    /** A place whose law does not stand here, or nobody knows where the person lives: what the program itself does. */
    OTHER(
            cite("inferences", "GDPR Art. 15(1); California Attorney General, Opinion 20-303"),
            held("change", ""),
            held("withdraw", ""),
            whereFound("erase", ""),
            whereFound("restrict", ""),
            whereFound("object", ""),
            whereFound("copy", ""),
            always("complain", ""),
            always("unknown-law", ""));

    private static final Set<String> EUROPE = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
            "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");

    private final List<Right> rights;

    PrivacyLaw(Right... rights) {
        this.rights = List.of(rights);
    }

    /** When there is something to exercise a right on. */
    private enum When {
        /** While the profile or the records hold something. */
        HELD,
        /** Also after an erasure, while older systems hold something. */
        FOUND,
        ALWAYS,
        /** It is cited elsewhere on the page. */
        CITED
    }

    /**
     * One right.
     *
     * @param citation empty where no law asks for it and the program does it all the same
     */
    public record Right(String key, String citation, When when) {}

    private static Right held(String key, String citation) {
        return new Right(key, citation, When.HELD);
    }

    private static Right whereFound(String key, String citation) {
        return new Right(key, citation, When.FOUND);
    }

    private static Right always(String key, String citation) {
        return new Right(key, citation, When.ALWAYS);
    }

    private static Right cite(String key, String citation) {
        return new Right(key, citation, When.CITED);
    }

    /** The law of a place, by its ISO 3166 code. */
    public static PrivacyLaw of(String place) {
        if (EUROPE.contains(place)) {
            return GDPR;
        }
        return switch (place.toUpperCase(Locale.ROOT)) {
            case "US-CA" -> CCPA;
            case "CA-QC" -> QUEBEC;
            default -> place.equals("CA") || place.startsWith("CA-") ? PIPEDA : OTHER;
        };
    }

    /** The law of the person; where nobody knows their place, that of the place where the data is. */
    public static PrivacyLaw of(Explanation explanation, AnswerContext besides) {
        return explanation
                .jurisdiction()
                .or(() -> besides.controller().flatMap(controller -> controller.storedIn()))
                .map(PrivacyLaw::of)
                .orElse(OTHER);
    }

    /** Whether the articles of the GDPR are the ones to cite. */
    public boolean citesGdpr() {
        return this == GDPR || this == OTHER;
    }

    /**
     * The rights to be stated.
     *
     * @param held whether the profile or the records hold something
     * @param found whether that or older systems do
     */
    public List<Right> rights(boolean held, boolean found) {
        return rights.stream()
                .filter(right -> switch (right.when()) {
                    case HELD -> held;
                    case FOUND -> found;
                    case ALWAYS -> true;
                    case CITED -> false;
                })
                .toList();
    }

    /** Where the law says what is stated under that key; empty where it says nothing of it. */
    public Optional<String> citation(String key) {
        return rights.stream()
                .filter(right -> right.when() == When.CITED && right.key().equals(key))
                .map(Right::citation)
                .findFirst();
    }
}
