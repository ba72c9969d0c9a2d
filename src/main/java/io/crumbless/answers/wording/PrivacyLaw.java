package io.crumbless.answers.wording;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The law that protects a person, with the rights it grants and their citations: the table from which statements take
 * them. Sentences are {@code you.right.<key>}, into which the citation is filled; the first of each law names it. As of
 * November 2026.
 */
public enum PrivacyLaw {
    /** The European Union and the European Economic Area. */
    GDPR(
            cite("source", "GDPR Art. 15(1)(g)"),
            cite("inferences", "GDPR Art. 15(1)"),
            cite("decisions", "GDPR Art. 22"),
            cite("special", "GDPR Art. 9(1)"),
            cite("restricted", "GDPR Art. 18(2) and 21"),
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

    /** The United Kingdom: the GDPR as retained, with the Data Protection Act 2018. */
    UK_GDPR(
            cite("source", "UK GDPR Art. 15(1)(g)"),
            cite("inferences", "UK GDPR Art. 15(1)"),
            cite("decisions", "UK GDPR Art. 22A to 22D"),
            cite("special", "UK GDPR Art. 9(1)"),
            cite("restricted", "UK GDPR Art. 18(2) and 21"),
            always("law.uk-gdpr", ""),
            always("access", "Art. 15"),
            held("change", "Art. 16"),
            held("withdraw", "Art. 7(3)"),
            whereFound("erase", "Art. 17"),
            whereFound("restrict", "Art. 18"),
            whereFound("copy", "Art. 20"),
            whereFound("object", "Art. 21"),
            whereFound("no-machine-alone", "Art. 22A to 22D"),
            whereFound("within-a-month", "Art. 12(3)"),
            always("complain-to-us", "Data Protection Act 2018 s. 164A"),
            always("complain-in-britain", "Data Protection Act 2018 s. 165")),

    /** Switzerland: the Federal Act on Data Protection in force since September 2023. */
    SWISS(
            cite("source", "FADP (DSG) Art. 25(2)(e)"),
            cite("inferences", "FADP (DSG) Art. 25(2)(b)"),
            cite("decisions", "FADP (DSG) Art. 21"),
            cite("sensitive", "FADP (DSG) Art. 5(c)"),
            always("law.swiss", ""),
            always("access", "Art. 25"),
            whereFound("rectify", "Art. 32(1)"),
            held("withdraw", "Art. 30(2)(b)"),
            whereFound("erase", "Art. 32(2)(c)"),
            whereFound("forbid", "Art. 30(2)(b), 32(2)"),
            whereFound("copy", "Art. 28"),
            whereFound("no-machine-alone-review", "Art. 21(2)"),
            whereFound("within-30-days", "Data Protection Ordinance (DSV) Art. 18"),
            always("complain-in-switzerland", "Art. 49")),

    /** California: the Consumer Privacy Act as amended by the Privacy Rights Act. */
    CCPA(
            cite("source", "Cal. Civ. Code § 1798.110(a)(2)"),
            cite("inferences", "Cal. Civ. Code § 1798.110; California Attorney General, Opinion 20-303"),
            cite("sensitive", "Cal. Civ. Code § 1798.140(ae)"),
            always("law.ccpa", ""),
            always("know", "§§ 1798.100, 1798.110, 1798.115"),
            whereFound("delete", "§ 1798.105"),
            whereFound("correct", "§ 1798.106"),
            whereFound("opt-out", "§ 1798.120"),
            whereFound("limit", "§ 1798.121"),
            held("withdraw", ""),
            always("no-retaliation", "§ 1798.125"),
            always("agent", "11 CCR § 7063"),
            whereFound("within-45-days", "§ 1798.130(a)(2)"),
            always("complain-in-california", "§ 1798.199.45")),

    COLORADO("us-co", "C.R.S. § 6-1-1306", "C.R.S. § 6-1-1306(1)(a)", "C.R.S. § 6-1-1306(2)"),
    CONNECTICUT(
            "us-ct", "Conn. Gen. Stat. § 42-518(a)", "Conn. Gen. Stat. § 42-518(a)(5)", "Conn. Gen. Stat. § 42-518(c)"),
    DELAWARE("us-de", "6 Del. C. § 12D-104(a)", "6 Del. C. § 12D-104(a)(6)", "6 Del. C. § 12D-104(c)"),
    /** Has no right to correction, no concept of sharing, and a period of 90 days. */
    IOWA(
            always("law.us-ia", ""),
            always("know", "Iowa Code § 715D.3(1)"),
            whereFound("delete", "Iowa Code § 715D.3(1)(b)"),
            whereFound("opt-out-sale", "Iowa Code § 715D.3(1)(d)"),
            held("withdraw", ""),
            whereFound("within-90-days", "Iowa Code § 715D.3(2)"),
            whereFound("appeal", "Iowa Code § 715D.3(3)"),
            always("complain-in-a-state", "")),
    INDIANA("us-in", "Ind. Code 24-15-3-1(b)", "Ind. Code 24-15-3-1(b)(5)", ""),
    KENTUCKY("us-ky", "KRS 367.3615(2)", "KRS 367.3615(2)", ""),
    MARYLAND("us-md", "Md. Code Com. Law § 14-4705(b)", "Md. Code Com. Law § 14-4705(b)(7)", ""),
    MINNESOTA("us-mn", "Minn. Stat. § 325M.14 subd. 1", "Minn. Stat. § 325M.14 subd. 1(f)", ""),
    MONTANA("us-mt", "Mont. Code § 30-14-2808(1)", "Mont. Code § 30-14-2808(1)(e)", ""),
    NEBRASKA("us-ne", "Neb. Rev. Stat. § 87-1107(2)", "Neb. Rev. Stat. § 87-1107(2)(e)", ""),
    NEW_HAMPSHIRE("us-nh", "RSA 507-H:4(I)", "RSA 507-H:4(I)(e)", "RSA 507-H:4(III)"),
    NEW_JERSEY("us-nj", "N.J.S.A. 56:8-166.10(a)", "N.J.S.A. 56:8-166.10(a)(5)", ""),
    OREGON("us-or", "ORS 646A.574(1)", "ORS 646A.574(1)(d)", "ORS 646A.576"),
    RHODE_ISLAND("us-ri", "R.I. Gen. Laws § 6-48.1-5", "R.I. Gen. Laws § 6-48.1-5", ""),
    TENNESSEE("us-tn", "Tenn. Code § 47-18-3304(a)(2)", "Tenn. Code § 47-18-3304(a)(2)(E)", ""),
    TEXAS(
            "us-tx",
            "Tex. Bus. & Com. Code § 541.051(b)",
            "Tex. Bus. & Com. Code § 541.051(b)(5)",
            "Tex. Bus. & Com. Code § 541.052"),
    /** Has no appeal to the controller. */
    UTAH(
            always("law.us-ut", ""),
            always("know", "Utah Code § 13-61-201"),
            whereFound("delete", "Utah Code § 13-61-201"),
            whereFound("correct", "Utah Code § 13-61-201"),
            whereFound("opt-out-advertising", "Utah Code § 13-61-201(4)"),
            held("withdraw", ""),
            whereFound("within-45-days", "Utah Code § 13-61-203"),
            always("complain-in-a-state", "")),
    VIRGINIA("us-va", "Va. Code § 59.1-577(A)", "Va. Code § 59.1-577(A)(5)", "Va. Code § 59.1-577(B)"),

    /** Canada except Quebec. */
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

    /** A place whose law is not listed here, or an unknown place of residence: what the program offers in any case. */
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

    private static final Map<String, PrivacyLaw> ELSEWHERE = Map.ofEntries(
            Map.entry("GB", UK_GDPR),
            Map.entry("CH", SWISS),
            Map.entry("CA", PIPEDA),
            Map.entry("CA-QC", QUEBEC),
            Map.entry("US-CA", CCPA),
            Map.entry("US-CO", COLORADO),
            Map.entry("US-CT", CONNECTICUT),
            Map.entry("US-DE", DELAWARE),
            Map.entry("US-IA", IOWA),
            Map.entry("US-IN", INDIANA),
            Map.entry("US-KY", KENTUCKY),
            Map.entry("US-MD", MARYLAND),
            Map.entry("US-MN", MINNESOTA),
            Map.entry("US-MT", MONTANA),
            Map.entry("US-NE", NEBRASKA),
            Map.entry("US-NH", NEW_HAMPSHIRE),
            Map.entry("US-NJ", NEW_JERSEY),
            Map.entry("US-OR", OREGON),
            Map.entry("US-RI", RHODE_ISLAND),
            Map.entry("US-TN", TENNESSEE),
            Map.entry("US-TX", TEXAS),
            Map.entry("US-UT", UTAH),
            Map.entry("US-VA", VIRGINIA));

    private final List<Right> rights;

    PrivacyLaw(Right... rights) {
        this.rights = List.of(rights);
    }

    /**
     * A state of the United States whose act grants the usual rights.
     *
     * @param name key of the sentence that names the act
     * @param granting the section that grants the rights
     * @param optOut where it grants the opt-out
     * @param answer where it sets the period for an answer; empty if that was not looked up
     */
    PrivacyLaw(String name, String granting, String optOut, String answer) {
        this(
                always("law." + name, ""),
                always("know", granting),
                whereFound("delete", granting),
                whereFound("correct", granting),
                whereFound("opt-out-advertising", optOut),
                held("withdraw", ""),
                whereFound("within-45-days", answer),
                whereFound("appeal", ""),
                always("complain-in-a-state", ""));
    }

    /** When a right applies. */
    private enum When {
        /** While the profile or the records contain something. */
        HELD,
        /** Also after an erasure, while older systems contain something. */
        FOUND,
        ALWAYS,
        /** Cited elsewhere on the page. */
        CITED
    }

    /**
     * One right.
     *
     * @param citation empty if no law requires it and the program does it anyway
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
        @Nullable PrivacyLaw law = ELSEWHERE.get(place.toUpperCase(Locale.ROOT));
        return law != null ? law : place.startsWith("CA-") ? PIPEDA : OTHER;
    }

    /** The law of the person; if their place is unknown, the law of the place where the data is stored. */
    public static PrivacyLaw of(Explanation explanation, AnswerContext context) {
        return explanation
                .place()
                .or(() -> context.controller().flatMap(controller -> controller.storedIn()))
                .map(PrivacyLaw::of)
                .orElse(OTHER);
    }

    /** Whether people may opt out of the sale of their data. */
    public boolean offersOptOut() {
        return rights.stream().anyMatch(right -> right.key().startsWith("opt-out"));
    }

    /** Whether articles of the GDPR are cited. */
    public boolean citesGdpr() {
        return this == GDPR || this == OTHER;
    }

    /**
     * The rights to be stated.
     *
     * @param held whether the profile or the records contain something
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

    /** The citation for the right with that key; empty if the law has none. */
    public Optional<String> citation(String key) {
        return rights.stream()
                .filter(right -> right.when() == When.CITED && right.key().equals(key))
                .map(Right::citation)
                .findFirst();
    }
}
