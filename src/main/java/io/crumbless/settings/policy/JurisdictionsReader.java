package io.crumbless.settings.policy;

import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.PolicyFileNames;
import io.crumbless.kernel.policy.SharingRule;
import io.crumbless.kernel.policy.SpecialCategoryRule;
import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlMapping;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code jurisdictions.yaml}: regimes, which are rules shared by several jurisdictions, and the jurisdictions.
 */
final class JurisdictionsReader {
    private static final Set<String> COUNTRIES = new TreeSet<>(Arrays.asList(Locale.getISOCountries()));

    /** No law sets an age outside these limits; a typing error may. */
    private static final int YOUNGEST = 10;

    private static final int OLDEST = 21;

    private final Problems problems;
    private final Vocabulary vocabulary;

    private final boolean ageIsTold;

    /** @param ageIsTold whether the catalogue names an attribute that states people's age */
    JurisdictionsReader(Problems problems, Vocabulary vocabulary, boolean ageIsTold) {
        this.problems = problems;
        this.vocabulary = vocabulary;
        this.ageIsTold = ageIsTold;
    }

    private record Regime(
            boolean admitsUnknownAge, SpecialCategoryRule special, SharingRule sharing, List<String> citations) {}

    Map<String, Jurisdiction> read(YamlMapping file) {
        YamlMapping regimesWritten = file.mapping("regimes");
        Map<String, Regime> regimes = new LinkedHashMap<>();
        regimesWritten.mappings().forEach((name, entry) -> regimes.put(name, regime(entry)));
        YamlMapping places = file.mapping("jurisdictions");
        Map<String, Jurisdiction> jurisdictions = new LinkedHashMap<>();
        places.mappings().forEach((code, entry) -> place(places, code, entry, regimes)
                .ifPresent(jurisdiction -> jurisdictions.put(code, jurisdiction)));
        if (file.has("jurisdictions") && places.keys().isEmpty()) {
            file.problem("jurisdictions", "Missing jurisdictions: no declaration could ever be judged");
        }
        file.finish();
        return jurisdictions;
    }

    private Regime regime(YamlMapping entry) {
        Map<String, Boolean> ages = Map.of("admitted", true, "refused", false);
        boolean unknownAge = entry.word("unknown-age", ages, false);
        if (!unknownAge && !ageIsTold && entry.has("unknown-age")) {
            entry.problem(
                    "unknown-age",
                    "Invalid " + entry.name("unknown-age") + " 'refused': " + PolicyFileNames.ATTRIBUTES
                            + " has no age-attribute, so everybody would be refused");
        }
        SpecialCategoryRule special = special(entry.mapping("special-categories"));
        SharingRule sharing = sharing(entry.mapping("sale-and-sharing"));
        List<String> articles =
                entry.list("articles").texts().stream().map(SettingText::text).toList();
        entry.finish();
        return new Regime(unknownAge, special, sharing, articles);
    }

    private SpecialCategoryRule special(YamlMapping rule) {
        rule.list("legal-basis");
        List<String> bases =
                rule.words("legal-basis", Names.words(List.copyOf(vocabulary.legalBases()), basis -> basis));
        if (rule.optionalList("legal-basis").map(list -> list.isEmpty()).orElse(false)) {
            rule.problem("legal-basis", "Missing legal basis in " + rule.name("legal-basis") + ": the list is empty");
        }
        boolean expiry = rule.word("expiry", Map.of("required", true, "optional", false), true);
        String cite = rule.string("cite");
        rule.finish();
        return new SpecialCategoryRule(new HashSet<>(bases), expiry, cite);
    }

    private SharingRule sharing(YamlMapping rule) {
        SharingRule.Permission permission = rule.word(
                "permission",
                Names.words(List.of(SharingRule.Permission.values()), SharingRule.Permission::word),
                SharingRule.Permission.OPT_IN);
        OptionalInt optInBelow = age(rule, "opt-in-below-age");
        OptionalInt barredBelow = age(rule, "barred-below-age");
        SharingRule.Sensitive sensitive = rule.optionalWord(
                        "sensitive", Names.words(List.of(SharingRule.Sensitive.values()), SharingRule.Sensitive::word))
                .orElse(SharingRule.Sensitive.ALLOWED);
        SharingRule.Signal signal = rule.optionalWord(
                        "signal", Names.words(List.of(SharingRule.Signal.values()), SharingRule.Signal::word))
                .orElse(SharingRule.Signal.HONOURED);
        SharingRule.OptIn optIn = rule.optionalWord(
                        "opt-in", Names.words(List.of(SharingRule.OptIn.values()), SharingRule.OptIn::word))
                .orElse(SharingRule.OptIn.DECLARED);
        Optional<Period> askedAgain = rule.optionalParsed("asked-again-after", Periods::positive);
        String cite = rule.string("cite");
        rule.finish();
        return new SharingRule(permission, optInBelow, barredBelow, sensitive, signal, optIn, askedAgain, cite);
    }

    private OptionalInt age(YamlMapping rule, String key) {
        OptionalInt age = rule.optionalWhole(key);
        if (age.isPresent()) {
            checkAge(rule, key, age.getAsInt());
        }
        return age;
    }

    private Optional<Jurisdiction> place(
            YamlMapping owner, String code, YamlMapping entry, Map<String, Regime> regimes) {
        int before = problems.size();
        if (!COUNTRIES.contains(code.replaceFirst("-[A-Z0-9]{1,3}$", ""))) {
            owner.problem(code, "Unknown jurisdiction '" + code + "': expected an ISO 3166 code such as DE or US-CA");
        }
        String name = entry.string("name");
        String regimeName = References.name(entry, "regime", regimes.keySet());
        int age = entry.whole("age-of-digital-consent");
        if (entry.has("age-of-digital-consent") && problems.size() == before) {
            checkAge(entry, "age-of-digital-consent", age);
        }
        String cite = entry.string("cite");
        entry.finish();
        Regime regime = regimes.get(regimeName);
        if (problems.size() > before || regime == null) {
            return Optional.empty();
        }
        List<String> citations = new ArrayList<>(List.of(cite));
        citations.addAll(regime.citations());
        return Optional.of(new Jurisdiction(
                code, name, age, regime.admitsUnknownAge(), regime.special(), regime.sharing(), citations));
    }

    private static void checkAge(YamlMapping entry, String key, int age) {
        if (age < YOUNGEST || age > OLDEST) {
            entry.problem(
                    key,
                    "Invalid " + entry.name(key) + ": " + age + " is not between " + YOUNGEST + " and " + OLDEST
                            + " years");
        }
    }
}
